@NullMarked
package io.patchbay.integration;

import org.jspecify.annotations.NullMarked;
