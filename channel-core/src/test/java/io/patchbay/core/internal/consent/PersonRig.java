package io.patchbay.core.internal.consent;

import io.patchbay.channel.Address;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.InboundContent;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.PreferenceChange;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.Recipient;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.core.internal.send.ChannelRig;
import io.patchbay.store.consent.People;
import io.patchbay.store.consent.PeopleStores;
import io.patchbay.store.consent.PersonalData;
import io.patchbay.store.internal.SqliteDatabase;
import io.patchbay.testkit.FakeConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** People who write to the workspace acme, its children and a stranger, and are written to. */
final class PersonRig implements AutoCloseable {
  final ChannelRig rig = new ChannelRig();
  final SqliteDatabase file;
  private int keys;

  PersonRig(Path directory) {
    file = PeopleStores.file(directory, rig.registryRig.clock);
    rig.stores = PeopleStores.in(file);
    publish("");
  }

  /**
   * Publishes acme with more settings. Its children leaf and twin inherit its instance; leaf has
   * one of its own besides, and stranger is related to nobody.
   */
  void publish(String settings) {
    rig.registryRig.publish(
        """
        "acme": {"sms": {"defaultProvider": "a", %s "providers": {"a": {"type": "talker"}}}},
        "leaf": {"parent": "acme", "sms": {"providers": {"own": {"type": "talker"}}}},
        "twin": {"parent": "acme"},
        "stranger": {"sms": {"defaultProvider": "s", "providers": {"s": {"type": "talker"}}}}
        """
            .formatted(settings));
  }

  FakeConnection connection() {
    return rig.registryRig.talker.newest("acme", "a");
  }

  Instant now() {
    return rig.registryRig.clock.instant();
  }

  /** Delivers events to acme's instance, under the path of a workspace; gives the HTTP status. */
  int receive(String workspace, ChannelEvent... events) {
    connection().webhooks(request -> WebhookResult.accepted(List.of(events)));
    return rig.channel()
        .receive(
            new InstanceId(workspace, "a"),
            WebhookRequest.of("POST", URI.create("https://example.org/"), Map.of(), new byte[0]))
        .status();
  }

  /** Delivers events to the instance of another workspace than acme; gives the HTTP status. */
  int reports(InstanceId instance, ChannelEvent... events) {
    rig.registryRig
        .talker
        .newest(instance.workspace(), instance.name())
        .webhooks(request -> WebhookResult.accepted(List.of(events)));
    return rig.channel()
        .receive(
            instance,
            WebhookRequest.of("POST", URI.create("https://example.org/"), Map.of(), new byte[0]))
        .status();
  }

  int writes(String workspace, String text, Address... from) {
    return receive(workspace, message(text, null, from));
  }

  InboundMessage message(@Nullable String text, @Nullable InboundContent content, Address... from) {
    return new InboundMessage(
        "k" + ++keys,
        now(),
        "{}",
        "id-" + keys,
        List.of(from),
        "sender-1",
        "text",
        text,
        null,
        content,
        Map.of());
  }

  PreferenceChange prefers(boolean allowed, Address... person) {
    return new PreferenceChange(
        "k" + ++keys, now(), "{}", List.of(person), Purpose.MARKETING, allowed);
  }

  SendResult send(String workspace, Recipient to, Purpose purpose) {
    return rig.channel()
        .send(workspace, SmsMessage.to(to).id("m1").text("Hello").purpose(purpose).build());
  }

  SendOutcome marketing(String workspace, Recipient to) {
    return send(workspace, to, Purpose.MARKETING).outcome();
  }

  SendOutcome transactional(String workspace, Recipient to) {
    return send(workspace, to, Purpose.TRANSACTIONAL).outcome();
  }

  People people() {
    return new People(
        rig.stores,
        rig.registryRig.clock,
        new RegistryWorkspaces(rig.registryRig.registry),
        held("event", 1),
        List.of(held("message", 3)));
  }

  private static PersonalData held(String what, int count) {
    return new PersonalData() {
      @Override
      public List<String> about(Collection<? extends Address> person) {
        return List.of("{\"a\":\"" + what + "\"}");
      }

      @Override
      public int erase(Collection<? extends Address> person) {
        return count;
      }
    };
  }

  @Override
  public void close() {
    rig.close();
    file.close();
  }
}
