/** What events say about people, and whether a person may be sent a message. Not for hosts. */
@NullMarked
package io.patchbay.core.internal.consent;

import org.jspecify.annotations.NullMarked;
