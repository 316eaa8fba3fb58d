package io.patchbay.provider.twiliostub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.patchbay.channel.ContentType;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SettingProblem;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.channel.spi.StatusLookup;
import io.patchbay.channel.spi.WebhookReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TwilioStubProviderTest {
  private final TwilioStubProvider provider = new TwilioStubProvider();

  @Test
  void serviceLoaderFindsIt() {
    assertThat(ServiceLoader.load(SmsProvider.class))
        .hasOnlyElementsOfType(TwilioStubProvider.class)
        .hasSize(1);
  }

  @Test
  void theDescriptorSaysWhatItNeedsAndCarriesAndThatNothingIsSent() {
    ProviderDescriptor descriptor = provider.descriptor();

    assertThat(descriptor.id()).isEqualTo("twilio-stub");
    assertThat(descriptor.name()).isEqualTo("Twilio stub (sends nothing)");
    assertThat(descriptor.settings())
        .extracting(
            setting -> setting.key() + (setting.required() ? "!" : "") + " " + setting.type())
        .containsExactly(
            "accountSid! TEXT",
            "authToken! SECRET",
            "messagingServiceSid TEXT",
            "from TEXT",
            "statusCallback URL");
    assertThat(descriptor.contents()).containsExactly(ContentType.TEXT);
    assertThat(descriptor.recipients()).containsExactly(PhoneNumber.class);
    assertThat(descriptor.capabilities())
        .containsExactlyInAnyOrder(
            WebhookReceiver.class, StatusLookup.class, TwilioStubMessages.class);
    assertThat(descriptor.referenceLength()).isEqualTo(255);
    assertThat(provider.descriptor()).isSameAs(descriptor);
  }

  @Test
  void everyExampleAndEveryDeclaredCapabilityIsReal() {
    assertThat(provider.descriptor().settings())
        .filteredOn(setting -> setting.example() != null)
        .allSatisfy(
            setting ->
                assertThat(setting.problemWith(String.valueOf(setting.example()))).isEmpty());
    Stub stub = Stub.sendingFrom(Stub.FROM);
    assertThat(provider.descriptor().capabilities())
        .allSatisfy(kind -> assertThat(stub.connection.capability(kind)).isPresent());
  }

  @Test
  void itSaysInTheLogOnceForEachConnectionThatNothingIsSent() throws IOException {
    Path log = Path.of("target", "test.log"); // named in simplelogger.properties
    Stub.sendingFrom(Stub.FROM);
    long before = Files.readAllLines(log).size();

    Stub.sendingFrom(Stub.FROM);

    assertThat(Files.readAllLines(log).stream().skip(before))
        .containsExactly(
            "WARN io.patchbay.provider.twiliostub.TwilioStubProvider - Instance acme/text is the"
                + " Twilio stub: messages are taken and answered, but nothing is sent");
  }

  @Nested
  class SettingsOfAnInstance {
    @Test
    void badValuesAreAllReportedWithTheirKeys() {
      assertThat(
              Settings.problems(
                  provider.descriptor().settings(),
                  Map.of(
                      "accountSid", List.of("AC12"),
                      "messagingServiceSid", List.of("XX"),
                      "from", List.of("+15005550006", "No such: name"),
                      "statusCallback", List.of("example.com"))))
          .extracting(SettingProblem::key, SettingProblem::message)
          .containsExactly(
              tuple("accountSid", "does not match AC[0-9a-fA-F]{32}"),
              tuple("authToken", "is required"),
              tuple("messagingServiceSid", "does not match MG[0-9a-fA-F]{32}"),
              tuple(
                  "from",
                  "does not match \\+?[1-9][0-9]{4,14}|[1-9][0-9]{2,7}|(?=.*[A-Za-z])[A-Za-z0-9"
                      + " +_&-]{1,11}"),
              tuple("statusCallback", "is not an absolute http or https address"));
    }

    @Test
    void aServiceOrNumbersAreBothFine() {
      assertThat(provider.check(Stub.settings(Map.of("from", List.of(Stub.FROM))))).isEmpty();
      assertThat(
              provider.check(Stub.settings(Map.of("messagingServiceSid", List.of(Stub.SERVICE)))))
          .isEmpty();
    }

    @Test
    void bothOrNeitherIsAProblem() {
      String suggestion =
          "give exactly one of the two: a messaging service, or the numbers to send from";
      assertThat(provider.check(Stub.settings(Map.of())))
          .containsExactly(
              new SettingProblem("", "neither messagingServiceSid nor from is given", suggestion));
      assertThat(
              provider.check(
                  Stub.settings(
                      Map.of(
                          "from",
                          List.of(Stub.FROM),
                          "messagingServiceSid",
                          List.of(Stub.SERVICE)))))
          .containsExactly(
              new SettingProblem("", "messagingServiceSid and from are both given", suggestion));
    }

    @Test
    void connectingWithoutASenderIsRefused() {
      assertThatThrownBy(() -> Stub.with(Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Twilio stub: neither messagingServiceSid nor from is given; give exactly one of the"
                  + " two: a messaging service, or the numbers to send from");
    }
  }
}
