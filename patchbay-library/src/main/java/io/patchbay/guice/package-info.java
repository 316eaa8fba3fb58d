/** The front door for hosts that use Guice. */
@NullMarked
package io.patchbay.guice;

import org.jspecify.annotations.NullMarked;
