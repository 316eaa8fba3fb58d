@NullMarked
package io.patchbay.simulator;

import org.jspecify.annotations.NullMarked;
