package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.ContentType;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.UserId;
import io.patchbay.channel.spi.ConversationRules;
import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.channel.spi.MarketingRules;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SenderLookup;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.channel.spi.StatusLookup;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.provider.whatsapp.internal.graph.GraphVersions;
import java.time.YearMonth;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhatsAppCloudProviderTest {
  @Test
  void isFoundOnTheClassPath() {
    assertThat(ServiceLoader.load(SmsProvider.class))
        .hasOnlyElementsOfType(WhatsAppCloudProvider.class)
        .hasSize(1);
  }

  @Test
  void declaresWhatItCarries() {
    ProviderDescriptor descriptor = new WhatsAppCloudProvider().descriptor();

    assertThat(descriptor.id()).isEqualTo("whatsapp-cloud");
    assertThat(descriptor.contents()).containsAll(ContentType.standard());
    assertThat(descriptor.contents())
        .extracting(ContentType::name)
        .filteredOn(name -> name.contains(":"))
        .containsExactly(
            "whatsapp-cloud:group-pin",
            "whatsapp-cloud:contact-request",
            "whatsapp-cloud:address-request",
            "whatsapp-cloud:call-permission-request",
            "whatsapp-cloud:voice-call",
            "whatsapp-cloud:flow",
            "whatsapp-cloud:product",
            "whatsapp-cloud:product-list",
            "whatsapp-cloud:catalog",
            "whatsapp-cloud:product-carousel",
            "whatsapp-cloud:media-carousel",
            "whatsapp-cloud:order-details",
            "whatsapp-cloud:order-status",
            "whatsapp-cloud:template",
            "whatsapp-cloud:marketing-message",
            "whatsapp-cloud:raw",
            "whatsapp-cloud:identity-check");
    assertThat(descriptor.recipients())
        .containsExactlyInAnyOrder(PhoneNumber.class, UserId.class, GroupId.class);
    assertThat(descriptor.capabilities())
        .containsExactlyInAnyOrder(
            WebhookReceiver.class,
            ReadReceipts.class,
            ConversationRules.class,
            MarketingRules.class,
            MediaStore.class,
            Templates.class,
            PhoneNumbers.class,
            BusinessProfile.class,
            BlockList.class,
            QrCodes.class,
            AppSubscriptions.class,
            GraphCalls.class,
            HealthCheck.class,
            SenderLookup.class,
            StatusLookup.class);
    assertThat(descriptor.referenceLength()).isEqualTo(512);
    assertThat(new WhatsAppCloudProvider().descriptor()).isSameAs(descriptor);
  }

  @Test
  void everyDeclaredCapabilityIsThere() {
    try (var connection = Connections.open("http://127.0.0.1:1")) {
      assertThat(new WhatsAppCloudProvider().descriptor().capabilities())
          .allSatisfy(type -> assertThat(connection.capability(type)).containsInstanceOf(type));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "v3.1, 2026-11, has expired",
    "v20.0, 2026-11, has expired",
    "v21.0, 2027-02, expired in 2027-01",
    "v22.0, 2027-06, expired in 2027-05",
    "v23.0, 2027-11, expired in 2027-10",
    "v24.0, 2028-03, expired in 2028-02",
    "v25.0, 2028-08, expired in 2028-07"
  })
  void versionExpires(String version, YearMonth now, String reason) {
    assertThat(GraphVersions.expired(version, now)).contains(reason);
  }

  @ParameterizedTest
  @CsvSource({"v21.0, 2027-01", "v25.0, 2028-07", "v26.0, 2031-01", "v99999999999.0, 2026-11"})
  void versionThatLivesOrIsUnknownPasses(String version, YearMonth now) {
    assertThat(GraphVersions.expired(version, now)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v20.0", "v25.0"})
  void expiredVersionIsWarnedOfOnceAConnection(String version) {
    try (Log log = Log.from();
        var connection = Connections.open("http://127.0.0.1:1", "graphVersion=" + version)) {
      connection.send(Connections.text("Hi"));
      connection.send(Connections.text("Hi"));

      assertThat(log.lines("expired"))
          .hasSize(version.equals("v20.0") ? 1 : 0)
          .allSatisfy(
              line ->
                  assertThat(line)
                      .isEqualTo(
                          "[main] WARN io.patchbay.provider.whatsapp.internal.graph.GraphVersions - acme/whatsapp:"
                              + " Graph version v20.0 has expired; set graphVersion to a later"
                              + " one"));
    }
  }
}
