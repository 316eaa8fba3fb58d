/** JMH benchmarks of the parts whose cost Patchbay promises. */
@NullMarked
package io.patchbay.benchmarks;

import org.jspecify.annotations.NullMarked;
