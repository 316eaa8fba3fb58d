/** Reads the text of a configuration. Not for hosts. */
@NullMarked
package io.patchbay.registry.internal.config;

import org.jspecify.annotations.NullMarked;
