/** Puts sending and receiving together. Not for hosts. */
@NullMarked
package io.patchbay.core.internal;

import org.jspecify.annotations.NullMarked;
