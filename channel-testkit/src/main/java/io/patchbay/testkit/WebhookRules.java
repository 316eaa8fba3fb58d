package io.patchbay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.Unrecognized;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SettingType;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** W: webhooks. A provider without them is expected to offer no receiver. */
interface WebhookRules extends ProviderUnderTest {
  /** The one event of a request. */
  static StatusUpdate update(
      Bench bench, SmsConnection connection, Webhooks webhooks, String id, String word) {
    Account account = bench.account();
    WebhookResult result =
        receiver(connection)
            .receive(
                webhooks.signed(account, webhooks.status(account, id, word, bench.reference())));
    assertThat(result.refusal()).as("refusal of an authentic request").isEmpty();
    assertThat(result.events()).as("events of one status").hasSize(1);
    assertThat(result.events().get(0)).isInstanceOf(StatusUpdate.class);
    return (StatusUpdate) result.events().get(0);
  }

  /** What a word is taken for. */
  static DeliveryStatus status(
      Bench bench, SmsConnection connection, Webhooks webhooks, String word) {
    return update(bench, connection, webhooks, "id-1", word).status();
  }

  private static WebhookReceiver receiver(SmsConnection connection) {
    return connection.capability(WebhookReceiver.class).orElseThrow();
  }

  /** Empty, after proof that none is offered, for a provider that lists no receiver. */
  private Optional<Webhooks> declared() {
    boolean listed = provider().descriptor().capabilities().contains(WebhookReceiver.class);
    if (listed) {
      assertThat(webhooks()).as("webhooks() of a provider that lists a receiver").isPresent();
    } else {
      assertThat(bench().connect().capability(WebhookReceiver.class))
          .as("a receiver that is not listed")
          .isEmpty();
    }
    return listed ? webhooks() : Optional.empty();
  }

  private String payload(Webhooks webhooks) {
    return webhooks.status(
        bench().account(),
        "id-1",
        webhooks.words().keySet().iterator().next(),
        bench().reference());
  }

  private static void assertRefused(WebhookResult result, String what) {
    assertThat(result.events()).as("events of %s", what).isEmpty();
    assertThat(result.refusal()).as("refusal of %s", what).isNotEmpty();
    assertThat(result.answer().status()).as("answer to %s", what).isBetween(400, 499);
  }

  @Rule("W1")
  @Test
  default void onlyTheProviderIsBelieved() {
    declared()
        .ifPresent(
            webhooks -> {
              WebhookReceiver receiver = receiver(bench().connect());
              WebhookRequest good = webhooks.signed(bench().account(), payload(webhooks));
              assertThat(receiver.receive(good).events()).as("an authentic request").isNotEmpty();
              if (webhooks.coversContent()) {
                assertRefused(receiver.receive(Requests.changed(good)), "changed content");
              }
              assertRefused(
                  receiver.receive(webhooks.unsigned(bench().account(), payload(webhooks))),
                  "a request without its proof");
              Account other =
                  new Account(
                      bench().account().name(),
                      bench().account().service(),
                      bench().otherAccount().secret());
              assertRefused(
                  receiver.receive(webhooks.signed(other, payload(webhooks))),
                  "a signature with another secret");
            });
  }

  @Rule("W2")
  @Test
  default void withoutASecretNothingIsBelieved() {
    declared()
        .ifPresent(
            webhooks -> {
              Account account = bench().account();
              List<Setting> schema = provider().descriptor().settings();
              Map<String, List<String>> without = withoutSecrets(settings(account), schema);
              boolean possible = !without.keySet().equals(settings(account).keySet());
              if (possible) {
                assertRefused(
                    receiver(bench().connect(account, without))
                        .receive(webhooks.signed(account, payload(webhooks))),
                    "a request, without a secret to check it with");
              } else {
                assertThat(schema)
                    .as("a secret that cannot be left out")
                    .anyMatch(
                        setting -> setting.type() == SettingType.SECRET && setting.required());
              }
            });
  }

