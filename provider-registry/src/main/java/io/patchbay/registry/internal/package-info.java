/**
 * Calls into the code of provider modules: limits, class loaders, and what they may not return. Not
 * for hosts.
 */
@NullMarked
package io.patchbay.registry.internal;

import org.jspecify.annotations.NullMarked;
