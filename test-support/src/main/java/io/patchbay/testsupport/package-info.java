/** For this project's own tests: a clock, waiting, and calls that are watched. Never published. */
@NullMarked
package io.patchbay.testsupport;

import org.jspecify.annotations.NullMarked;
