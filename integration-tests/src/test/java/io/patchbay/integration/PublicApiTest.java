package io.patchbay.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.Patchbay;
import io.patchbay.channel.SmsChannel;
import io.patchbay.content.ContentCodec;
import io.patchbay.core.Guard;
import io.patchbay.delivery.Delivery;
import io.patchbay.provider.httpgateway.HttpGatewayProvider;
import io.patchbay.provider.twiliostub.TwilioStubProvider;
import io.patchbay.provider.whatsapp.WhatsAppCloudProvider;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.simulator.WhatsAppCloudSimulator;
import io.patchbay.store.Database;
import io.patchbay.support.OneShotClient;
import io.patchbay.testkit.SmsProviderContract;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
      Map.ofEntries(
          Map.entry("channel-api", SmsChannel.class),
          Map.entry("channel-content", ContentCodec.class),
          Map.entry("channel-core", Guard.class),
          Map.entry("channel-store", Database.class),
          Map.entry("channel-testkit", SmsProviderContract.class),
          Map.entry("message-delivery", Delivery.class),
          Map.entry("patchbay-library", Patchbay.class),
          Map.entry("provider-http-gateway", HttpGatewayProvider.class),
          Map.entry("provider-registry", ProviderCatalog.class),
          Map.entry("provider-support", OneShotClient.class),
          Map.entry("provider-twilio-stub", TwilioStubProvider.class),
          Map.entry("provider-whatsapp-cloud", WhatsAppCloudProvider.class),
          Map.entry("whatsapp-cloud-simulator", WhatsAppCloudSimulator.class));

  private static final Pattern MANAGED =
      Pattern.compile("<dependency>\\s*<groupId>io\\.patchbay</groupId>\\s*<artifactId>([^<]+)<");

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

  @Test
  void theListingDoesNotDependOnTheOrderInWhichClassesWereCompiled(@TempDir Path directory)
      throws IOException {
    String sealed = "public sealed interface Sample { final class B implements Sample {} %s }";
    String first = "final class A implements Sample {} static void first(B b) {}";
    String last = "static void first(A a, B b) {} final class A implements Sample {}";

    assertThat(listing(directory.resolve("first"), sealed.formatted(first)))
        .contains("interface Sample permits Sample$A, Sample$B\n");
    assertThat(listing(directory.resolve("last"), sealed.formatted(last)))
        .contains("interface Sample permits Sample$A, Sample$B\n");
  }

  @Test
  void theConstructorOfARecordIsListedWithTheTypesOfItsParts(@TempDir Path directory)
      throws IOException {
    assertThat(
            listing(
                directory,
                "public record Sample(java.util.List<String> many, int one) {"
                    + " public Sample { many = java.util.List.copyOf(many); } }"))
        .contains("  public new(java.util.List<java.lang.String>, int)\n");
  }

  /** A published module is one that the bom lists, and none of them goes without a listing. */
  @Test
  void everyModuleOfTheBomIsCompared() throws IOException {
    String bom = Files.readString(Project.root().resolve("bom/pom.xml"));
    Set<String> listed =
        MANAGED
            .matcher(bom)
            .results()
            .map(match -> match.group(1))
            // The root has a file of that name already.
            .map(artifact -> artifact.equals("patchbay") ? "patchbay-library" : artifact)
            .collect(Collectors.toSet());

    assertThat(PUBLISHED.keySet()).containsExactlyInAnyOrderElementsOf(listed);
  }

  private static String listing(Path directory, String source) throws IOException {
    Compilation.compile(directory, Map.of("Sample", source));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()}, null)) {
      return PublicApi.of(directory, loader);
    }
  }
}
