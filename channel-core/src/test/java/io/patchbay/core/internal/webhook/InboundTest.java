package io.patchbay.core.internal.webhook;

import static io.patchbay.testsupport.ConfigurationText.child;
import static io.patchbay.testsupport.ConfigurationText.instance;
import static io.patchbay.testsupport.ConfigurationText.sms;
import static io.patchbay.testsupport.ConfigurationText.workspace;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.EventContext;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.Unrecognized;
import io.patchbay.channel.WebhookAnswer;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.core.internal.send.ChannelRig;
import io.patchbay.testkit.FakeConnection;
import io.patchbay.testsupport.TestLog;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboundTest {
  private static final InstanceId TOP = new InstanceId("top", "a");
  private static final InstanceId LEAF = new InstanceId("leaf", "a");

  private final ChannelRig rig = new ChannelRig();
  private final List<ChannelEvent> events = new ArrayList<>();
  private final List<EventContext> contexts = new ArrayList<>();

  @BeforeEach
  void aParentWithAnInstanceAndAChild() {
    rig.registryRig.publish(
        workspace("top", sms("a", instance("a", "1")))
            + ", "
            + child("leaf", "top", sms("", instance("own", "1"))));
    rig.eventListeners.add(
        (event, context) -> {
          events.add(event);
          contexts.add(context);
        });
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private static WebhookRequest request() {
    return WebhookRequest.of(
        "POST",
        URI.create("https://example.org/hook/leaf/own"),
        Map.of(),
        "{\"instance\": \"leaf/own\"}".getBytes(StandardCharsets.UTF_8));
  }

  private static StatusUpdate status(@Nullable String reference) {
    return new StatusUpdate(
        reference == null ? "k1" : "k1." + reference,
        Instant.EPOCH,
        "{}",
        "id-1",
        DeliveryStatus.SENT,
        "sent",
        reference,
        List.of(),
        List.of(),
        Map.of());
  }

  private FakeConnection connection() {
    return rig.registryRig.connection("top", "a");
  }

  private WebhookAnswer receive(InstanceId path) {
    return rig.channel().receive(path, request());
  }

  @Test
  void thePathDecidesAndNotThePayload() {
    List<String> asked = new ArrayList<>();
    connection()
        .webhooks(
            request -> {
              asked.add(request.bodyText());
              return WebhookResult.accepted(List.of());
            });
    rig.registryRig
        .connection("leaf", "own")
        .webhooks(
            request -> {
              throw new AssertionError("not asked");
            });
    assertThat(receive(TOP)).isEqualTo(WebhookAnswer.of(200, ""));
    assertThat(asked).containsExactly("{\"instance\": \"leaf/own\"}");
  }

  @Test
  void anInheritedInstanceReceivesUnderTheChildsPath() {
    StatusUpdate status = status(null);
    connection().webhooks(request -> WebhookResult.accepted(List.of(status)));
    assertThat(receive(LEAF).status()).isEqualTo(200);
    assertThat(events).containsExactly(status);
    EventContext context = contexts.get(0);
    assertThat(context.instance()).isEqualTo(TOP);
    assertThat(context.workspace()).isEqualTo("leaf");
    assertThat(context.message()).isEmpty();
  }

  @Test
  void theWorkspaceOfTheMessageWinsOverThatOfThePath() {
    connection()
        .webhooks(
            request ->
                WebhookResult.accepted(
                    List.of(
                        status("pb1.leaf.m1.2"),
                        status("somebody-elses"),
                        new Unrecognized("k2", Instant.EPOCH, "{}", "new kind"))));
    receive(TOP);
    assertThat(contexts).extracting(EventContext::workspace).containsExactly("leaf", "top", "top");
    assertThat(contexts.get(0).message()).isEqualTo(MessageRef.parse("pb1.leaf.m1.2"));
    assertThat(contexts.get(1).message()).isEmpty();
    assertThat(events).hasSize(3);
  }

  @Test
  void anUnknownInstanceIsNotFound() {
    TestLog log = new TestLog();
    assertThat(receive(new InstanceId("leaf", "none")).status()).isEqualTo(404);
    assertThat(receive(new InstanceId("none", "a")).status()).isEqualTo(404);
    assertThat(receive(new InstanceId("top", "own")).status()).isEqualTo(404);
    assertThat(log.lines("was refused: no such instance is configured")).hasSize(3);
  }

  @Test
  void aProviderWithoutWebhooksIsNotFound() {
    connection().receivesNothing();
    TestLog log = new TestLog();
    assertThat(receive(TOP).status()).isEqualTo(404);
    assertThat(log.lines("A webhook for top/a was refused: provider 'fake' receives none"))
        .hasSize(1);
  }

  @Test
  void aRefusalIsAnsweredAsTheProviderSaysAndItsEventsAreNotTaken() {
    connection().webhooks(request -> WebhookResult.refused(401, "wrong signature"));
    TestLog log = new TestLog();
    assertThat(receive(TOP)).isEqualTo(WebhookAnswer.of(401, ""));
    assertThat(events).isEmpty();
    assertThat(log.lines("A webhook for top/a was refused with 401: wrong signature")).hasSize(1);
  }

  @Test
  void aHandshakeIsAnswered() {
    connection().webhooks(request -> WebhookResult.challenge("4711"));
    assertThat(receive(TOP).body()).isEqualTo("4711");
  }

  @Test
  void aReceiverThatThrowsIsAskedForAgainAndItsMessageIsNotLogged() {
    TestLog log = new TestLog();
    connection()
        .webhooks(
            request -> {
              throw new IllegalStateException("hush");
            });
    assertThat(receive(TOP).status()).isEqualTo(500);
    connection()
        .webhooks(
            request -> {
              throw new AssertionError("hush");
            });
    assertThat(receive(TOP).status()).isEqualTo(500);
    assertThat(log.lines("The module of provider 'fake' failed: java.lang.")).hasSize(2);
    assertThat(log.text()).doesNotContain("hush");
  }

  @Test
  @SuppressWarnings("NullAway")
  void aReceiverWithoutAResultIsAskedForAgain() {
    connection().webhooks(request -> null);
    assertThat(receive(TOP).status()).isEqualTo(500);
  }

  @Test
  void aListenerThatThrowsDoesNotKeepTheEventsFromTheOthersAndIsAskedForAgain() {
    rig.eventListeners.add(
        0,
        (event, context) -> {
          if (event.key().equals("k1")) {
            throw new AssertionError("listener");
          }
        });
    connection()
        .webhooks(
            request ->
                WebhookResult.accepted(
                    List.of(
                        status(null), new Unrecognized("k2", Instant.EPOCH, "{}", "new kind"))));
    TestLog log = new TestLog();
    assertThat(receive(TOP).status()).isEqualTo(500);
    assertThat(events).extracting(ChannelEvent::key).containsExactly("k1", "k2");
    assertThat(log.lines("An event listener failed on StatusUpdate of top/a")).hasSize(1);
  }

  @Test
  void theConnectionIsKeptOpenWhileItsWebhookIsHandled() {
    FakeConnection before = connection();
    List<Integer> closes = new ArrayList<>();
    before.webhooks(
        request -> {
          rig.registryRig.publish(workspace("top", sms("a", instance("a", "2"))));
          closes.add(before.closes());
          return WebhookResult.accepted(List.of());
        });
    assertThat(receive(TOP).status()).isEqualTo(200);
    assertThat(closes).containsExactly(0);
    assertThat(before.closes()).isEqualTo(1);
  }
}
