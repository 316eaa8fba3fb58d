@NullMarked
package io.patchbay.testkit.faulty.environment;

import org.jspecify.annotations.NullMarked;
