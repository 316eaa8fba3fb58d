/** Tests of the Twilio stub. */
@NullMarked
package io.patchbay.provider.twiliostub;

import org.jspecify.annotations.NullMarked;
