package io.patchbay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Address;
import io.patchbay.channel.Category;
import io.patchbay.channel.Content;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SmsConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** N: what a send does, and what it does not do. */
interface RequestRules extends ProviderUnderTest {
  /** The references that the many threads send. */
  Pattern OWN = Pattern.compile("\\br[0-7]x[0-9]\\b");

  @Rule("N1")
  @Test
  default void manyThreadsSendAtOnce() throws InterruptedException {
    SmsConnection connection = bench().connect();
    Set<String> failures = ConcurrentHashMap.newKeySet();
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String name = "r" + i + "x";
      Thread sender =
          new Thread(
              () -> {
                for (int n = 0; n < 10; n++) {
                  Bench.Attempted attempted =
                      Bench.attempt(
                          connection,
                          bench()
                              .request(
                                  bench().content(),
                                  bench().address(),
                                  null,
                                  name + n,
                                  Bench.TIME_OUT));
                  SendOutcome outcome = attempted.outcome();
                  if (outcome == null || !outcome.accepted()) {
                    failures.add(String.valueOf(attempted));
                  }
                }
              },
              "testkit-sender");
      senders.add(sender);
      sender.start();
    }
    for (Thread sender : senders) {
      sender.join();
    }
    assertThat(failures).as("sends of many threads that were not accepted").isEmpty();
    if (bench().http()) {
      assertThat(bench().deliveries()).as("requests").hasSize(80);
      List<String> references =
          bench().deliveries().stream()
              .flatMap(request -> OWN.matcher(Sent.whole(request)).results())
              .map(MatchResult::group)
              .distinct()
              .toList();
      assertThat(references.size())
          .as("different references, unless none is sent: %s", references)
          .isIn(0, 80);
    }
  }

  @Rule("N3")
  @Test
  default void oneSendIsOneRequest() {
    Service service = bench().service();
    List<Answer> answers = new ArrayList<>(List.of(service.success(), service.throttled()));
    service.refusals().forEach(refusal -> answers.add(refusal.answer()));
    answers.add(new Answer(307, Map.of("Location", "/moved"), ""));
    answers.add(new Answer(308, Map.of("Location", "/moved"), ""));
    answers.add(new Answer(503, Map.of("Retry-After", "0"), ""));
    answers.add(new Answer(408, Map.of("Connection", "close"), ""));
    answers.add(service.withoutId());
    for (Answer answer : answers) {
      bench().answer(answer);
      Bench.attempt(bench().connect(), bench().request());
      assertThat(bench().deliveries())
          .as("requests of a send answered with %s", answer.status())
          .hasSizeLessThan(2);
    }
    for (Trouble trouble : Trouble.values()) {
      bench().clear();
      SmsConnection connection = bench().connect();
      // A connection that has been used once is what clients like to try again with.
      Bench.attempt(connection, bench().request());
      bench().answer(trouble.response(service.success()));
      Bench.attempt(connection, bench().request());
      assertThat(bench().deliveries())
          .as("requests of two sends, the second with %s", trouble)
          .hasSizeLessThan(3);
    }
  }

  @Rule("N4")
  @Test
  default void endsWithinItsTimeOut() {
    bench().service();
    try (SilentServer silent = new SilentServer()) {
      SmsConnection connection = bench().connect(bench().account().at(silent.address()));
      int before = silent.requests();
      CompletableFuture<Bench.Attempted> patient = bench().begin(connection, Duration.ofMinutes(5));
      Conditions.await(() -> silent.requests() > before || patient.isDone());
      boolean waits = !patient.isDone();
      // One after the other: together they take longer than one time-out that is the same for all.
      for (int i = 0; i < 2; i++) {
        CompletableFuture<Bench.Attempted> hasty =
            bench().begin(connection, Duration.ofMillis(200));
        assertThat(Conditions.awaitQuietly(hasty::isDone))
            .as("a send with a time-out of 0.2 s ends although nobody answers")
            .isTrue();
      }
      // Not measured by a clock, which a busy machine would spoil.
      assertThat(waits && patient.isDone())
          .as("a send with a time-out of 5 min, begun before, has ended before two of 0.2 s")
          .isFalse();
    }
  }

  @Rule("N11")
  @Test
  default void aForeignSenderIsRefused() {
    SendOutcome outcome =
        bench()
            .connect()
            .send(
                bench()
                    .request(
                        bench().content(),
                        bench().address(),
                        "not-one-of-ours",
                        bench().reference(),
                        Bench.TIME_OUT));
    assertThat(outcome)
        .as("a sender that nobody configured")
        .isInstanceOf(SendOutcome.Rejected.class);
    assertThat(outcome.error().map(SendError::category)).contains(Category.SENDER);
    assertThat(bench().requests()).as("requests").isZero();
  }

  @Rule("N12")
  @Test
  default void theReferenceTravelsAlong() {
    int length = provider().descriptor().referenceLength();
    if (length > 0 && bench().http()) {
      bench().connect().send(bench().request());
      assertThat(Sent.whole(bench().deliveries().get(0)))
          .as("the request")
          .contains(bench().reference());
    }
    if (length > 0 && webhooks().isPresent()) {
      SmsConnection connection = bench().connect();
      Webhooks webhooks = webhooks().get();
      String word = webhooks.words().keySet().iterator().next();
      assertThat(WebhookRules.update(bench(), connection, webhooks, "id-1", word).reference())
          .as("the reference of a status")
          .isEqualTo(bench().reference());
    }
    if (length == 0) {
      SendOutcome outcome = bench().connect().send(bench().request());
      assertThat(outcome.accepted()).as("a reference that cannot be echoed does no harm").isTrue();
    }
  }

  @Rule("N13")
  @Test
  default void whatItDoesNotListIsRefusedBeforeAnyCall() {
    ProviderDescriptor descriptor = provider().descriptor();
    SmsConnection connection = bench().connect();
    List<Content> contents = new ArrayList<>(Payloads.contents());
    contents.add(new Undeclared());
    for (Content content : contents) {
      if (!descriptor.carries(content.getClass())) {
        assertUnsupported(connection, content, bench().address());
      }
    }
    for (Address address : Payloads.addresses()) {
      if (!descriptor.recipients().contains(address.getClass())) {
        assertUnsupported(connection, bench().content(), address);
      }
    }
    assertThat(bench().requests()).as("requests").isZero();
  }

  private void assertUnsupported(SmsConnection connection, Content content, Address to) {
    SendOutcome outcome = Bench.attempt(connection, bench().request(content, to)).outcome();
    String what = content.getClass().getSimpleName() + " to a " + to.getClass().getSimpleName();
    assertThat(outcome).as(what).isInstanceOf(SendOutcome.Rejected.class);
    assertThat(outcome == null ? null : outcome.error().map(SendError::category).orElse(null))
        .as(what)
        .isEqualTo(Category.UNSUPPORTED);
  }

  /** A content that nobody lists. */
  record Undeclared() implements Content {}
}
