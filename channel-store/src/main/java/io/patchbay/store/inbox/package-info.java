/** Received events and which listener has confirmed them. */
@NullMarked
package io.patchbay.store.inbox;

import org.jspecify.annotations.NullMarked;
