/** What a host's tests need to play a gateway towards the host's webhook address. */
@NullMarked
package io.patchbay.provider.httpgateway.testing;

import org.jspecify.annotations.NullMarked;
