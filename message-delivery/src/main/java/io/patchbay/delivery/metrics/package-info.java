/** What delivery does and how the queue stands, in numbers for Micrometer. */
@NullMarked
package io.patchbay.delivery.metrics;

import org.jspecify.annotations.NullMarked;
