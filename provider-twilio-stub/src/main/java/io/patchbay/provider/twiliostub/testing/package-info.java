/** What a host's tests need to play Twilio towards the host's webhook address. */
@NullMarked
package io.patchbay.provider.twiliostub.testing;

import org.jspecify.annotations.NullMarked;
