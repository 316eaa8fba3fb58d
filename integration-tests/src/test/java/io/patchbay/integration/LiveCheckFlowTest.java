package io.patchbay.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.Patchbay;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.spi.HealthReport;
import io.patchbay.channel.spi.HealthReport.State;
import io.patchbay.channel.spi.Rate;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.SenderLookup;
import io.patchbay.host.configuration.LiveCheck;
import io.patchbay.provider.whatsapp.NumberDetails;
import io.patchbay.provider.whatsapp.PhoneNumbers;
import io.patchbay.simulator.WhatsAppCloudSimulator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the WhatsApp provider asks about its number, and what the simulator says to it. */
class LiveCheckFlowTest {
  private static final InstanceId WHATSAPP = new InstanceId("acme", "whatsapp");

  private WhatsAppCloudSimulator simulator;
  private Patchbay patchbay;

  @BeforeEach
  void open() {
    simulator = Hosts.simulator();
    patchbay =
        Hosts.host(
                """
                { "workspaces": { "acme": { "sms": { "defaultProvider": "whatsapp",
                    "providers": { "whatsapp": { "type": "whatsapp-cloud",
                      "accessToken": "${env:TOKEN}", "phoneNumberId": "%s",
                      "businessAccountId": "102290129340398", "baseUrl": "%s" } } } } } }
                """
                    .formatted(Hosts.PHONE_NUMBER_ID, simulator.baseUrl()))
            .build();
  }

  @AfterEach
  void close() {
    patchbay.close();
    simulator.close();
  }

  @Test
  void theLiveCheckFindsNothingWrong() {
    HealthReport report = patchbay.checkHealth(WHATSAPP);
    assertThat(report.items()).filteredOn(item -> item.state() == State.FAILED).isEmpty();
    assertThat(report.items())
        .filteredOn(item -> item.state() == State.OK)
        .extracting(HealthReport.Item::name)
        .contains(
            "Access token",
            "Phone number",
            "Registration",
            "Number status",
            "Throughput",
            "Messaging limit",
            "Account of the number",
            "Sending");
    LiveCheck check = LiveCheck.of(patchbay);
    assertThat(check.healthy()).isTrue();
    assertThat(check.text()).contains("'Patchbay Simulator'").doesNotContain("nonexisting");
  }

  @Test
  void theNumbersOfTheAccountAreReadWithAllTheirFields() {
    List<NumberDetails> listed = new ArrayList<>();
    NumberDetails own =
        patchbay
            .channel()
            .use(
                WHATSAPP,
                PhoneNumbers.class,
                numbers -> {
                  numbers.list().forEach(listed::add);
                  return numbers.get();
                });
    assertThat(own.id()).isEqualTo(Hosts.PHONE_NUMBER_ID);
    assertThat(own.platform()).isEqualTo("CLOUD_API");
    assertThat(own.onBusinessApp()).isFalse();
    assertThat(own.messagingLimit()).isEqualTo("TIER_100K");
    assertThat(listed)
        .extracting(NumberDetails::id)
        .containsExactlyInAnyOrder(Hosts.PHONE_NUMBER_ID, Hosts.OTHER_PHONE_NUMBER_ID);
    assertThat(listed).extracting(NumberDetails::onBusinessApp).containsOnly(false);
  }

  @Test
  void theSenderIsLookedUpWithItsThroughput() {
    Sender sender =
        patchbay.channel().use(WHATSAPP, SenderLookup.class, lookup -> lookup.lookUp(null));
    assertThat(sender.key()).isEqualTo(Hosts.PHONE_NUMBER_ID);
    assertThat(sender.rate())
        .as("a simulator of more than 80 a second is of the higher level")
        .isEqualTo(Rate.perSecond(1_000));
  }
}
