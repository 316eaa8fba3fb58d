package io.patchbay.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A module is installed with its sources and its Javadoc, which is the contract for providers. */
class AttachedJarsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "channel-api:io/patchbay/channel/SmsChannel",
        "channel-testkit:io/patchbay/testkit/SmsProviderContract",
        "provider-registry:io/patchbay/registry/plugin/ProviderCatalog",
        "channel-store:io/patchbay/store/Database",
        "channel-core:io/patchbay/core/Guard",
        "patchbay-library:io/patchbay/Patchbay",
        "message-delivery:io/patchbay/delivery/Delivery"
      })
  void sourcesAndJavadocBelongToTheModule(String module) throws IOException {
    assumeTrue(
        Files.exists(Project.root().resolve("target/bom.json")), "not a build of all modules");
    String name = module.substring(0, module.indexOf(':'));
    String type = module.substring(module.indexOf(':') + 1);

    assertThat(entries(name, "-sources.jar")).contains(type + ".java");
    assertThat(entries(name, "-javadoc.jar")).anyMatch(entry -> entry.endsWith(type + ".html"));
  }

  private static List<String> entries(String module, String ending) throws IOException {
    try (Stream<Path> files = Files.list(Project.root().resolve(module).resolve("target"))) {
      Path jar =
          files
              .filter(file -> file.getFileName().toString().endsWith(ending))
              .findFirst()
              .orElseThrow(() -> new AssertionError(module + " has no " + ending));
      try (JarFile opened = new JarFile(jar.toFile())) {
        return opened.stream().map(entry -> entry.getName()).toList();
      }
    }
  }
}
