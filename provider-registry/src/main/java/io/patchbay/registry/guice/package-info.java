/** Patchbay for applications that are put together by Guice. */
@NullMarked
package io.patchbay.registry.guice;

import org.jspecify.annotations.NullMarked;
