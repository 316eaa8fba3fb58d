/**
 * Results of reading a configuration: what is wrong in it, what was published, and the sections
 * that hosts read.
 */
@NullMarked
package io.patchbay.registry.config;

import org.jspecify.annotations.NullMarked;
