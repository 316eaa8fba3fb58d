package io.patchbay.provider.twiliostub;

import java.util.Map;
import java.util.Optional;

/**
 * The numbers that fail in a certain way with Twilio's test credentials, and with the stub.
 *
 * <p>Twilio: <a href="https://www.twilio.com/docs/iam/test-credentials">test credentials</a>.
 * Unlike there, a sender that is not magic passes: the configuration says that it is one's own.
 */
final class MagicNumbers {
  /** Passes every check; stands for the number that a messaging service would choose. */
  static final String VALID_FROM = "+15005550006";

  private static final Map<String, TwilioError> FROM =
      Map.of(
          "+15005550001", TwilioError.INVALID_FROM,
          "+15005550007", TwilioError.FROM_NOT_OWNED,
          "+15005550008", TwilioError.QUEUE_FULL);

  private static final Map<String, TwilioError> TO =
      Map.of(
          "+15005550001", TwilioError.INVALID_TO,
          "+15005550002", TwilioError.NOT_ROUTABLE,
          "+15005550003", TwilioError.NO_PERMISSION_FOR_REGION,
          "+15005550004", TwilioError.UNSUBSCRIBED,
          "+15005550009", TwilioError.NOT_MOBILE);

  private MagicNumbers() {}

  static Optional<TwilioError> from(String number) {
    return Optional.ofNullable(FROM.get(number));
  }

  static Optional<TwilioError> to(String number) {
    return Optional.ofNullable(TO.get(number));
  }
}
