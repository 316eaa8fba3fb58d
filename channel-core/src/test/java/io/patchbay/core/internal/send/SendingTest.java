package io.patchbay.core.internal.send;

import static io.patchbay.testsupport.ConfigurationText.instance;
import static io.patchbay.testsupport.ConfigurationText.sms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.Attempt;
import io.patchbay.channel.Category;
import io.patchbay.channel.Content;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendListener;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.Text;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.core.GuardedSend;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.registry.routing.Lease;
import io.patchbay.testkit.FakeProvider;
import io.patchbay.testsupport.TestLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SendingTest {
  private final ChannelRig rig = new ChannelRig().withFallback();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void whatTheProviderGetsAndWhatTheHostGets() {
    rig.publish("\"sendTimeout\": \"7s\", " + sms("a", instance("a", "1")));
    rig.registryRig.fake.answer("a", Outcomes.accepted());
    SendResult result =
        rig.channel().send("acme", ChannelRig.message().from("me").replyTo("r-1").build());
    assertThat(rig.connection("a").requests())
        .containsExactly(
            new SendRequest(
                new PhoneNumber("14155551234"),
                Text.of("Hello"),
                "me",
                "r-1",
                "pb1.acme.m1.1",
                Duration.ofSeconds(7)));
    assertThat(result.outcome()).isEqualTo(Outcomes.accepted());
    assertThat(result.message().encode()).isEqualTo("pb1.acme.m1.1");
    Attempt attempt = result.attempts().get(0);
    assertThat(attempt.number()).isEqualTo(1);
    assertThat(attempt.instance()).isEqualTo(ChannelRig.id("a"));
    assertThat(attempt.providerId()).isEqualTo("fake");
    assertThat(attempt.content()).isEqualTo(Text.of("Hello"));
    assertThat(attempt.startedAt()).isEqualTo(rig.registryRig.clock.instant());
    assertThat(attempt.took()).isPositive();
  }

  @Test
  void whatAStubAcceptsIsNothingSentThoughItsModuleDoesNotSaySo() {
    FakeProvider stub =
        new FakeProvider(FakeProvider.describe("stub").sendsNothing().build())
            .answer("stub", Outcomes.accepted());
    try (ChannelCore patchbay =
        ChannelCore.builder()
            .provider(stub)
            .configuration(
                "{\"workspaces\": {\"acme\": {\"sms\": {\"defaultProvider\": \"stub\","
                    + " \"providers\": {\"stub\": {}}}}}}",
                Path.of("/nowhere"))
            .watchInterval(Duration.ZERO)
            .build()) {
      SendResult result = patchbay.channel().send("acme", ChannelRig.message().build());

      assertThat(result.nothingSent()).isTrue();
      assertThat(result.outcome())
          .isEqualTo(
              new SendOutcome.Accepted(
                  ((SendOutcome.Accepted) Outcomes.accepted()).providerMessageId(),
                  ((SendOutcome.Accepted) Outcomes.accepted()).resolved(),
                  Map.of("nothing-sent", "true")));
      assertThat(result.attempts().get(0).outcome().nothingSent()).isTrue();
    }
  }

  @Test
  void failoverNumbersItsAttemptsAndDecidesByTheLast() {
    rig.registryRig.fake.answer("a", Outcomes.rejected(Category.NETWORK));
    SendResult result = rig.send();
    assertThat(ChannelRig.tried(result)).containsExactly("a", "b");
    assertThat(result.outcome().accepted()).isTrue();
    assertThat(result.message().attempt()).isEqualTo(2);
    assertThat(rig.connection("a").requests().get(0).reference()).isEqualTo("pb1.acme.m1.1");
    assertThat(rig.connection("b").requests().get(0).reference()).isEqualTo("pb1.acme.m1.2");
  }

  @Test
  void whatMayHaveBeenSentIsNeverSentAgain() {
    rig.registryRig.fake.answer("a", Outcomes.unknown(Category.NETWORK));
    SendResult result = rig.send();
    assertThat(ChannelRig.tried(result)).containsExactly("a");
    assertThat(result.outcome()).isInstanceOf(SendOutcome.Unknown.class);
    assertThat(rig.connection("b").sends()).isZero();
  }

  @Test
  void aBadRecipientIsNotTriedElsewhere() {
    rig.registryRig.fake.answer("a", Outcomes.rejected(Category.RECIPIENT_INVALID));
    assertThat(ChannelRig.tried(rig.send())).containsExactly("a");
  }

  @Test
  void aThrottledSendIsNotRetriedAndFailsOverOnlyWhereTheWorkspaceSaysSo() {
    rig.registryRig.fake.answer("a", Outcomes.throttled());
    assertThat(ChannelRig.tried(rig.send())).containsExactly("a");
    rig.publish(
        "\"failoverOnThrottle\": true, \"fallback\": [\"b\"], "
            + sms("a", instance("a", "1"), instance("b", "1")));
    assertThat(ChannelRig.tried(rig.send())).containsExactly("a", "b");
  }

  @Test
  void aMessageThatNamesItsProviderStaysWithIt() {
    rig.registryRig.fake.answer("b", Outcomes.rejected(Category.NETWORK));
    SendResult result = rig.channel().send("acme", ChannelRig.message().provider("b").build());
    assertThat(ChannelRig.tried(result)).containsExactly("b");
    SendError error =
        rig.channel()
            .send("acme", ChannelRig.message().provider("c").build())
            .outcome()
            .error()
            .orElseThrow();
    assertThat(error.message())
        .isEqualTo("No provider 'c' in workspace 'acme'; configured: [a, b]");
  }

  @Test
  void eachInstanceGetsItsOwnSender() {
    rig.registryRig.fake.answer("a", Outcomes.rejected(Category.SENDER));
    SendResult result =
        rig.channel().send("acme", ChannelRig.message().from("common").from("b", "for-b").build());
    assertThat(ChannelRig.tried(result)).containsExactly("a", "b");
    assertThat(rig.connection("a").requests().get(0).from()).isEqualTo("common");
    assertThat(rig.connection("b").requests().get(0).from()).isEqualTo("for-b");
  }

  @Test
  void anUnknownWorkspaceAndAClosedRegistryAreAnswersAndAnImpossibleNameIsAProgramsMistake() {
    assertThat(rig.channel().send("nowhere", ChannelRig.message().build()).outcome().error())
        .map(SendError::category)
        .contains(Category.NOT_CONFIGURED);
    assertThatThrownBy(() -> rig.channel().send("a.b", ChannelRig.message().build()))
        .isInstanceOf(IllegalArgumentException.class);
    rig.registryRig.close();
    SendResult result = rig.send();
    assertThat(result.outcome().error().orElseThrow().message())
        .isEqualTo("The provider registry is closed");
    assertThat(result.attempts()).isEmpty();
  }

  @Test
  void anInstanceThatLeavesBetweenPlanAndLeaseIsPlannedAgain() {
    rig.sendListeners.add(
        new SendListener() {
          @Override
          public void finished(MessageRef message, Attempt attempt) {
            if (attempt.number() == 1) {
              rig.publish(
                  "\"fallback\": [\"c\"], " + sms("a", instance("a", "1"), instance("c", "1")));
            }
          }
        });
    rig.registryRig.fake.answer("a", Outcomes.rejected(Category.NETWORK));
    assertThat(ChannelRig.tried(rig.send())).containsExactly("a", "c");
  }

  @Nested
  class Guards {
    @Test
    void aRefusalMeansNoCall() {
      SendError optedOut = Outcomes.error(Category.OPTED_OUT).build();
      List<GuardedSend> seen = new ArrayList<>();
      rig.guards.add(
          send -> {
            seen.add(send);
            return Optional.of(optedOut);
          });
      SendResult result = rig.send();
      assertThat(result.outcome()).isEqualTo(new SendOutcome.Rejected(optedOut));
      assertThat(ChannelRig.tried(result)).containsExactly("a");
      assertThat(rig.connection("a").sends()).isZero();
      GuardedSend send = seen.get(0);
      assertThat(send.workspace()).isEqualTo("acme");
      assertThat(send.instance()).isEqualTo(ChannelRig.id("a"));
      assertThat(send.provider().id()).isEqualTo("fake");
      assertThat(send.message().id().value()).isEqualTo("m1");
      assertThat(send.content()).isEqualTo(Text.of("Hello"));
    }

    @Test
    void aRefusalThatAnotherProviderCuresGoesOn() {
      rig.guards.add(
          send ->
              send.instance().name().equals("a")
                  ? Optional.of(Outcomes.error(Category.WINDOW_CLOSED).build())
                  : Optional.empty());
      SendResult result = rig.send();
      assertThat(ChannelRig.tried(result)).containsExactly("a", "b");
      assertThat(rig.connection("a").sends()).isZero();
      assertThat(rig.connection("b").sends()).isEqualTo(1);
    }

    @Test
    void oneThatFailsLetsNothingPass() {
      rig.guards.add(
          send -> {
            throw new IllegalStateException("database");
          });
      SendResult result = rig.send();
      SendError error = result.outcome().error().orElseThrow();
      assertThat(result.outcome()).isInstanceOf(SendOutcome.Rejected.class);
      assertThat(error.category()).isEqualTo(Category.OTHER);
      assertThat(error.retry()).isEqualTo(Retry.BACKOFF);
      assertThat(error.message()).startsWith("The guard ").endsWith(" failed; nothing was sent");
      assertThat(rig.connection("a").sends()).isZero();
    }

    @Test
    @SuppressWarnings("NullAway")
    void oneThatGivesNoAnswerLetsNothingPass() {
      rig.guards.add(send -> null);
      assertThat(rig.send().outcome()).isInstanceOf(SendOutcome.Rejected.class);
      assertThat(rig.connection("a").sends()).isZero();
    }
  }

  @Nested
  class Defects {
    private SendError defect(Throwable thrown) {
      rig.registryRig.fake.answer(
          "a",
          (connection, request) -> {
            throw Defects.<RuntimeException>sneak(thrown);
          });
      SendResult result = rig.send();
      assertThat(result.outcome()).isInstanceOf(SendOutcome.Unknown.class);
      assertThat(ChannelRig.tried(result)).containsExactly("a");
      return result.outcome().error().orElseThrow();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E sneak(Throwable thrown) throws E {
      throw (E) thrown;
    }

    @Test
    void aProviderThatThrowsGivesAnUnknownOutcomeAndItsMessageIsNotLogged() {
      TestLog log = new TestLog();
      SendError error = defect(new IllegalStateException("token hush to +14155551234"));
      assertThat(error.describe())
          .isEqualTo(
              "PROVIDER_DEFECT: The module of provider 'fake' failed: it threw"
                  + " java.lang.IllegalStateException - Report this to the provider's author; the"
                  + " message may have been sent.");
      assertThat(error.retry()).isEqualTo(Retry.NEVER);
      assertThat(log.lines("acme/a: the provider's module threw java.lang.IllegalStateException"))
          .singleElement()
          .asString()
          .contains("SendingTest", "the message may have been sent");
      assertThat(log.text()).doesNotContain("hush").doesNotContain("4155551234");
    }

    @Test
    void errorsAndCheckedExceptionsAreDefectsToo() {
      assertThat(defect(new AssertionError("x")).message()).endsWith("java.lang.AssertionError");
      assertThat(defect(new StackOverflowError()).message())
          .endsWith("java.lang.StackOverflowError");
      assertThat(defect(new NoClassDefFoundError("x")).message())
          .contains("failed: java.lang.NoClassDefFoundError: x;");
      assertThat(defect(new IOException("x")).message()).endsWith("java.io.IOException");
    }

    @Test
    void anInterruptionIsHandedOn() {
      assertThat(defect(new InterruptedException()).category()).isEqualTo(Category.PROVIDER_DEFECT);
      assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    @SuppressWarnings("NullAway")
    void noOutcomeAtAllIsAnUnknownOne() {
      rig.registryRig.fake.answer("a", (connection, request) -> null);
      SendResult result = rig.send();
      assertThat(result.outcome()).isInstanceOf(SendOutcome.Unknown.class);
      assertThat(result.outcome().error().orElseThrow().message())
          .isEqualTo("The module of provider 'fake' failed: it gave no outcome");
    }
  }

  @Nested
  class Listeners {
    private final List<String> seen = new ArrayList<>();

    private SendListener recording(String name) {
      return new SendListener() {
        @Override
        public void starting(MessageRef message, InstanceId instance, Content content) {
          seen.add(name + " starting " + message.encode() + " " + instance + " " + content);
        }

        @Override
        public void finished(MessageRef message, Attempt attempt) {
          seen.add(name + " finished " + message.encode() + " " + attempt.outcome().accepted());
        }
      };
    }

    @Test
    void seeEveryAttemptFromStartToEnd() {
      rig.sendListeners.add(recording("x"));
      rig.registryRig.fake.answer("a", Outcomes.rejected(Category.NETWORK));
      rig.send();
      assertThat(seen)
          .containsExactly(
              "x starting pb1.acme.m1.1 acme/a Text[<5 characters>]",
              "x finished pb1.acme.m1.1 false",
              "x starting pb1.acme.m1.2 acme/b Text[<5 characters>]",
              "x finished pb1.acme.m1.2 true");
    }

    @Test
    void seeTheEndOfAnAttemptThatAGuardRefused() {
      rig.sendListeners.add(recording("x"));
      rig.guards.add(
          send -> {
            throw new IllegalStateException();
          });
      rig.send();
      assertThat(seen).hasSize(2);
    }

    @Test
    void thatFailHarmNeitherTheSendNorTheOthers() {
      rig.sendListeners.add(
          new SendListener() {
            @Override
            public void starting(MessageRef message, InstanceId instance, Content content) {
              throw new IllegalStateException("x");
            }

            @Override
            public void finished(MessageRef message, Attempt attempt) {
              throw new AssertionError("x");
            }
          });
      rig.sendListeners.add(recording("y"));
      TestLog log = new TestLog();
      SendResult result = rig.send();
      assertThat(result.outcome().accepted()).isTrue();
      assertThat(seen).hasSize(2);
      assertThat(log.lines("A send listener failed")).hasSize(2);
    }

    @Test
    void nothingThatAListenerOrAGuardQuotesReachesTheLog() {
      rig.sendListeners.add(
          new SendListener() {
            @Override
            public void starting(MessageRef message, InstanceId instance, Content content) {
              throw new IllegalStateException("to +14155551234");
            }

            @Override
            public void finished(MessageRef message, Attempt attempt) {
              throw new IllegalStateException("x", new AssertionError("'my secret text'"));
            }
          });
      rig.guards.add(
          send -> {
            throw new IllegalStateException("no row for 14155551234");
          });
      TestLog log = new TestLog();
      assertThat(rig.send().outcome()).isInstanceOf(SendOutcome.Rejected.class);
      assertThat(log.lines(" at io.patchbay.core.internal.send.SendingTest")).hasSize(3);
      assertThat(log.text()).doesNotContain("4155551234").doesNotContain("secret text");
    }

    @Test
    void aConnectionIsLeasedWhileAnAttemptRunsAndNotLonger() {
      List<Integer> closes = new ArrayList<>();
      rig.registryRig.fake.answer(
          "a",
          (connection, request) -> {
            rig.publish(sms("a", instance("a", "2")));
            closes.add(connection.closes());
            return Outcomes.accepted();
          });
      rig.send();
      assertThat(closes).containsExactly(0);
      assertThat(rig.registryRig.fake.connections().get(0).closes()).isEqualTo(1);
    }
  }

  @Test
  void aDeliveryLayerAttemptsOnALeaseThatItKeeps() {
    Pipeline pipeline = rig.pipeline();
    Plan plan = pipeline.plan("acme", ChannelRig.message().build());
    Step step = Pipeline.next(plan, List.of()).orElseThrow();
    try (Lease lease = pipeline.lease(step).orElseThrow()) {
      MessageRef reference = new MessageRef("acme", plan.message().id(), 41);
      Attempt attempt = pipeline.attempt(reference, plan, step, lease);
      assertThat(attempt.number()).isEqualTo(41);
      rig.publish(sms("a", instance("a", "2")));
      assertThat(rig.registryRig.fake.connections().get(0).closes()).isZero();
    }
    assertThat(rig.registryRig.fake.connections().get(0).closes()).isEqualTo(1);
    rig.publish(sms("c", instance("c", "2")));
    assertThat(pipeline.lease(step)).isEmpty();
  }
}
