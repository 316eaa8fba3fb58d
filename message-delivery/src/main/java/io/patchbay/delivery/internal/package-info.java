/** What the queue and its store hand to each other. Not for hosts. */
@NullMarked
package io.patchbay.delivery.internal;

import org.jspecify.annotations.NullMarked;
