package io.patchbay.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.ContentType;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.content.ContentCodec;
import io.patchbay.registry.config.ConfigurationException;
import io.patchbay.registry.plugin.PluginDirectory;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.registry.plugin.ProviderCatalog.Problem;
import io.patchbay.testsupport.Plugins;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plug-ins that work: what they see, what they share, and how they end. */
class PluginDirectoryTest {
  private static final String LIBRARY =
      "package com.acme.json; public class Json { public static String version() { return \"%s\"; }"
          + " }";

  private static final String JSON_VERSION = "com.acme.json.Json.version()";

  @TempDir Path root;
  private Path directory;
  private Plugins work;

  @BeforeEach
  void folders() throws IOException {
    directory = Files.createDirectory(root.resolve("plugins"));
    work = new Plugins(Files.createDirectory(root.resolve("work")), SmsProvider.class);
  }

  @AfterEach
  void close() throws IOException {
    work.close();
  }

  /** A jar with a provider, and with whatever was compiled for it before. */
  private Path drop(String id, String source) throws IOException {
    Path jar = work.jar(id + ".jar", id + ".Provider", source, id + ".Provider");
    return Files.move(jar, directory.resolve(id + ".jar"));
  }

  private Path classesOf(String id) {
    return root.resolve("work").resolve(id + ".jar-classes");
  }

  private ChannelCore host(String... ids) {
    StringBuilder workspaces = new StringBuilder();
    for (String id : ids) {
      workspaces
          .append(workspaces.isEmpty() ? "" : ", ")
          .append(
              """
              "%s": { "sms": { "defaultProvider": "%s", "providers": { "%s": {} } } }\
              """
                  .formatted(id, id, id));
    }
    return ChannelCore.builder()
        .catalog(ProviderCatalog.of())
        .plugins(directory)
        .configuration("{ \"workspaces\": { " + workspaces + " } }", root)
        .watchInterval(Duration.ZERO)
        .build();
  }

  private static SendOutcome send(ChannelCore patchbay, String workspace) {
    return patchbay
        .channel()
        .send(workspace, SmsMessage.to("+14155551234").text("Hello").build())
        .outcome();
  }

  private static String idOf(SendOutcome outcome) {
    assertThat(outcome).isInstanceOf(SendOutcome.Accepted.class);
    return ((SendOutcome.Accepted) outcome).providerMessageId();
  }

  @Test
  void twoPluginsHaveTheirOwnVersionsOfOneLibrary() throws IOException {
    work.compile(classesOf("one"), "com.acme.json.Json", LIBRARY.formatted("1.0"));
    drop("one", Plugins.accepting("one", "one", JSON_VERSION));
    work.compile(classesOf("two"), "com.acme.json.Json", LIBRARY.formatted("2.0"));
    drop("two", Plugins.accepting("two", "two", JSON_VERSION));

    try (ChannelCore patchbay = host("one", "two")) {
      assertThat(idOf(send(patchbay, "one"))).isEqualTo("1.0");
      assertThat(idOf(send(patchbay, "two"))).isEqualTo("2.0");
      assertThat(patchbay.registry().catalog().problems()).isEmpty();
      assertThat(patchbay.registry().catalog().notes()).isEmpty();
    }
  }

  @Test
  void aLibraryThatTheHostHasTooIsThePluginsOwn() throws IOException {
    work.compile(
        classesOf("one"),
        "com.google.gson.Gson",
        "package com.google.gson; public class Gson { public String toString() { return \"own\"; }"
            + " }");
    drop("one", Plugins.accepting("one", "one", "new com.google.gson.Gson()"));

    try (ChannelCore patchbay = host("one")) {
      assertThat(new com.google.gson.Gson().toString()).isNotEqualTo("own");
      assertThat(idOf(send(patchbay, "one"))).isEqualTo("own");
    }
  }

  @Test
  void theHostIsNotVisibleButForTheApiAndTheLogging() throws IOException {
    drop(
        "one",
        Plugins.accepting("one", "one", "seen()")
            .replaceFirst(
                "void trouble\\(\\) \\{\\}",
                """
                void trouble() {}
                static String seen() {
                  StringBuilder seen = new StringBuilder();
                  for (String name : new String[] {"com.google.gson.Gson",
                      "io.patchbay.registry.plugin.ProviderCatalog", "io.patchbay.channel.Text",
                      "io.patchbay.channel.spi.SmsProvider", "org.slf4j.Logger",
                      "org.jspecify.annotations.Nullable", "java.net.http.HttpClient",
                      "java.sql.Driver"}) {
                    try {
                      Class.forName(name);
                      seen.append(name).append(' ');
                    } catch (ClassNotFoundException e) {
                    }
                  }
                  return seen.toString().trim();
                }
                """));

    try (ChannelCore patchbay = host("one")) {
      assertThat(idOf(send(patchbay, "one")).split(" "))
          .containsExactly(
              "io.patchbay.channel.Text",
              "io.patchbay.channel.spi.SmsProvider",
              "org.slf4j.Logger",
              "org.jspecify.annotations.Nullable",
              "java.net.http.HttpClient",
              "java.sql.Driver");
    }
  }

