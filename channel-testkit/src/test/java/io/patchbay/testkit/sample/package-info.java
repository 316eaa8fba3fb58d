@NullMarked
package io.patchbay.testkit.sample;

import org.jspecify.annotations.NullMarked;
