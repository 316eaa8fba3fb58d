package io.patchbay.provider.twiliostub;

import io.patchbay.channel.spi.Secret;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SettingProblem;
import io.patchbay.channel.spi.Settings;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an instance is configured with.
 *
 * @param accountSid the account
 * @param authToken what callbacks are signed with
 * @param senders the messaging service's SID alone, or the numbers with a leading {@code +}, short
 *     codes and names; the first is used where a message names none
 * @param statusCallback where callbacks go
 */
record StubSettings(
    String accountSid, Secret authToken, List<String> senders, Optional<URI> statusCallback) {
  private static final Setting ACCOUNT_SID =
      Setting.text("accountSid")
          .label("Account SID")
          .help("Shown on the first page of the Twilio console: AC and 32 hexadecimal digits.")
          .required()
          .pattern("AC[0-9a-fA-F]{32}")
          .example("AC" + "0".repeat(32))
          .build();
  static final Setting AUTH_TOKEN =
      Setting.secret("authToken")
          .label("Auth token")
          .help("Shown beside the account SID. The stub only signs status callbacks with it.")
          .required()
          .build();
  private static final Setting MESSAGING_SERVICE_SID =
      Setting.text("messagingServiceSid")
          .label("Messaging service SID")
          .help("The service that chooses the sender: MG and 32 hexadecimal digits. Or use 'from'.")
          .pattern("MG[0-9a-fA-F]{32}")
          .example("MG" + "0".repeat(32))
          .build();
  private static final Setting FROM =
      Setting.text("from")
          .label("From")
          .sender()
          .help(
              "The senders: numbers with country code, short codes, or names of up to 11 letters,"
                  + " digits, spaces and + - _ & with a letter in them; the first is the default."
                  + " Or use 'messagingServiceSid'.")
          .repeated()
          .pattern("\\+?[1-9][0-9]{4,14}|[1-9][0-9]{2,7}|(?=.*[A-Za-z])[A-Za-z0-9 +_&-]{1,11}")
          .example(MagicNumbers.VALID_FROM)
          .build();
  private static final Setting STATUS_CALLBACK =
      Setting.url("statusCallback")
          .label("Status callback")
          .help("The public address of this instance's webhook, where statuses are to be posted.")
          .example("https://example.com/webhooks/acme/text")
          .build();

  static final List<Setting> SCHEMA =
      List.of(ACCOUNT_SID, AUTH_TOKEN, MESSAGING_SERVICE_SID, FROM, STATUS_CALLBACK);

  static List<SettingProblem> check(Settings settings) {
    boolean service = settings.has(MESSAGING_SERVICE_SID.key());
    boolean numbers = settings.has(FROM.key());
    if (service == numbers) {
      return List.of(
          new SettingProblem(
              "",
              service
                  ? "messagingServiceSid and from are both given"
                  : "neither messagingServiceSid nor from is given",
              "give exactly one of the two: a messaging service, or the numbers to send from"));
    }
    return List.of();
  }

  static StubSettings from(Settings settings) {
    check(settings).stream()
        .findFirst()
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(
                  "Twilio stub: " + problem.message() + "; " + problem.suggestion());
            });
    List<String> senders =
        settings
            .optionalText(MESSAGING_SERVICE_SID.key())
            .map(List::of)
            .orElseGet(
                () ->
                    settings.texts(FROM.key()).stream()
                        .map(StubSettings::withPlus)
                        .distinct()
                        .toList());
    return new StubSettings(
        settings.text(ACCOUNT_SID.key()),
        settings.secret(AUTH_TOKEN.key()),
        senders,
        settings.optionalUrl(STATUS_CALLBACK.key()));
  }

  /** The sender to use; empty when the one asked for is not configured. */
  Optional<String> sender(@Nullable String from) {
    if (from == null) {
      return Optional.of(senders.get(0));
    }
    return senders.stream()
        .filter(sender -> sender.equals(from) || sender.equals(withPlus(from)))
        .findFirst();
  }

  /** As the queue and the webhooks name one of the senders. */
  String senderKey(String sender) {
    return accountSid + ":" + sender;
  }

  static boolean isService(String sender) {
    return sender.matches("MG[0-9a-fA-F]{32}");
  }

  static String withPlus(String number) {
    return number.matches("[1-9][0-9]{8,14}") ? "+" + number : number;
  }

  @Override
  public String toString() {
    return "StubSettings[" + accountSid + ", " + senders.size() + " senders]";
  }
}
