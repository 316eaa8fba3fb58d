/** The Java of the README, compiled and run. */
@NullMarked
package io.patchbay.integration.readme;

import org.jspecify.annotations.NullMarked;
