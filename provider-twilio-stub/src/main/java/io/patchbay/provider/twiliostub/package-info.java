/**
 * Twilio's behaviour in process: no account, no network, and nothing is sent. Hosts name it {@code
 * twilio-stub} in their configuration; tests read back through {@link
 * io.patchbay.provider.twiliostub.TwilioStubMessages} what would have been sent.
 */
@NullMarked
package io.patchbay.provider.twiliostub;

import org.jspecify.annotations.NullMarked;
