@NullMarked
package io.patchbay.secrecy;

import org.jspecify.annotations.NullMarked;
