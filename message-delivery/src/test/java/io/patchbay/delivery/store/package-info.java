@NullMarked
package io.patchbay.delivery.store;

import org.jspecify.annotations.NullMarked;
