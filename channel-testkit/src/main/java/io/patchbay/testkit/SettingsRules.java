package io.patchbay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SettingProblem;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.channel.spi.WebhookReceiver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** S: state, settings and secrets. */
interface SettingsRules extends ProviderUnderTest {
  @Rule("S1")
  @Test
  default void twoAccountsNeverMix() throws InterruptedException {
    bench().service();
    SmsConnection first = bench().connect();
    SmsConnection second = bench().connect(bench().otherAccount());
    List<Thread> senders = new ArrayList<>();
    for (SmsConnection connection : List.of(first, second)) {
      for (int i = 0; i < 3; i++) {
        Thread sender = new Thread(() -> sendTen(connection), "testkit-sender");
        senders.add(sender);
        sender.start();
      }
    }
    for (Thread sender : senders) {
      sender.join();
    }
    assertThat(bench().deliveries()).as("at the first account's service").isNotEmpty();
    assertThat(bench().otherDeliveries()).as("at the second account's service").isNotEmpty();
    assertNone(bench().deliveries(), bench().otherAccount());
    assertNone(bench().otherDeliveries(), bench().account());
  }

  private void sendTen(SmsConnection connection) {
    for (int i = 0; i < 10; i++) {
      connection.send(bench().request());
    }
  }

  private static void assertNone(List<LoggedRequest> requests, Account stranger) {
    for (LoggedRequest request : requests) {
      assertThat(Sent.whole(request))
          .as("a request to the other account's service")
          .doesNotContain(stranger.secret());
    }
  }

  /** Files cannot be seen; calls that read the environment and properties can. */
  @Rule("S2")
  @Test
  default void readsNeitherEnvironmentNorSystemProperties() {
    assertThat(Bytecode.of(provider().getClass()).calls(Bytecode.ENVIRONMENT)).isEmpty();
  }

  @Rule("S3")
  @Test
  default void checksWhateverSettingsItIsGiven() {
    SmsProvider provider = provider();
    Account account = bench().account();
    Map<String, List<String>> good = settings(account);
    List<Setting> schema = provider.descriptor().settings();
    assertThat(provider.check(Settings.of(schema, good))).as("problems of good settings").isEmpty();
    for (Setting setting : schema) {
      Map<String, List<String>> without = new LinkedHashMap<>(good);
      if (!setting.required() && without.remove(setting.key()) != null) {
        List<SettingProblem> problems = provider.check(Settings.of(schema, without));
        assertThat(problems.toString())
            .as("problems without '%s'", setting.key())
            .doesNotContain(account.secret());
        if (problems.isEmpty()) {
          assertThat(bench().connect(account, without)).isNotNull();
        }
      }
    }
  }

  @Rule("S4")
  @Test
  default void connectsWithoutAskingAnybody() {
    bench().open(bench().account(), settings(bench().account()));
    assertThat(bench().requests()).as("requests while connecting").isZero();
  }

  @Rule("S5")
  @Test
  default void readsTheTimeFromItsClock() {
    assertThat(Bytecode.of(provider().getClass()).calls(Bytecode.SYSTEM_TIME)).isEmpty();
  }

  @Rule("S6")
  @Test
  default void tellsNoSecrets() {
    Account account = bench().account();
    StringBuilder told = new StringBuilder();
    try (Console console = new Console()) {
      SmsConnection connection = bench().connect(account);
      told.append(provider()).append(connection);
      if (bench().http()) {
        Service service = bench().service();
        List<Answer> answers = new ArrayList<>(List.of(service.success(), service.throttled()));
        service.refusals().forEach(refusal -> answers.add(refusal.answer()));
        answers.add(Answer.of(500, "text/html", "<html></html>"));
        for (Answer answer : answers) {
          bench().answer(answer);
          tell(told, connection);
        }
        bench().answer(Trouble.RESET.response(service.success()));
      }
      tell(told, connection);
      webhooks().ifPresent(webhooks -> tell(told, connection, webhooks, account));
      connection.close();
      tell(told, connection);
      told.append(console.text());
    }
    assertThat(told.toString())
        .as("all that was logged or told")
        .doesNotContain(account.secret())
        .doesNotContain(Payloads.NUMBER)
        .doesNotContain(Payloads.WORDS);
  }

  private void tell(StringBuilder told, SmsConnection connection) {
    Bench.Attempted attempted = Bench.attempt(connection, bench().request());
    SendOutcome outcome = attempted.outcome();
    told.append('\n').append(attempted.thrown()).append('\n').append(outcome);
    if (outcome != null) {
      outcome.error().ifPresent(error -> told.append('\n').append(error.describe()));
    }
  }

  private static void tell(
      StringBuilder told, SmsConnection connection, Webhooks webhooks, Account account) {
    WebhookReceiver receiver = connection.capability(WebhookReceiver.class).orElseThrow();
    for (String payload : List.of(webhooks.unreadable(account), "{", account.secret())) {
      WebhookRequest request = webhooks.signed(account, payload);
      try {
        told.append('\n').append(receiver.receive(request).refusal());
      } catch (RuntimeException | LinkageError e) {
        told.append('\n').append(e);
      }
    }
  }

  @Rule("S7")
  @Test
  @ResourceLock(Resources.LOCALE)
  default void worksInTurkishToo() {
    List<String> english = said(Locale.ENGLISH);
    List<String> turkish = said(new Locale.Builder().setLanguage("tr").setRegion("TR").build());
    assertThat(turkish).as("outcomes and statuses in a Turkish locale").isEqualTo(english);
  }

  private List<String> said(Locale locale) {
    Locale before = Locale.getDefault();
    Locale.setDefault(locale);
    try {
      List<String> said = new ArrayList<>();
      SmsConnection connection = bench().connect();
      if (bench().http()) {
        for (Refusal refusal : bench().service().refusals()) {
          bench().answer(refusal.answer());
          said.add(kind(connection.send(bench().request())));
        }
      } else {
        said.add(kind(connection.send(bench().request())));
      }
      webhooks()
          .ifPresent(
              webhooks -> {
                for (String word : webhooks.words().keySet()) {
                  said.add(WebhookRules.status(bench(), connection, webhooks, word).toString());
                }
              });
      return said;
    } finally {
      Locale.setDefault(before);
    }
  }

  private static String kind(SendOutcome outcome) {
    return outcome.getClass().getSimpleName()
        + outcome.error().map(e -> e.category() + " " + e.retry() + " " + e.code()).orElse("");
  }
}
