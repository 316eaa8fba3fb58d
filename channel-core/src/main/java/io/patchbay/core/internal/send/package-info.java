/** The path of a message from a workspace to a provider. Not for hosts. */
@NullMarked
package io.patchbay.core.internal.send;

import org.jspecify.annotations.NullMarked;
