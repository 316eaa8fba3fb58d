package io.patchbay.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.SmsChannel;
import io.patchbay.provider.httpgateway.HttpGatewayProvider;
import io.patchbay.provider.twiliostub.TwilioStubProvider;
import io.patchbay.provider.whatsapp.WhatsAppCloudProvider;
import io.patchbay.registry.ProviderCatalog;
import io.patchbay.simulator.WhatsAppCloudSimulator;
import io.patchbay.testkit.SmsProviderContract;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares each published module's public signatures with its committed listing {@code api.txt}.
 * After a change that is meant, {@code mvn verify -Dpatchbay.api.write=true} writes the listings
 * anew.
 */
class PublicApiTest {
  private static final Map<String, Class<?>> PUBLISHED =
      Map.of(
          "channel-api", SmsChannel.class,
          "channel-testkit", SmsProviderContract.class,
          "provider-http-gateway", HttpGatewayProvider.class,
          "provider-registry", ProviderCatalog.class,
          "provider-whatsapp-cloud", WhatsAppCloudProvider.class,
          "provider-twilio-stub", TwilioStubProvider.class,
          "whatsapp-cloud-simulator", WhatsAppCloudSimulator.class);

  @TestFactory
  Stream<DynamicTest> thePublicSignaturesAreThoseOfTheCommittedListing() {
    return PUBLISHED.entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> compare(entry)));
  }

  private static void compare(Map.Entry<String, Class<?>> module) throws IOException {
    Path listing = Project.root().resolve(module.getKey()).resolve("api.txt");
    String actual = PublicApi.of(module.getValue());
    if (Boolean.getBoolean("patchbay.api.write")) {
      Files.writeString(listing, actual);
    }
    assertThat(actual)
        .as(
            "the public API of %s; if the change is meant, run the tests with"
                + " -Dpatchbay.api.write=true and commit %s/api.txt",
            module.getKey(), module.getKey())
        .isEqualTo(Files.readString(listing));
  }

  @Test
  void aRemovedMethodIsSeen(@TempDir Path directory) throws IOException {
    String with =
        listing(
            directory.resolve("with"),
            "public class Sample { public void kept(int x) {} public String gone() { return \"\"; }"
                + " void hidden() {} }");
    String without =
        listing(directory.resolve("without"), "public class Sample { public void kept(int x) {} }");
    assertThat(with)
        .isEqualTo(
            """
            public class Sample
              public java.lang.String gone()
              public new()
              public void kept(int)
            """);
    assertThat(without)
        .isEqualTo(
            """
            public class Sample
              public new()
              public void kept(int)
            """);
  }

  private static String listing(Path directory, String source) throws IOException {
    Compilation.compile(directory, Map.of("Sample", source));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()}, null)) {
      return PublicApi.of(directory, loader);
    }
  }
}
