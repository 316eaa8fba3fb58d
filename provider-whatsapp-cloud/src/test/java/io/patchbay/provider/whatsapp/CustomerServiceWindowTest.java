package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Content;
import io.patchbay.channel.LocationRequest;
import io.patchbay.channel.Reaction;
import io.patchbay.channel.Template;
import io.patchbay.channel.Text;
import io.patchbay.channel.spi.ConversationRules;
import io.patchbay.provider.whatsapp.content.CallPermissionRequest;
import io.patchbay.provider.whatsapp.content.MarketingMessage;
import io.patchbay.provider.whatsapp.content.RawMessage;
import io.patchbay.provider.whatsapp.content.WhatsAppTemplate;
import io.patchbay.provider.whatsapp.content.WithIdentityCheck;
import io.patchbay.provider.whatsapp.internal.send.CustomerServiceWindow;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CustomerServiceWindowTest {
  private static final WhatsAppTemplate TEMPLATE =
      WhatsAppTemplate.of("order_update", "en_US").build();

  private final ConversationRules rules = new CustomerServiceWindow();

  @Test
  void itIsOpenForADay() {
    assertThat(rules.window()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void freeFormContentNeedsIt() {
    List<Content> contents =
        List.of(
            Text.of("Hello"),
            new LocationRequest("Where are you?"),
            new Reaction("wamid.1", "👍"),
            new CallPermissionRequest(null),
            new RawMessage("{\"type\": \"text\", \"text\": {\"body\": \"Hello\"}}"),
            new WithIdentityCheck(Text.of("Hello"), "hash"));
    assertThat(contents).allSatisfy(content -> assertThat(rules.needsWindow(content)).isTrue());
  }

  @Test
  void templatesDoNotNeedIt() {
    List<Content> contents =
        List.of(
            Template.of("order_update", "en_US"),
            TEMPLATE,
            MarketingMessage.of(TEMPLATE),
            new RawMessage("{\"type\": \"template\", \"template\": {\"name\": \"order_update\"}}"),
            new WithIdentityCheck(TEMPLATE, "hash"));
    assertThat(contents).allSatisfy(content -> assertThat(rules.needsWindow(content)).isFalse());
  }

  @Test
  void whatCannotBeToldIsLeftToMeta() {
    assertThat(rules.needsWindow(new RawMessage("{\"text\": {}}"))).isFalse();
    assertThat(rules.needsWindow(new RawMessage("no JSON"))).isFalse();
  }
}
