/** What a host's tests need to play Meta towards the host's webhook address. */
@NullMarked
package io.patchbay.provider.whatsapp.testing;

import org.jspecify.annotations.NullMarked;
