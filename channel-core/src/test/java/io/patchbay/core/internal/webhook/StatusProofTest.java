package io.patchbay.core.internal.webhook;

import static io.patchbay.testsupport.ConfigurationText.child;
import static io.patchbay.testsupport.ConfigurationText.instance;
import static io.patchbay.testsupport.ConfigurationText.sms;
import static io.patchbay.testsupport.ConfigurationText.workspace;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.EventContext;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.core.internal.send.ChannelRig;
import io.patchbay.core.internal.send.RegistryChannel;
import io.patchbay.store.inbox.AttemptRecord.Verdict;
import io.patchbay.testsupport.TestLog;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which instance may report of which message. */
class StatusProofTest {
  private static final String OURS = "pb1.acme.m1.1";

  private final ChannelRig rig = new ChannelRig();
  private final List<EventContext> contexts = new ArrayList<>();
  private int keys;

  @BeforeEach
  void twoWorkspacesThatHaveNothingToDoWithEachOther() {
    rig.registryRig.publish(
        workspace("acme", sms("a", instance("a", "1"), instance("b", "2")))
            + ", "
            + workspace("evil", sms("a", instance("a", "3"))));
    rig.eventListeners.add((event, context) -> contexts.add(context));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  /** Which message a status is reported to be of. */
  private EventContext reports(String workspace, String name, String reference, String id) {
    StatusUpdate status =
        new StatusUpdate(
            "k" + ++keys,
            Instant.EPOCH,
            "{}",
            id,
            DeliveryStatus.FAILED,
            "failed",
            reference,
            List.of(),
            List.of(),
            Map.of());
    rig.registryRig
        .connection(workspace, name)
        .webhooks(request -> WebhookResult.accepted(List.of(status)));
    WebhookRequest request =
        WebhookRequest.of("POST", URI.create("https://example.org/"), Map.of(), new byte[0]);
    assertThat(rig.channel().receive(new InstanceId(workspace, name), request).status())
        .isEqualTo(200);
    return contexts.get(contexts.size() - 1);
  }

  @Test
  void anInstanceOfAnotherWorkspaceReportsOfNoMessage() {
    TestLog log = new TestLog();

    EventContext context = reports("evil", "a", OURS, "id-9");

    assertThat(context.message()).isEmpty();
    assertThat(context.workspace()).isEqualTo("evil");
    assertThat(log.lines("WARN"))
        .singleElement()
        .asString()
        .endsWith(
            "A status from evil/a names the message pb1.acme.m1.1, which this instance did not send"
                + " or whose provider message id is another; the status changes no message");
  }

  @Test
  void aFloodOfThemIsOneWarning() {
    TestLog log = new TestLog();
    RegistryChannel channel = rig.channel();
    for (int i = 0; i < 50; i++) {
      warn(channel);
    }
    assertThat(log.lines("changes no message")).hasSize(1);
    rig.registryRig.clock.advance(Duration.ofMinutes(1));
    warn(channel);
    assertThat(log.lines("changes no message"))
        .hasSize(2)
        .last()
        .asString()
        .endsWith("(49 more like it since the last line were not logged)");
  }

  private void warn(RegistryChannel channel) {
    StatusUpdate status =
        new StatusUpdate(
            "k" + ++keys,
            Instant.EPOCH,
            "{}",
            "id-9",
            DeliveryStatus.FAILED,
            "failed",
            OURS,
            List.of(),
            List.of(),
            Map.of());
    rig.registryRig
        .connection("evil", "a")
        .webhooks(request -> WebhookResult.accepted(List.of(status)));
    channel.receive(
        new InstanceId("evil", "a"),
        WebhookRequest.of("POST", URI.create("https://example.org/"), Map.of(), new byte[0]));
  }

  @Test
  void theInstanceThatSentAMessageReportsOfItUnderItsOwnIdOnly() {
    rig.send();

    assertThat(reports("acme", "a", OURS, "id-" + OURS).message())
        .isEqualTo(MessageRef.parse(OURS));
    assertThat(reports("acme", "a", OURS, "another").message()).isEmpty();
    assertThat(reports("acme", "b", OURS, "id-" + OURS).message()).isEmpty();
  }

  @Test
  void ofAMessageThatNobodyRemembersAnInstanceOfItsWorkspaceMayReport() {
    assertThat(reports("acme", "b", OURS, "any").message()).isEqualTo(MessageRef.parse(OURS));
    assertThat(reports("acme", "b", "pb1.gone.m1.1", "any").message()).isEmpty();
  }

  @Test
  void anInstanceThatWasRenamedIsTheSameIfItsSenderIs() {
    rig.registryRig.connection("acme", "a").senderKey("sender-1");
    rig.send();
    rig.registryRig.publish(
        workspace("acme", sms("new", instance("new", "1"), instance("other", "2"))));
    rig.registryRig.connection("acme", "new").senderKey("sender-1");
    rig.registryRig.connection("acme", "other").senderKey("sender-2");

    assertThat(reports("acme", "other", OURS, "id-" + OURS).message()).isEmpty();
    assertThat(reports("acme", "new", OURS, "id-" + OURS).message()).isPresent();
  }

  @Test
  void anInstanceThatMovedToTheParentIsTheSameIfItsSenderIs() {
    rig.registryRig.connection("acme", "a").senderKey("sender-1");
    rig.send();
    rig.registryRig.publish(
        workspace("top", sms("a", instance("a", "1")))
            + ", "
            + child("acme", "top", sms("a"))
            + ", "
            + workspace("evil", sms("a", instance("a", "3"))));
    rig.registryRig.connection("top", "a").senderKey("sender-1");
    rig.registryRig.connection("evil", "a").senderKey("sender-1");

    assertThat(reports("top", "a", OURS, "id-" + OURS).message()).isPresent();
    assertThat(reports("evil", "a", OURS, "id-" + OURS).message())
        .as("the name of a sender is no proof for another workspace")
        .isEmpty();
  }

  @Test
  void twoMessagesUnderOneIdAreNotToldApart() {
    rig.registryRig.fake.answer("a", new SendOutcome.Accepted("first", List.of(), Map.of()));
    rig.send();
    rig.registryRig.fake.answer("a", new SendOutcome.Accepted("second", List.of(), Map.of()));
    rig.send();

    assertThat(reports("acme", "a", OURS, "first").message()).isPresent();
    assertThat(reports("evil", "a", OURS, "first").message()).isEmpty();
  }

  @Test
  void aRecordThatKnowsTheAttemptDecides() {
    List<EventContext> asked = new ArrayList<>();
    StatusProof proof =
        new StatusProof(
            rig.registryRig.registry,
            List.of(
                (status, claimed) -> {
                  throw new IllegalStateException("away");
                },
                (status, claimed) -> {
                  asked.add(claimed);
                  return Verdict.valueOf(status.word());
                }));
    InstanceId evil = new InstanceId("evil", "a");
    InstanceId own = new InstanceId("acme", "a");

    assertThat(proves(proof, own, "OTHER")).isFalse();
    assertThat(proves(proof, own, "UNKNOWN")).isTrue();
    assertThat(proves(proof, evil, "UNKNOWN")).isFalse();
    assertThat(proves(proof, evil, "SAME")).as("its workspace is gone, say").isTrue();
    assertThat(asked)
        .extracting(EventContext::workspace)
        .as("never what an outsider claims")
        .containsExactly("acme", "acme", "evil", "evil");
  }

  private static boolean proves(StatusProof proof, InstanceId instance, String verdict) {
    StatusUpdate status =
        new StatusUpdate(
            "k",
            Instant.EPOCH,
            "{}",
            "id",
            DeliveryStatus.SENT,
            verdict,
            OURS,
            List.of(),
            List.of(),
            Map.of());
    return proof.proves(
        status,
        MessageRef.parse(OURS).orElseThrow(),
        new EventContext(instance, instance.workspace(), Optional.empty()));
  }
}
