@NullMarked
package io.patchbay.delivery;

import org.jspecify.annotations.NullMarked;
