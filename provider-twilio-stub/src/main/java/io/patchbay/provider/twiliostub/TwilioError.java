package io.patchbay.provider.twiliostub;

import io.patchbay.channel.Category;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import java.net.URI;

/** The error codes of Twilio that the stub gives or reads in callbacks, in common terms. */
enum TwilioError {
  INVALID_TO(
      21211,
      Category.RECIPIENT_INVALID,
      Retry.NEVER,
      Scope.RECIPIENT,
      "The 'To' number is not a valid phone number.",
      "Correct the recipient's number: country code first, then the subscriber number."),
  INVALID_FROM(
      21212,
      Category.SENDER,
      Retry.LATER,
      Scope.SENDER,
      "The 'From' number is not a valid phone number, short code or sender ID.",
      "Correct the setting 'from': a number of the account with its country code."),
  NO_PERMISSION_FOR_REGION(
      21408,
      // The scope is the recipient: permission is missing for one country and not for the account.
      Category.PERMISSION,
      Retry.LATER,
      Scope.RECIPIENT,
      "Permission to send an SMS has not been enabled for the region of the 'To' number.",
      "Enable the recipient's country in the console under Messaging, Settings, Geo permissions."),
  FROM_NOT_OWNED(
      21606,
      Category.SENDER,
      Retry.LATER,
      Scope.SENDER,
      "The 'From' number does not belong to the account or cannot send SMS.",
      "Set 'from' to a number of this account that has the SMS capability."),
  UNSUBSCRIBED(
      21610,
      Category.OPTED_OUT,
      Retry.NEVER,
      Scope.RECIPIENT,
      "Attempt to send to an unsubscribed recipient.",
      "Do not write to this person again until they answer START to the sender."),
  QUEUE_FULL(
      21611,
      Category.RATE_LIMITED,
      Retry.BACKOFF,
      Scope.SENDER,
      "The 'From' number has exceeded the maximum number of queued messages.",
      "Send more slowly, or spread the messages over more senders."),
  NOT_ROUTABLE(
      21612,
      Category.RECIPIENT_UNREACHABLE,
      Retry.NEVER,
      Scope.RECIPIENT,
      "The 'To' number cannot be reached from the 'From' number via SMS.",
      "Try another sender or another provider for this recipient."),
  NOT_MOBILE(
      21614,
      Category.RECIPIENT_UNREACHABLE,
      Retry.NEVER,
      Scope.RECIPIENT,
      "The 'To' number is not a mobile number that can receive SMS.",
      "Ask the recipient for a mobile number, or use a provider that is not SMS."),
  BODY_TOO_LONG(
      21617,
      // Another content of the message, or a provider with a higher limit, can cure it.
      Category.UNSUPPORTED,
      Retry.NEVER,
      Scope.MESSAGE,
      "The message body exceeds the limit of 1600 characters.",
      "Shorten the text to 1600 characters; an emoji counts as two or more."),
  QUEUE_OVERFLOW(
      30001,
      Category.RATE_LIMITED,
      Retry.BACKOFF,
      Scope.SENDER,
      "The message waited too long in the sender's queue and was dropped.",
      "Send more slowly, or spread the messages over more senders."),
  ACCOUNT_SUSPENDED(
      30002,
      Category.ACCOUNT_RESTRICTED,
      Retry.LATER,
      Scope.ACCOUNT,
      "The account was suspended before the message was sent.",
      "Read in the console why the account is suspended, and settle it with Twilio."),
  HANDSET_UNREACHABLE(
      30003,
      Category.RECIPIENT_UNREACHABLE,
      Retry.NEVER,
      Scope.RECIPIENT,
      "The recipient's device is switched off or cannot be reached.",
      "Try again another day, or use another provider for this recipient."),
  MESSAGE_BLOCKED(
      30004,
      Category.RECIPIENT_UNREACHABLE,
      Retry.NEVER,
      Scope.RECIPIENT,
      "The message was blocked on its way to the recipient.",
      "Ask the recipient whether they or their carrier block such messages."),
  HANDSET_UNKNOWN(
      30005,
      Category.RECIPIENT_UNREACHABLE,
      Retry.NEVER,
      Scope.RECIPIENT,
      "The recipient's number is not known to its carrier.",
      "Ask the recipient whether the number is still in use."),
  LANDLINE(
      30006,
      Category.RECIPIENT_UNREACHABLE,
      Retry.NEVER,
      Scope.RECIPIENT,
      "The recipient's number is a landline or its carrier cannot be reached.",
      "Ask the recipient for a mobile number, or use a provider that is not SMS."),
  FILTERED(
      30007,
      Category.SPAM_LIMITED,
      Retry.NEVER,
      Scope.MESSAGE,
      "The message was filtered as unwanted by Twilio or the carrier.",
      "Compare the text with Twilio's messaging policy before sending it again."),
  UNDELIVERED(
      30008,
      Category.OTHER,
      Retry.NEVER,
      Scope.MESSAGE,
      "The message was not delivered and the carrier did not say why.",
      "");

  private final int code;
  private final Category category;
  private final Retry retry;
  private final Scope scope;
  private final String message;
  private final String remedy;

  TwilioError(
      int code, Category category, Retry retry, Scope scope, String message, String remedy) {
    this.code = code;
    this.category = category;
    this.retry = retry;
    this.scope = scope;
    this.message = message;
    this.remedy = remedy;
  }

  SendError error() {
    return SendError.of(category, message)
        .retry(retry)
        .scope(scope)
        .code(Integer.toString(code))
        .remedy(remedy)
        .documentation(page(Integer.toString(code)))
        .build();
  }

  /** The error for a code as a callback writes it; a code that is not listed is kept. */
  static SendError of(String code) {
    for (TwilioError known : values()) {
      if (Integer.toString(known.code).equals(code)) {
        return known.error();
      }
    }
    SendError.Builder unknown =
        SendError.of(Category.OTHER, "Twilio reported an error that this module does not know")
            .code(code);
    return code.matches("[0-9]{1,6}")
        ? unknown.remedy("Look the code up on Twilio's page.").documentation(page(code)).build()
        : unknown.build();
  }

  private static URI page(String code) {
    return URI.create("https://www.twilio.com/docs/api/errors/" + code);
  }
}
