package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import io.patchbay.channel.AccountNotice;
import io.patchbay.channel.AddressChange;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.InboundMessage;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every example of a webhook in Meta's description becomes a typed event. */
class MetaWebhooksTest {
  @Test
  void everyExampleOfMetasDescriptionIsTyped() throws IOException {
    assumeTrue(MetaDocument.isAtHand(), MetaDocument.MISSING);
    Map<String, Object> examples =
        MetaDocument.map(
            MetaDocument.load().root(),
            "paths",
            "/whatsapp/webhooks",
            "post",
            "requestBody",
            "content",
            "application/json",
            "examples");
    Map<String, String> read = new TreeMap<>();
    examples.forEach(
        (name, example) ->
            Deliveries.events(new Gson().toJson(((Map<?, ?>) example).get("value")))
                .forEach(event -> read.put(name, described(event))));

    assertThat(read)
        .isEqualTo(
            new TreeMap<>(
                Map.ofEntries(
                    Map.entry("Text Message", "text Text"),
                    Map.entry("Text Message with Context (Product Inquiry)", "text Text"),
                    Map.entry("Text Message from Click to WhatsApp Ad", "text Text"),
                    Map.entry("Reaction Message", "reaction Reaction"),
                    Map.entry("Image Message", "image ReceivedMedia"),
                    Map.entry("Location Message", "location Location"),
                    Map.entry("Contact Sharing Message", "contacts Contacts"),
                    Map.entry("Unsupported Message", "unsupported UnsupportedMessage"),
                    Map.entry("Button Message", "button Choice"),
                    Map.entry("Interactive List Reply Message", "interactive Choice"),
                    Map.entry("Interactive Button Reply Message", "interactive Choice"),
                    Map.entry("Order Message", "order Order"),
                    Map.entry("System Message", "AddressChange"),
                    Map.entry("Group Create Message", "group_lifecycle_update"),
                    Map.entry("Group Settings Update", "group_settings_update"),
                    Map.entry("Group Remove Participants", "group_participants_update"))));
  }

  private static String described(ChannelEvent event) {
    if (event instanceof InboundMessage message) {
      Object content = message.content();
      return message.kind() + " " + (content == null ? "?" : content.getClass().getSimpleName());
    }
    if (event instanceof AccountNotice notice) {
      return notice.subject();
    }
    return event instanceof AddressChange ? "AddressChange" : event.toString();
  }
}