  /**
   * The settings without every secret that they can do without. One that other settings demand,
   * such as the token that the chosen way of authentication needs, stays.
   */
  private Map<String, List<String>> withoutSecrets(
      Map<String, List<String>> settings, List<Setting> schema) {
    Map<String, List<String>> without = new LinkedHashMap<>(settings);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Setting setting : schema) {
        Map<String, List<String>> less = new LinkedHashMap<>(without);
        if (setting.type() == SettingType.SECRET
            && !setting.required()
            && less.remove(setting.key()) != null
            && provider().check(Settings.of(schema, less)).isEmpty()) {
          without = less;
          changed = true;
        }
      }
    }
    return without;
  }

  @Rule("W3")
  @Test
  default void badRequestsAreAnsweredAndNothingIsAsked() {
    declared()
        .ifPresent(
            webhooks -> {
              WebhookReceiver receiver = receiver(bench().connect());
              URI address = webhooks.signed(bench().account(), payload(webhooks)).publicUri();
              for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
                for (String body : List.of("", "{", "\u0000\uffff", "[".repeat(50_000))) {
                  WebhookRequest request =
                      WebhookRequest.of(
                          method, address, Map.of(), body.getBytes(StandardCharsets.UTF_8));
                  assertThat(receiver.receive(request)).as("an unsigned %s", method).isNotNull();
                }
              }
              for (String body : List.of("", "{", "\u0000\uffff", "[".repeat(50_000))) {
                assertThat(receiver.receive(webhooks.signed(bench().account(), body)).answer())
                    .as("the answer to a signed body that is none")
                    .isNotNull();
              }
              assertThat(bench().requests()).as("requests").isZero();
            });
  }

  @Rule("W4")
  @Test
  default void oneUnreadableItemDoesNotHarmTheOthers() {
    declared()
        .ifPresent(
            webhooks -> {
              Account account = bench().account();
              WebhookReceiver receiver = receiver(bench().connect());
              String word = webhooks.words().keySet().iterator().next();
              List<String> payloads =
                  List.of(
                      webhooks.status(account, "id-1", word, bench().reference()),
                      webhooks.unreadable(account),
                      webhooks.status(account, "id-2", word, bench().reference()));
              Optional<String> batch = webhooks.batch(payloads);
              if (batch.isPresent()) {
                List<ChannelEvent> events =
                    receiver.receive(webhooks.signed(account, batch.get())).events();
                assertThat(events).as("events of three items").hasSize(3);
                assertThat(events.get(1)).isInstanceOf(Unrecognized.class);
                assertThat(List.of(events.get(0), events.get(2)))
                    .extracting(event -> ((StatusUpdate) event).providerMessageId())
                    .containsExactly("id-1", "id-2");
              } else {
                assertThat(receiver.receive(webhooks.signed(account, payloads.get(1))).events())
                    .as("events of an unreadable item")
                    .singleElement()
                    .isInstanceOf(Unrecognized.class);
              }
            });
  }

  @Rule("W5")
  @Test
  default void aRepeatedEventHasTheSameKey() {
    declared()
        .ifPresent(
            webhooks -> {
              SmsConnection connection = bench().connect();
              SmsConnection later = bench().connect();
              List<String> words = List.copyOf(webhooks.words().keySet());
              String key = update(bench(), connection, webhooks, "id-1", words.get(0)).key();
              assertThat(update(bench(), later, webhooks, "id-1", words.get(0)).key())
                  .as("the key of the same event")
                  .isEqualTo(key);
              assertThat(update(bench(), connection, webhooks, "id-2", words.get(0)).key())
                  .as("the key of another message's event")
                  .isNotEqualTo(key);
              if (words.size() > 1) {
                assertThat(update(bench(), connection, webhooks, "id-1", words.get(1)).key())
                    .as("the key of another status")
                    .isNotEqualTo(key);
              }
            });
  }

  @Rule("W6")
  @Test
  default void unknownWordsAreKept() {
    declared()
        .ifPresent(
            webhooks -> {
              StatusUpdate update =
                  update(bench(), bench().connect(), webhooks, "id-1", "teleported");
              assertThat(update.word()).isEqualTo("teleported");
              assertThat(update.status()).isEqualTo(DeliveryStatus.OTHER);
            });
  }

  @Rule("W7")
  @Test
  default void everyWordMeansWhatTheProviderMeans() {
    declared()
        .ifPresent(
            webhooks -> {
              SmsConnection connection = bench().connect();
              webhooks
                  .words()
                  .forEach(
                      (word, status) ->
                          assertThat(status(bench(), connection, webhooks, word))
                              .as("the word '%s'", word)
                              .isEqualTo(status));
            });
  }
}
