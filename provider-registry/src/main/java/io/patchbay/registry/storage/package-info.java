/** Small durable stores in single files. */
@NullMarked
package io.patchbay.registry.storage;

import org.jspecify.annotations.NullMarked;
