package io.patchbay.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.Patchbay;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SmsMessage;
import io.patchbay.content.ContentCodec;
import io.patchbay.provider.httpgateway.HttpGatewayProvider;
import io.patchbay.provider.whatsapp.WhatsAppCloudProvider;
import io.patchbay.registry.plugin.PluginDirectory;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.simulator.WhatsAppCloudSimulator;
import io.patchbay.support.OneShotClient;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The WhatsApp provider with all its libraries as a plug-in, beside those that the host has. */
class PluginFlowTest {
  private static final Pattern LIBRARIES =
      Pattern.compile("(retrofit|converter|okhttp|okio|kotlin|gson|annotations).*\\.jar");

  @Test
  void aProviderWithItsLibrariesInAFolderSends(@TempDir Path directory) throws Exception {
    Path folder = Files.createDirectory(directory.resolve("whatsapp"));
    copy(placeOf(WhatsAppCloudProvider.class), folder);
    copy(placeOf(OneShotClient.class), folder);
    for (String entry :
        System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
      Path library = Path.of(entry);
      if (LIBRARIES.matcher(String.valueOf(library.getFileName())).matches()) {
        copy(library, folder);
      }
    }

    try (WhatsAppCloudSimulator simulator = Hosts.simulator();
        Patchbay patchbay =
            Hosts.host(
                    "{\"workspaces\":{\"acme\":{\"sms\":{\"defaultProvider\":\"main\",\"providers\":{"
                        + "\"main\":"
                        + Hosts.whatsApp(simulator, Hosts.PHONE_NUMBER_ID)
                        + "}}}}}")
                .catalog(ProviderCatalog.of())
                .plugins(directory)
                .build()) {
      ProviderCatalog catalog = patchbay.registry().catalog();
      assertThat(catalog.problems()).isEmpty();
      assertThat(catalog.ids()).containsExactly("whatsapp-cloud");
      Class<?> provider = catalog.entries().get(0).provider().getClass();
      assertThat(provider).isNotEqualTo(WhatsAppCloudProvider.class);
      assertThat(provider.getClassLoader().loadClass(OneShotClient.class.getName()))
          .isNotEqualTo(OneShotClient.class);
      Class<?> gson = provider.getClassLoader().loadClass("com.google.gson.Gson");
      assertThat(gson).isNotEqualTo(com.google.gson.Gson.class);
      assertThat(placeOf(gson)).hasParent(folder);

      SendOutcome text = send(patchbay, SmsMessage.to("+14155551234").text("Hello").build());
      assertThat(text).isInstanceOf(SendOutcome.Accepted.class);
      SendOutcome own =
          send(
              patchbay,
              SmsMessage.to("+14155551234")
                  .content(
                      ContentCodec.of(catalog.contents())
                          .read(
                              "{\"whatsapp-cloud:contact-request\": {\"body\": \"Your number?\"}}"))
                  .build());
      assertThat(own).isInstanceOf(SendOutcome.Accepted.class);
      assertThat(simulator.counts().sends()).isEqualTo(2);
    }
  }

  @Test
  void aPluginWithoutProviderSupportIsAProblemThatNamesIt(@TempDir Path directory)
      throws Exception {
    copy(placeOf(HttpGatewayProvider.class), Files.createDirectory(directory.resolve("gateway")));
    try (PluginDirectory plugins = PluginDirectory.open(directory)) {
      assertThat(plugins.catalog().entries()).isEmpty();
      assertThat(plugins.catalog().problems())
          .singleElement()
          .asString()
          .contains("io/patchbay/support/", "into one folder with the provider's jar");
    }
  }

  private static Path placeOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static SendOutcome send(Patchbay patchbay, SmsMessage message) {
    return patchbay.channel().send("acme", message).outcome();
  }

  /** A jar as it is; of a folder of classes what is in it, where only the tests are run. */
  private static void copy(Path place, Path folder) throws IOException {
    if (Files.isRegularFile(place)) {
      Files.copy(place, folder.resolve(String.valueOf(place.getFileName())));
      return;
    }
    try (Stream<Path> walk = Files.walk(place)) {
      List<Path> files = walk.filter(Files::isRegularFile).toList();
      for (Path file : files) {
        Path copy = folder.resolve(place.relativize(file).toString());
        Files.createDirectories(copy.resolveSibling(""));
        Files.copy(file, copy);
      }
    }
  }
}
