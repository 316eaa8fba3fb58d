package io.patchbay.provider.whatsapp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.patchbay.provider.whatsapp.AccountServer.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Content;
import io.patchbay.channel.Template;
import io.patchbay.channel.Text;
import io.patchbay.channel.spi.MarketingRules;
import io.patchbay.provider.whatsapp.content.MarketingMessage;
import io.patchbay.provider.whatsapp.content.RawMessage;
import io.patchbay.provider.whatsapp.content.WhatsAppTemplate;
import io.patchbay.provider.whatsapp.content.WithIdentityCheck;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MarketingContentsTest {
  private static final String PATH = "/v25.0/" + ACCOUNT + "/message_templates";
  private static final WhatsAppTemplate OFFER = WhatsAppTemplate.of("offer", "en_US").build();

  private final AccountServer graph = AccountServer.start(new MovingClock());

  @AfterEach
  void close() {
    graph.close();
  }

  private MarketingRules rules() {
    return graph.connection().capability(MarketingRules.class).orElseThrow();
  }

  private void defined(String category) {
    graph.answer(
        "GET",
        PATH,
        aResponse()
            .withBody(
                "{\"data\":[{\"id\":\"1\",\"name\":\"offer\",\"language\":\"en_US\",\"category\":\""
                    + category
                    + "\",\"components\":[{\"type\":\"BODY\",\"text\":\"Hi\"}]},"
                    + "{\"id\":\"2\",\"name\":\"offer\",\"language\":\"es\",\"category\":"
                    + "\"UTILITY\",\"components\":[{\"type\":\"BODY\",\"text\":\"Hi\"}]}]}"));
  }

  @Test
  void whatGoesOverTheEndpointForMarketingIsAdvertising() {
    assertThat(rules().isMarketing(MarketingMessage.of(OFFER))).isTrue();
    assertThat(rules().isMarketing(Text.of("Buy!"))).isFalse();
    assertThat(rules().isMarketing(new RawMessage("no JSON"))).isFalse();
    assertThat(graph.seen()).isEmpty();
  }

  @Test
  void aTemplateIsWhatItsDefinitionSaysAndAskedForOnce() {
    defined("MARKETING");
    MarketingRules rules = rules();
    List<Content> offers =
        List.of(
            OFFER,
            Template.of("offer", "en_US"),
            new WithIdentityCheck(OFFER, "hash"),
            new RawMessage(
                "{\"type\":\"template\",\"template\":{\"name\":\"offer\",\"language\":"
                    + "{\"code\":\"en_US\"}}}"));
    assertThat(offers).allSatisfy(offer -> assertThat(rules.isMarketing(offer)).isTrue());
    assertThat(rules.isMarketing(Template.of("offer", "es"))).isFalse();
    assertThat(graph.seen()).hasSize(1);
  }

  @Test
  void aTemplateWhoseDefinitionCannotBeReadIsNotTold() {
    graph.answer("GET", PATH, aResponse().withStatus(500));
    assertThat(rules().isMarketing(OFFER)).isFalse();
  }
}
