/** The command line: one class for each command, and what they share. */
@NullMarked
package io.patchbay.host;

import org.jspecify.annotations.NullMarked;