  @Test
  void aFolderIsOnePluginOfAllItsJars() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("acme-sms"));
    work.compile(classesOf("one"), "com.acme.json.Json", LIBRARY.formatted("compiled against"));
    Path library = work.jar("json.jar", "com.acme.json.Json", LIBRARY.formatted("3.0"));
    Files.move(library, folder.resolve("json.jar"));
    work.compile(classesOf("one"), "one.Provider", Plugins.accepting("one", "one", JSON_VERSION));
    Files.delete(classesOf("one").resolve("com/acme/json/Json.class"));
    Path provider = work.pack("one.jar", "one.Provider");
    Files.move(provider, folder.resolve("sms.jar"));

    try (ChannelCore patchbay = host("one")) {
      assertThat(idOf(send(patchbay, "one"))).isEqualTo("3.0");
      assertThat(patchbay.registry().catalog().find("one").orElseThrow().origin())
          .isEqualTo(Plugins.url(folder.resolve("sms.jar")));
      assertThat(patchbay.registry().catalog().problems()).isEmpty();
    }
  }

  @Test
  void aFolderMayHoldClassesAndResourcesAlone() throws IOException {
    Path folder = directory.resolve("loose");
    work.compile(folder, "loose.Provider", Plugins.accepting("loose", "loose", "7"));
    Plugins.services(folder, "loose.Provider");

    try (ChannelCore patchbay = host("loose")) {
      assertThat(idOf(send(patchbay, "loose"))).isEqualTo("7");
    }
  }

  @Test
  void whatIsNoPluginIsNotLookedAt() throws IOException {
    drop("one", Plugins.accepting("one", "one", "1"));
    Files.writeString(directory.resolve("README.txt"), "Plug-ins go here");
    Files.writeString(directory.resolve(".half-copied.jar"), "PK");
    Files.createDirectory(directory.resolve("..data"));

    try (PluginDirectory plugins = PluginDirectory.open(directory)) {
      assertThat(plugins.catalog().ids()).containsExactly("one");
      assertThat(plugins.catalog().problems()).isEmpty();
    }
  }

  /** Asks for its parts as libraries do: by the thread. */
  private static final String PARTS =
      """
      package one;
      import io.patchbay.channel.*;
      import io.patchbay.channel.spi.*;
      import java.util.*;
      public class Provider implements SmsProvider {
        static final List<String> SEEN = new ArrayList<>();
        public interface Part {}
        public static class Own implements Part {}
        static String part(String when) {
          StringBuilder found = new StringBuilder(when);
          for (Part part : ServiceLoader.load(Part.class)) { found.append(' ').append(part.getClass().getSimpleName()); }
          SEEN.add(found.toString());
          return found.toString();
        }
        public Provider() { part("constructor"); }
        public List<SettingProblem> check(Settings settings) { part("check"); return List.of(); }
        public ProviderDescriptor descriptor() {
          part("descriptor");
          return ProviderDescriptor.of("one", "One", java.net.URI.create("https://example.org/"))
              .contents(ContentType.TEXT).recipient(PhoneNumber.class)
              .capability(WebhookReceiver.class).capability(HealthCheck.class)
              .capability(SenderLookup.class).capability(StatusLookup.class).build();
        }
        public SmsConnection connect(ConnectionContext context) { part("connect"); return new Connection(); }
        static class Connection implements SmsConnection, WebhookReceiver, HealthCheck, SenderLookup, StatusLookup {
          public SendOutcome send(SendRequest request) {
            return new SendOutcome.Accepted(part("send"), java.util.List.of(), Map.of());
          }
          public Sender sender(String from) { part("sender"); return Sender.perConnection(); }
          public WebhookResult receive(WebhookRequest request) {
            return new WebhookResult(WebhookAnswer.of(403, part("receive")), List.of(), "as ever");
          }
          public java.util.List<Addressee> addressees() { part("addressees"); return java.util.List.of(); }
          public HealthReport check() { part("health"); return new HealthReport(List.of()); }
          public Sender lookUp(String from) { part("lookUp"); return Sender.perConnection(); }
          public List<StatusUpdate> history(String id) { part("history"); return List.of(); }
          public void close() { part("close"); System.setProperty("%s", String.join(", ", SEEN)); }
        }
      }
      """;

  @Test
  void librariesThatAskTheThreadFindThePluginsParts() throws IOException {
    String property = "patchbay.test." + root.getFileName();
    Path services =
        Files.createDirectories(classesOf("one").resolve("META-INF/services"))
            .resolve("one.Provider$Part");
    Files.writeString(services, "one.Provider$Own");
    drop("one", PARTS.formatted(property));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    InstanceId instance = new InstanceId("one", "one");

    try {
      try (ChannelCore patchbay = host("one")) {
        assertThat(idOf(send(patchbay, "one"))).isEqualTo("send Own");
        assertThat(
                patchbay
                    .channel()
                    .receive(
                        instance,
                        WebhookRequest.of(
                            "POST", URI.create("https://example.org/"), Map.of(), new byte[0]))
                    .body())
            .isEqualTo("receive Own");
        patchbay.checkHealth(instance);
        patchbay
            .channel()
            .use(instance, io.patchbay.channel.spi.SenderLookup.class, found -> found.lookUp(null));
        patchbay
            .channel()
            .use(instance, io.patchbay.channel.spi.StatusLookup.class, found -> found.history("x"));
        assertThat(thread.getContextClassLoader()).isSameAs(before);
      }
      assertThat(System.getProperty(property).split(", "))
          .contains("constructor Own", "descriptor Own", "check Own", "connect Own", "send Own")
          .contains("receive Own", "health Own", "lookUp Own", "history Own", "close Own")
          .contains("addressees Own")
          .allMatch(seen -> seen.endsWith(" Own"));
    } finally {
      System.clearProperty(property);
    }
  }

  @Test
  void itsOwnContentsWorkByTheirNames() throws IOException {
    work.compile(
        classesOf("one"),
        "one.Poster",
        "package one; public record Poster(String title, java.util.List<String> lines) implements"
            + " io.patchbay.channel.Content {}");
    drop(
        "one",
        Plugins.accepting("one", "one", "request.content()")
            .replace(
                ".contents(ContentType.TEXT)",
                ".contents(new ContentType(\"one:poster\", Poster.class))"));

    try (ChannelCore patchbay = host("one")) {
      ContentCodec codec = ContentCodec.of(patchbay.registry().catalog().contents());
      String stored = "{\"one:poster\":{\"title\":\"Sale\",\"lines\":[\"Today\"]}}";
      assertThat(codec.write(codec.read(stored))).isEqualTo(stored);
      assertThat(
              idOf(
                  patchbay
                      .channel()
                      .send(
                          "one", SmsMessage.to("+14155551234").content(codec.read(stored)).build())
                      .outcome()))
          .isEqualTo("Poster[title=Sale, lines=[Today]]");
      assertThat(codec.names())
          .contains("one:poster")
          .containsAll(ContentType.standard().stream().map(ContentType::name).toList());
    }
  }

  @Test
  void theJarsAreClosedWithThePatchbay() throws IOException {
    drop("one", Plugins.accepting("one", "one", "1"));
    Class<?> provider;

    try (ChannelCore patchbay = host("one")) {
      provider = patchbay.registry().catalog().entries().get(0).provider().getClass();
      assertThat(provider.getResource("Provider.class")).isNotNull();
    }
    assertThat(provider.getResource("Provider.class")).as("after the end").isNull();
  }

  @Test
  void theJarsAreClosedWhenThePatchbayCannotBeBuilt() throws IOException {
    drop("one", Plugins.accepting("one", "one", "1"));

    assertThatThrownBy(
            () ->
                ChannelCore.builder()
                    .plugins(directory)
                    .plugins(root.resolve("nowhere"))
                    .configuration("{}", root)
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The plug-in directory "
                + root.resolve("nowhere")
                + " does not exist: make it, or correct the path");
    assertThatThrownBy(
            () -> ChannelCore.builder().plugins(directory).configuration("{", root).build())
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void aPackedApiIsPassedOverAndSaid() throws IOException {
    Path copy = classesOf("one").resolve("io/patchbay/channel/spi/SmsProvider.class");
    Files.createDirectories(copy.getParent());
    try (java.io.InputStream original =
        io.patchbay.channel.spi.SmsProvider.class.getResourceAsStream("SmsProvider.class")) {
      Files.copy(original, copy);
    }
    Path jar = drop("one", Plugins.accepting("one", "one", "1"));

    try (ChannelCore patchbay = host("one")) {
      assertThat(idOf(send(patchbay, "one"))).isEqualTo("1");
      List<Problem> notes = patchbay.registry().catalog().notes();
      assertThat(notes).hasSize(1);
      assertThat(notes.get(0).subject()).isEqualTo("one.jar");
      assertThat(notes.get(0).origin()).isEqualTo(jar.toString());
      assertThat(notes.get(0).message())
          .startsWith("it packs channel-api itself; what is used is the host's")
          .endsWith(": depend on it with the scope 'provided'");
    }
  }
}
