@NullMarked
package io.patchbay.testkit.faulty.time;

import org.jspecify.annotations.NullMarked;
