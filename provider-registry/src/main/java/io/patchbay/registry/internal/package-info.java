/** Public for the other modules of this project alone; it may change with every version. */
@NullMarked
package io.patchbay.registry.internal;

import org.jspecify.annotations.NullMarked;
