/** The front door: {@link Patchbay} and its builder. */
@NullMarked
package io.patchbay;

import org.jspecify.annotations.NullMarked;
