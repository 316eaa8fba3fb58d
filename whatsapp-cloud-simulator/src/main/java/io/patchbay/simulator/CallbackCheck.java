package io.patchbay.simulator;

/**
 * What came of the subscription handshake with a callback URL. Immutable.
 *
 * @param verified whether the callback answered 200 with exactly the challenge
 * @param status the HTTP status it answered; 0 when it did not answer
 * @param explanation one sentence that says what was wrong, or that nothing was
 */
public record CallbackCheck(boolean verified, int status, String explanation) {}
