/**
 * The vocabulary that hosts and providers share: messages, recipients, contents, outcomes, events
 * and the channel itself. Everything here is an immutable value unless it says otherwise.
 */
@NullMarked
package io.patchbay.channel;

import org.jspecify.annotations.NullMarked;
