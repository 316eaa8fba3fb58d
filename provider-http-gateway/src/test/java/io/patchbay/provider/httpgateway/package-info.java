@NullMarked
package io.patchbay.provider.httpgateway;

import org.jspecify.annotations.NullMarked;
