package io.patchbay.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChannelEventsTest {
  private static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");
  private static final List<Address> ANN = List.of(new PhoneNumber("14155550132"));
  private static final EventContext CONTEXT =
      new EventContext(new InstanceId("acme", "a"), "acme", Optional.empty());
  private static final List<ChannelEvent> ONE_OF_EACH =
      List.of(
          new StatusUpdate(
              "1", AT, "", "id", DeliveryStatus.READ, "read", null, ANN, List.of(), Map.of()),
          new InboundMessage("2", AT, "", "id", ANN, "1", "text", "Hi", null, null, Map.of()),
          new PreferenceChange("3", AT, "", ANN, Purpose.MARKETING, false),
          new AddressChange("4", AT, "", ANN, ANN),
          new AccountNotice("5", AT, "", "account", "Its limit was raised", Map.of()),
          new Unrecognized("6", AT, "", "unknown field"));

  @Test
  void eachTypeHasAMethodOfItsOwn() {
    List<String> calls = new ArrayList<>();
    ChannelEvents listener =
        new ChannelEvents() {
          @Override
          public void onStatus(StatusUpdate status, EventContext context) {
            calls.add("status " + status.key() + " " + context.workspace());
          }

          @Override
          public void onMessage(InboundMessage message, EventContext context) {
            calls.add("message " + message.key() + " " + context.workspace());
          }

          @Override
          public void onPreference(PreferenceChange change, EventContext context) {
            calls.add("preference " + change.key() + " " + context.workspace());
          }

          @Override
          public void onAddressChange(AddressChange change, EventContext context) {
            calls.add("address " + change.key() + " " + context.workspace());
          }

          @Override
          public void onNotice(AccountNotice notice, EventContext context) {
            calls.add("notice " + notice.key() + " " + context.workspace());
          }

          @Override
          public void onUnrecognized(Unrecognized event, EventContext context) {
            calls.add("unrecognized " + event.key() + " " + context.workspace());
          }
        };

    ONE_OF_EACH.forEach(event -> listener.on(event, CONTEXT));

    assertThat(calls)
        .containsExactly(
            "status 1 acme",
            "message 2 acme",
            "preference 3 acme",
            "address 4 acme",
            "notice 5 acme",
            "unrecognized 6 acme");
    assertThat(ONE_OF_EACH.stream().map(Object::getClass).<Class<?>>map(type -> type))
        .containsExactlyInAnyOrder(ChannelEvent.class.getPermittedSubclasses());
  }

  @Test
  void whatIsNotOverriddenIgnoresItsEvents() {
    ChannelEvents silent = new ChannelEvents() {};

    assertThatCode(() -> ONE_OF_EACH.forEach(event -> silent.on(event, CONTEXT)))
        .doesNotThrowAnyException();
  }
}
