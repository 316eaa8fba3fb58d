package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.AccountNotice;
import io.patchbay.channel.AddressChange;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.Media;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.PreferenceChange;
import io.patchbay.channel.ReceivedMedia;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.provider.whatsapp.testing.WebhookBuilder;
import io.patchbay.provider.whatsapp.testing.WebhookSigner;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests that hosts build for their tests are read as Meta's are. */
class WebhookBuilderTest {
  private static final URI ADDRESS = URI.create(Deliveries.ADDRESS);

  private static WebhookBuilder webhook() {
    return WebhookBuilder.of("109876543210123").at(Instant.parse("2026-11-20T12:00:00Z"));
  }

  private static List<ChannelEvent> events(WebhookBuilder webhook) {
    WebhookRequest request = webhook.signed(WebhookSigner.of(Deliveries.SECRET), ADDRESS);
    return Deliveries.receive(request, "appSecret=" + Deliveries.SECRET).events();
  }

  @Test
  void everythingThatIsAddedBecomesAnEvent() {
    List<ChannelEvent> events =
        events(
            webhook()
                .businessAccountId("1")
                .status("wamid.1", "delivered", "pb1.acme.id.1")
                .failed("wamid.2", 131026, "Message undeliverable")
                .reply("wamid.3", "14155551234", "Yes", "wamid.1")
                .message("wamid.4", "14155551234", "image", "{\"id\":\"7\"}")
                .numberChanged("wamid.5", "14155551234", "12195555358")
                .marketing("14155551234", false)
                .news("account_review_update", "{\"decision\":\"APPROVED\"}"));

    StatusUpdate delivered = (StatusUpdate) events.get(0);
    assertThat(delivered.reference()).isEqualTo("pb1.acme.id.1");
    assertThat(delivered.status()).isEqualTo(DeliveryStatus.DELIVERED);
    assertThat(((StatusUpdate) events.get(1)).errors().get(0).code()).isEqualTo("131026");
    InboundMessage reply = (InboundMessage) events.get(2);
    assertThat(reply.inReplyTo()).isEqualTo("wamid.1");
    assertThat(reply.to()).isEqualTo("109876543210123");
    assertThat(((InboundMessage) events.get(3)).content())
        .isEqualTo(new ReceivedMedia(Media.Kind.IMAGE, "7", null, null, null, null));
    assertThat(((AddressChange) events.get(4)).after())
        .isEqualTo(List.of(new PhoneNumber("12195555358")));
    assertThat(((PreferenceChange) events.get(5)).allowed()).isFalse();
    assertThat(((AccountNotice) events.get(6)).summary())
        .isEqualTo("The account was reviewed and approved.");
    assertThat(events)
        .hasSize(7)
        .allSatisfy(event -> assertThat(event.at()).isEqualTo("2026-11-20T12:00:00Z"));
  }

  @Test
  void simpleOnesSuffice() {
    assertThat(events(webhook().status("wamid.1", "sent").text("wamid.2", "14155551234", "Hi")))
        .extracting(ChannelEvent::key)
        .containsExactly("wamid.1:sent", "wamid.2");
  }

  @Test
  void anotherSecretIsRefused() {
    assertThat(
            Deliveries.receive(
                    webhook().signed(WebhookSigner.of("other"), ADDRESS),
                    "appSecret=" + Deliveries.SECRET)
                .answer()
                .status())
        .isEqualTo(401);
  }

  @Test
  void nothingIsShown() {
    WebhookBuilder webhook = webhook().text("wamid.1", "14155551234", "secret");

    assertThat(webhook.toString()).isEqualTo("WebhookBuilder{changes=1}");
    assertThatThrownBy(() -> webhook.news("flows", "{"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A part of a webhook must be JSON");
  }
}
