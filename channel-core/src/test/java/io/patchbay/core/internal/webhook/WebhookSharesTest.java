package io.patchbay.core.internal.webhook;

import static io.patchbay.testsupport.ConfigurationText.child;
import static io.patchbay.testsupport.ConfigurationText.instance;
import static io.patchbay.testsupport.ConfigurationText.sms;
import static io.patchbay.testsupport.ConfigurationText.workspace;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.Unrecognized;
import io.patchbay.channel.WebhookAnswer;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.Addressee;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.core.internal.send.ChannelRig;
import io.patchbay.testkit.FakeConnection;
import io.patchbay.testsupport.TestLog;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several senders behind one address: whose event is whose. */
class WebhookSharesTest {
  private final ChannelRig rig = new ChannelRig();
  private final List<String> handled = new ArrayList<>();

  @BeforeEach
  void twoWorkspacesWithOneSecretAndOneWithAnother() {
    rig.registryRig.publish(
        workspace("acme", sms("a", instance("a", "1")))
            + ", "
            + workspace("beta", sms("b", instance("b", "2")))
            + ", "
            + child("leaf", "beta", sms("b"))
            + ", "
            + workspace("evil", sms("e", instance("e", "3"))));
    behaves("acme", "a", "secret", new Addressee("s-acme", "account-1"));
    behaves("beta", "b", "secret", new Addressee("s-beta", "account-2"));
    behaves("evil", "e", "evil", new Addressee("s-evil", "account-3"));
    rig.eventListeners.add(
        (event, context) ->
            handled.add(
                event.key()
                    + " "
                    + context.instance()
                    + " for "
                    + context.workspace()
                    + " of "
                    + context.sender()));
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private FakeConnection connection(String workspace, String name) {
    return rig.registryRig.connection(workspace, name);
  }

  /**
   * A module that takes requests with its secret, and reads a line of the body as an event each.
   */
  private void behaves(String workspace, String name, String secret, Addressee... own) {
    FakeConnection connection = connection(workspace, name);
    connection.senderKey(own.length == 0 ? "" : String.valueOf(own[0].sender()));
    connection.addressees(own);
    connection.webhooks(
        request ->
            request.header("secret").orElse("").equals(secret)
                ? read(request)
                : WebhookResult.refused(401, "wrong secret"));
  }

  private static WebhookResult read(WebhookRequest request) {
    List<ChannelEvent> events = new ArrayList<>();
    List<Addressee> addressees = new ArrayList<>();
    for (String line : request.bodyText().split("\n", -1)) {
      String[] parts = line.split(",", -1);
      events.add(new Unrecognized(parts[0], Instant.EPOCH, line, "a test"));
      addressees.add(new Addressee(part(parts[1]), part(parts[2])));
    }
    return WebhookResult.accepted(events, addressees);
  }

  private static @Nullable String part(String text) {
    return text.isEmpty() ? null : text;
  }

  private WebhookAnswer receive(String path, String secret, String... lines) {
    return rig.channel().receive(InstanceId.parse(path).orElseThrow(), request(secret, lines));
  }

  private static WebhookRequest request(String secret, String... lines) {
    return WebhookRequest.of(
        "POST",
        URI.create("https://example.org/"),
        Map.of("secret", List.of(secret)),
        String.join("\n", Arrays.asList(lines)).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void eachEventOfABatchGoesToTheInstanceThatHasItsSender() {
    assertThat(
            receive("acme/a", "secret", "k1,s-beta,", "k2,s-acme,", "k3,s-beta,account-1").status())
        .isEqualTo(200);
    assertThat(handled)
        .containsExactly(
            "k2 acme/a for acme of fake:s-acme",
            "k1 beta/b for beta of fake:s-beta",
            "k3 beta/b for beta of fake:s-beta");
  }

  /** It may be for the instance that has no connection, whose sender nobody knows then. */
  @Test
  void aSenderThatNoInstanceHasIsAskedForAgainWhileAnInstanceIsNotConnected() {
    rig.registryRig.fake.whenConnecting(
        context -> {
          if (context.instance().workspace().equals("gamma")) {
            throw new IllegalStateException("no connection");
          }
        });
    rig.registryRig.publish(
        workspace("acme", sms("a", instance("a", "1")))
            + ", "
            + workspace("gamma", sms("g", instance("g", "4"))));

    assertThat(receive("acme/a", "secret", "k1,s-acme,", "k2,s-gamma,").status()).isEqualTo(503);
    assertThat(receive("acme/a", "secret", "k3,s-acme,").status()).isEqualTo(200);

    assertThat(handled)
        .containsExactly("k1 acme/a for acme of fake:s-acme", "k3 acme/a for acme of fake:s-acme");
  }

  @Test
  void anEventWithoutASenderGoesToItsAccountElseToTheInstanceWhoseAddressWasCalled() {
    receive("acme/a", "secret", "k1,,account-2", "k2,,account-9", "k3,,", "k4,,account-3");
    assertThat(handled)
        .containsExactly(
            "k2 acme/a for acme of fake:s-acme",
            "k3 acme/a for acme of fake:s-acme",
            "k4 acme/a for acme of fake:s-acme",
            "k1 beta/b for beta of fake:s-beta");
  }

  @Test
  void aSenderOfAnInstanceThatCannotProveTheRequestIsNobodys() {
    TestLog log = new TestLog();
    assertThat(receive("evil/e", "evil", "k1,s-acme,", "k2,s-evil,", "k3,s-none,").status())
        .isEqualTo(200);
    assertThat(handled).containsExactly("k2 evil/e for evil of fake:s-evil");
    assertThat(log.lines("WARN"))
        .singleElement()
        .asString()
        .endsWith(
            "A webhook for evil/e has events for [s-acme, s-none], which is the sender of no"
                + " instance that shares its secret; these events are not taken. Configure an"
                + " instance with that sender, or have the provider stop calling for it");
  }

  @Test
  void eventsOfSendersThatNoInstanceHasAreCounted() {
    InstanceId path = new InstanceId("acme", "a");
    Inbound inbound = rig.inbound();

    inbound.receive(path, request("secret", "k1,s-acme,", "k2,,account-9", "k3,s-beta,"));
    assertThat(inbound.unclaimed()).isZero();

    inbound.receive(
        path, request("secret", "k4,s-none,", "k5,s-acme,", "k6,s-none,", "k7,s-evil,"));
    inbound.receive(path, request("wrong", "k8,s-none,"));
    assertThat(inbound.unclaimed()).isEqualTo(3);
  }

  @Test
  void anInheritedInstanceHandlesAnEventOnceForTheWorkspaceThatWasCalled() {
    receive("leaf/b", "secret", "k1,s-beta,");
    receive("acme/a", "secret", "k1,s-beta,", "k2,s-beta,");
    assertThat(handled)
        .containsExactly("k1 beta/b for leaf of fake:s-beta", "k2 beta/b for beta of fake:s-beta");
  }

  @Test
  void aProviderThatDeclaresNoSendersGetsEverythingAtItsOwnAddress() {
    behaves("acme", "a", "secret");
    receive("acme/a", "secret", "k1,s-beta,", "k2,,account-2");
    assertThat(handled)
        .containsExactly("k1 acme/a for acme of fake:acme/a", "k2 acme/a for acme of fake:acme/a");
  }

  @Test
  void aModuleThatFailsOnAnothersEventHasItDeliveredAgain() {
    connection("beta", "b")
        .webhooks(
            request -> {
              throw new IllegalStateException("hush");
            });
    assertThat(receive("acme/a", "secret", "k1,s-acme,").status()).isEqualTo(200);
    TestLog log = new TestLog();
    assertThat(receive("acme/a", "secret", "k2,s-beta,", "k3,s-acme,", "k4,s-none,").status())
        .isEqualTo(500);
    assertThat(handled)
        .as("what others have is not held up")
        .containsExactly("k1 acme/a for acme of fake:s-acme", "k3 acme/a for acme of fake:s-acme");
    assertThat(log.lines("WARN"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "A webhook for acme/a may have events of another instance, which could not"
                            + " read it: beta/b: ")
                    .endsWith("; the provider is asked to deliver these events again"))
        .anySatisfy(line -> assertThat(line).contains("has events for [s-none]"));
  }

  @Test
  void aModuleThatCannotNameItsSendersHoldsUpNobodyElsesEvents() {
    connection("beta", "b")
        .whenNamingSenders(
            () -> {
              throw new IllegalStateException("hush");
            });
    assertThat(receive("acme/a", "secret", "k1,s-acme,", "k2,s-beta,").status())
        .as("asked to deliver it again")
        .isEqualTo(503);
    assertThat(handled).containsExactly("k1 acme/a for acme of fake:s-acme");
  }

  @Test
  void theConnectionsAreGivenBack() {
    FakeConnection before = connection("beta", "b");
    receive("acme/a", "secret", "k1,s-beta,");
    rig.registryRig.publish(workspace("acme", sms("a", instance("a", "1"))));
    assertThat(before.closes()).isEqualTo(1);
  }
}
