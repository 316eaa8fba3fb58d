package io.patchbay.core.internal.send;

import static io.patchbay.testsupport.ConfigurationText.sms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.patchbay.channel.AccountNotice;
import io.patchbay.channel.Category;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.Choice;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.InboundContent;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.Text;
import io.patchbay.channel.Unrecognized;
import io.patchbay.channel.UserId;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.channel.spi.HealthReport;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.testsupport.TestLog;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a module returns or throws, however large it is and whatever secret it quotes. */
class BoundsTest {
  private static final int LARGE = 3_000_000;
  private static final String SECRET = "Zq7/pW+3 xyz&Kv=9mT";
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final ChannelRig rig = new ChannelRig();
  private final AtomicInteger keys = new AtomicInteger();
  private final List<ChannelEvent> events = new ArrayList<>();

  @BeforeEach
  void anInstanceWithASecret() {
    rig.eventListeners.add((event, context) -> events.add(event));
    rig.publish(sms("a", "\"a\": {\"type\": \"fake\", \"token\": \"%s\"}".formatted(SECRET)));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private static List<String> quotes() {
    String basic = "user:" + SECRET;
    return List.of(
        SECRET,
        URLEncoder.encode(SECRET, StandardCharsets.UTF_8),
        URLEncoder.encode(SECRET, StandardCharsets.UTF_8).replace("+", "%20"),
        SECRET.replace("/", "\\/"),
        base64(SECRET),
        base64("u" + SECRET),
        base64("us" + SECRET + "tail"),
        base64(basic));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private SendOutcome outcome(SendOutcome given) {
    rig.registryRig.fake.answer("a", given);
    return rig.send().outcome();
  }

  @Nested
  class Outcomes {
    @Test
    void anErrorOfThreeMillionCharactersIsCutInEveryPart() {
      String large = "x".repeat(LARGE);
      SendError error =
          outcome(
                  new SendOutcome.Rejected(
                      SendError.of(Category.OTHER, large)
                          .code(large)
                          .details(large)
                          .traceId(large)
                          .remedy(large)
                          .documentation(URI.create("https://example.org/" + large))
                          .retryAfter(Duration.ofSeconds(Long.MAX_VALUE))
                          .build()))
              .error()
              .orElseThrow();
      assertThat(error.message()).isEqualTo("x".repeat(2_000) + "...");
      assertThat(error.details()).isEqualTo("x".repeat(2_000) + "...");
      assertThat(error.remedy()).isEqualTo("x".repeat(2_000) + "...");
      assertThat(error.code()).isEqualTo("x".repeat(200) + "...");
      assertThat(error.traceId()).isEqualTo("x".repeat(200) + "...");
      assertThat(error.documentation()).isNull();
      assertThat(error.retryAfter()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void theSecretIsRemovedInEveryFormInWhichATextQuotesIt() {
      for (String quote : quotes()) {
        SendError error =
            outcome(
                    new SendOutcome.Unknown(
                        SendError.of(Category.OTHER, "refused <" + quote + ">")
                            .code(quote)
                            .details("a" + quote + "b")
                            .traceId(quote)
                            .remedy(quote)
                            .build()))
                .error()
                .orElseThrow();
        String all = error + error.code() + error.details() + error.traceId() + error.remedy();
        assertThat(all).as(quote).doesNotContain(SECRET, "Zq7", "9mT").contains("****");
        assertThat(error.message()).as(quote).startsWith("refused <").endsWith(">");
      }
    }

    @Test
    void aSecretAtTheCutIsRemovedWhole() {
      for (int before = 1_975; before < 2_001; before++) {
        SendError error =
            outcome(SendOutcome.rejected(Category.OTHER, "y".repeat(before) + SECRET.repeat(50)))
                .error()
                .orElseThrow();
        assertThat(error.message()).matches("y+(\\*{4})?\\.{3}");
      }
    }

    @Test
    void anAcceptedIdIsCutTheSameWayEachTimeAndItsDetailsAreBounded() {
      String id = "id-" + "z".repeat(LARGE);
      Map<String, String> details =
          IntStream.range(0, 1_000)
              .boxed()
              .collect(Collectors.toMap(n -> "k" + (1_000 + n), n -> "v".repeat(LARGE / 1_000)));
      SendOutcome.Accepted accepted =
          (SendOutcome.Accepted)
              outcome(
                  new SendOutcome.Accepted(
                      id, Collections.nCopies(1_000, new UserId("u".repeat(10_000))), details));
      assertThat(accepted.providerMessageId()).hasSizeLessThan(300).startsWith("id-zz");
      assertThat(accepted.resolved()).hasSize(50);
      assertThat(accepted.resolved().get(0).value()).hasSizeLessThan(300);
      assertThat(accepted.details()).hasSize(50).containsKey("k1000");
      assertThat(accepted.details().get("k1000")).hasSize(2_000);
      rig.connection("a").webhooks(request -> WebhookResult.accepted(List.of(status(id))));
      receive();
      assertThat(((StatusUpdate) events.get(0)).providerMessageId())
          .isEqualTo(accepted.providerMessageId());
    }

    @Test
    void whatIsShortAndHasNoSecretIsKeptAsItIs() {
      SendOutcome.Accepted given =
          new SendOutcome.Accepted(
              "wamid.1", List.of(new PhoneNumber("14155551234")), Map.of("segments", "2"));
      assertThat(outcome(given)).isEqualTo(given);
      SendOutcome refused =
          new SendOutcome.Rejected(
              SendError.refusal(Category.AUTHENTICATION, "no \uD83D\uDE00")
                  .code("190")
                  .details("d")
                  .traceId("t")
                  .remedy("r")
                  .documentation(URI.create("https://example.org/190"))
                  .retryAfter(Duration.ofSeconds(7))
                  .build());
      assertThat(outcome(refused)).isEqualTo(refused);
    }
  }

  private static StatusUpdate status(String id) {
    return new StatusUpdate(
        "status:" + id,
        NOW,
        "r".repeat(LARGE) + SECRET,
        id,
        DeliveryStatus.FAILED,
        "w".repeat(LARGE),
        null,
        List.of(),
        Collections.nCopies(100, SendError.of(Category.OTHER, SECRET + "e".repeat(LARGE)).build()),
        Map.of());
  }

  private void receive() {
    assertThat(rig.channel().receive(ChannelRig.id("a"), request()).status()).isEqualTo(200);
  }

  private static WebhookRequest request() {
    return WebhookRequest.of(
        "POST", URI.create("https://example.org/webhooks/acme/a"), Map.of(), new byte[0]);
  }

  private InboundMessage message(String text, InboundContent content) {
    return new InboundMessage(
        "in:" + keys.incrementAndGet(),
        NOW,
        "{\"text\":\"" + text + "\"}",
        "in-1",
        List.of(),
        "sender",
        "text",
        text,
        null,
        content,
        Map.of());
  }

  @Nested
  class Events {
    private ChannelEvent received(ChannelEvent event) {
      rig.connection("a").webhooks(request -> WebhookResult.accepted(List.of(event)));
      receive();
      return events.get(events.size() - 1);
    }

    @Test
    void aStatusIsBoundedAndHasNoSecret() {
      StatusUpdate status = (StatusUpdate) received(status("id"));
      assertThat(status.raw()).hasSize(262_144);
      assertThat(status.word()).hasSize(200);
      assertThat(status.errors()).hasSize(10);
      assertThat(status.errors().get(0).message()).hasSizeLessThan(2_010).startsWith("****eee");
    }

    @Test
    void aPersonsTextIsCutAndNeverScrubbed() {
      String text = SECRET + "t".repeat(LARGE);
      InboundMessage message = (InboundMessage) received(message(text, Text.of(text)));
      assertThat(message.text()).isEqualTo(text.substring(0, 65_536));
      assertThat(message.content()).isNull();
      InboundMessage shorter = message("My code is " + SECRET, Text.of("My code is " + SECRET));
      InboundMessage kept = (InboundMessage) received(shorter);
      assertThat(kept.text()).isEqualTo(shorter.text());
      assertThat(kept.content()).isEqualTo(shorter.content());
      assertThat(kept.raw()).isEqualTo("{\"text\":\"My code is ****\"}");
    }

    /** A content as a provider's module brings it. */
    record Own(List<String> parts, Instant until) implements InboundContent {}

    @Test
    void aLargeContentOfAnyTypeIsLeftOut() {
      List<String> parts = Collections.nCopies(1_000, "p".repeat(1_000));
      assertThat(((InboundMessage) received(message("a", new Own(parts, NOW)))).content()).isNull();
      Own small = new Own(List.of("p"), NOW);
      assertThat(((InboundMessage) received(message("a", small))).content()).isEqualTo(small);
      Choice choice = new Choice("yes", "y".repeat(LARGE), null);
      assertThat(((InboundMessage) received(message("a", choice))).content()).isNull();
    }

    @Test
    void theOtherKindsAreBoundedToo() {
      String large = SECRET + "n".repeat(LARGE);
      AccountNotice notice =
          (AccountNotice)
              received(new AccountNotice("k", NOW, large, large, large, Map.of(large, large)));
      assertThat(notice.raw()).hasSizeLessThan(262_145).startsWith("****n");
      assertThat(notice.subject()).hasSizeLessThan(205).startsWith("****n");
      assertThat(notice.summary()).hasSizeLessThan(2_010).startsWith("****n");
      assertThat(notice.details().toString()).hasSizeLessThan(2_500).doesNotContain(SECRET);
      Unrecognized unknown = (Unrecognized) received(new Unrecognized("k2", NOW, large, large));
      assertThat(unknown.raw()).hasSizeLessThan(262_145).doesNotContain(SECRET);
      assertThat(unknown.reason()).hasSizeLessThan(2_010).doesNotContain(SECRET);
    }

    @Test
    void aTimeThatNoCalendarHasIsCutToOneThatEveryDatabaseTakes() {
      assertThat(received(new Unrecognized("late", Instant.MAX, "", "r")).at())
          .isEqualTo(Instant.parse("9999-12-31T23:59:59Z"));
      assertThat(received(new Unrecognized("early", Instant.MIN, "", "r")).at())
          .isEqualTo(Instant.EPOCH);
    }

    @Test
    void moreEventsThanARequestCanHoldAreAskedForAgain() {
      TestLog log = new TestLog();
      rig.connection("a")
          .webhooks(
              request ->
                  WebhookResult.accepted(
                      Collections.nCopies(10_001, new Unrecognized("k", NOW, "", "r"))));
      assertThat(rig.channel().receive(ChannelRig.id("a"), request()).status()).isEqualTo(500);
      assertThat(events).isEmpty();
      assertThat(log.lines("gave 10001 events for one request")).hasSize(1);
    }

    @Test
    void theReasonOfARefusalIsBoundedInTheLog() {
      TestLog log = new TestLog();
      rig.connection("a")
          .webhooks(request -> WebhookResult.refused(401, SECRET + "f".repeat(LARGE)));
      assertThat(rig.channel().receive(ChannelRig.id("a"), request()).status()).isEqualTo(401);
      assertThat(log.text()).hasSizeLessThan(3_000).doesNotContain(SECRET);
    }
  }

  @Nested
  class Exceptions {
    private ProviderException thrown(RuntimeException thrown) {
      rig.connection("a")
          .health(
              () -> {
                throw thrown;
              });
      return catchThrowableOfType(
          ProviderException.class,
          () -> rig.channel().use(ChannelRig.id("a"), HealthCheck.class, HealthCheck::check));
    }

    @Test
    void oneOfTheApiIsBoundedAndHasNoSecret() {
      ProviderException thrown =
          thrown(
              new ProviderException(
                  SendError.of(Category.OTHER, SECRET + "e".repeat(LARGE)).build()));
      assertThat(thrown.getMessage()).hasSizeLessThan(2_100).contains("****").doesNotContain("Zq7");
      assertThat(thrown.error().message()).hasSizeLessThan(2_010);
      assertThat(thrown.getCause()).isNull();
    }

    @Test
    void anyOtherIsNamedByItsClassAlone() {
      ProviderException thrown =
          thrown(
              new IllegalStateException(
                  SECRET + "e".repeat(LARGE), new IllegalArgumentException(SECRET)));
      assertThat(thrown)
          .hasMessage(
              "PROVIDER_DEFECT: The module of provider 'fake' failed:"
                  + " java.lang.IllegalStateException - Report this to the provider's author.")
          .hasNoCause();
      assertThat(thrown.getStackTrace()).isNotEmpty();
    }
  }

  @Test
  void aHealthReportIsBoundedAndHasNoSecret() {
    String large = SECRET + "h".repeat(LARGE);
    rig.connection("a")
        .health(
            () ->
                new HealthReport(
                    Collections.nCopies(
                        1_000,
                        new HealthReport.Item(large, HealthReport.State.FAILED, large, large))));
    HealthReport report =
        rig.channel().use(ChannelRig.id("a"), HealthCheck.class, HealthCheck::check);
    assertThat(report.items()).hasSize(100);
    assertThat(report.items().toString()).hasSizeLessThan(500_000).doesNotContain(SECRET);
    assertThat(report.healthy()).isFalse();
  }
}
