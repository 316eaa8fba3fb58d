package io.patchbay.provider.httpgateway;

import io.patchbay.channel.Category;

/** What a person can do. */
final class Remedies {
  static final String UNLISTED =
      "Wait for a status of this message before sending it again, for it may have been accepted;"
          + " when the gateway's documentation says what the code means, list it in errorCodes.";
  static final String UNREADABLE =
      "Wait for a status of this message before sending it again, for it may have been accepted;"
          + " compare answerFormat and answerId with what the gateway answers.";

  private Remedies() {}

  /** What can be done about a refusal of this kind. */
  static String of(Category category) {
    return switch (category) {
      case AUTHENTICATION -> "Compare the credentials in the settings with the gateway's.";
      case PERMISSION, ACCOUNT_RESTRICTED -> "Ask the gateway's operator what this account may do.";
      case PAYMENT -> "Add credit to the account.";
      case SENDER -> "Compare the setting from with the senders that the gateway has registered.";
      case RATE_LIMITED, RECIPIENT_RATE_LIMITED, UNAVAILABLE ->
          "This message was not sent: send it again after a pause.";
      case RECIPIENT_INVALID -> "Correct the recipient's number.";
      case REQUEST ->
          "Compare url, method, headers and body in the settings with the gateway's documentation.";
      default -> "";
    };
  }
}
