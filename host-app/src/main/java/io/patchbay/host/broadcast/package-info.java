/** Sends many messages through a channel, at the sender's pace, and counts what became of them. */
@NullMarked
package io.patchbay.host.broadcast;

import org.jspecify.annotations.NullMarked;
