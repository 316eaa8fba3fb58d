/** The queue of the commands: where it is, and how it is shown. */
@NullMarked
package io.patchbay.host.delivery;

import org.jspecify.annotations.NullMarked;
