/** The path of a webhook from a provider to listeners. Not for hosts. */
@NullMarked
package io.patchbay.core.internal.webhook;

import org.jspecify.annotations.NullMarked;
