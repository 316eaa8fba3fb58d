/** What the commands say and how: errors for people, tables, a progress bar, masked output. */
@NullMarked
package io.patchbay.host.console;

import org.jspecify.annotations.NullMarked;
