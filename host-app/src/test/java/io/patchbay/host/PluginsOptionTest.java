package io.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.patchbay.Patchbay;
import io.patchbay.channel.MessageId;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.delivery.Delivery;
import io.patchbay.host.server.PatchbayServer;
import io.patchbay.host.server.ServerOptions;
import io.patchbay.testsupport.Conditions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --plugins}, which every command takes, with a plug-in that the test makes. */
class PluginsOptionTest {
  private static final String POSTER =
      "package com.acme.post; public record Poster(String title) implements"
          + " io.patchbay.channel.Content {}";
  private static final String PROVIDER =
      """
      package com.acme.post;
      import io.patchbay.channel.*;
      import io.patchbay.channel.spi.*;
      public class PostProvider implements SmsProvider {
        public ProviderDescriptor descriptor() {
          return ProviderDescriptor.of("post", "Acme Post", java.net.URI.create("https://example.org/"))
              .settings(Setting.text("bureau").required().build())
              .contents(ContentType.TEXT, new ContentType("post:poster", Poster.class))
              .recipient(PhoneNumber.class).build();
        }
        public SmsConnection connect(ConnectionContext context) {
          return request -> new SendOutcome.Accepted(
              (request.content() instanceof Poster poster ? "poster-" + poster.title() : "text"),
              java.util.List.of(), java.util.Map.of());
        }
      }
      """;
  private static final String CONFIGURATION =
      """
      { "workspaces": { "acme": { "sms": { "defaultProvider": "post",
          "providers": { "post": { "bureau": "Main Street" } } } } } }
      """;

  @TempDir Path root;
  private Path plugins;
  private String directory = "";
  private String file = "";

  @BeforeEach
  void aPlugin() throws IOException {
    plugins = Files.createDirectory(root.resolve("plug ins"));
    directory = plugins.toString();
    file = Files.writeString(root.resolve("patchbay.json"), CONFIGURATION).toString();
    Path classes = root.resolve("classes/com/acme/post");
    Files.createDirectories(classes);
    Path api =
        Path.of(SmsProvider.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "--release",
                "17",
                "-cp",
                api.toString(),
                "-d",
                root.resolve("classes").toString(),
                Files.writeString(root.resolve("Poster.java"), POSTER).toString(),
                Files.writeString(root.resolve("PostProvider.java"), PROVIDER).toString());
    assertThat(result).isZero();
    jar(plugins.resolve("acme-post.jar"));
  }

  private void jar(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "2.3");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> files = Files.walk(root.resolve("classes"))) {
      out.putNextEntry(new JarEntry("META-INF/services/" + SmsProvider.class.getName()));
      out.write("com.acme.post.PostProvider\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      for (Path path : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(root.resolve("classes").relativize(path).toString()));
        out.write(Files.readAllBytes(path));
      }
    }
  }

  @Test
  void aPluginIsListedWithItsVersionAndPlace() {
    CommandRun run = CommandRun.of("providers", "--plugins", directory);

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("twilio-stub: ", "whatsapp-cloud: ")
        .contains(
            """
            post: Acme Post
              version   2.3
              from      %s
              sends     post:poster, text
              to        PhoneNumber
              offers    nothing beyond sending
              settings  bureau (required)
              echoes    no reference in statuses
              see       https://example.org/
            """
                .formatted(plugins.resolve("acme-post.jar")));
    JsonObject post =
        JsonParser.parseString(
                CommandRun.of("providers", "post", "--plugins", directory, "--json").out())
            .getAsJsonObject()
            .getAsJsonArray("providers")
            .get(0)
            .getAsJsonObject();
    assertThat(post.get("jar").getAsString()).isEqualTo("acme-post.jar");
    assertThat(post.get("version").getAsString()).isEqualTo("2.3");
    assertThat(CommandRun.of("providers", "--plugins", directory, "--markdown").out())
        .contains("| `post` |", " `poster` |");
  }

  @Test
  void theOptionStandsBeforeOrAfterTheCommand() {
    assertThat(CommandRun.of("--plugins", directory, "check", "-c", file).out())
        .endsWith("no problem found\n");
    assertThat(CommandRun.of("check", "-c", file, "--plugins", directory).code()).isZero();
    assertThat(CommandRun.of("check", "-c", file).code()).as("without it").isEqualTo(2);
    assertThat(
            CommandRun.of("--plugins", directory, "check", "-c", file, "--plugins", directory)
                .code())
        .as("twice the same")
        .isZero();
  }

  @Test
  void everyCommandThatKnowsProvidersKnowsIt() {
    assertThat(CommandRun.of("schema", "--plugins", directory).out()).contains("\"provider-post\"");
    assertThat(CommandRun.of("default", "acme", "post", "-c", file, "--plugins", directory).code())
        .isZero();
    assertThat(
            CommandRun.of("person", "export", "+14155550132", "-c", file, "--plugins", directory)
                .code())
        .isZero();
    assertThat(CommandRun.of("check", "--live", "-c", file, "--plugins", directory).out())
        .contains("acme/post (Acme Post)\n  not asked");
    assertThat(
            CommandRun.of(
                "send", "--to", "+14155550132", "--text", "Hi", "-c", file, "--plugins", directory))
        .satisfies(run -> assertThat(run.err()).isEmpty())
        .satisfies(run -> assertThat(run.out()).contains("text"))
        .satisfies(run -> assertThat(run.code()).isZero());
    assertThat(CommandRun.of("simulate", "--plugins", directory, "--help").code()).isZero();
  }

  @Test
  void itsOwnContentIsSentByItsName() {
    CommandRun run =
        CommandRun.of(
            "send",
            "--to",
            "+14155550132",
            "--content",
            "{\"post:poster\": {\"title\": \"Sale\"}}",
            "-c",
            file,
            "--plugins",
            directory,
            "--json");

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("poster-Sale");
    assertThat(
            CommandRun.of(
                    "send",
                    "--to",
                    "+14155550132",
                    "--content",
                    "{\"post:postre\": {}}",
                    "-c",
                    file,
                    "--plugins",
                    directory)
                .err())
        .startsWith("patchbay: --content cannot be used; nothing was sent:")
        .contains(
            "content.post:postre is no kind of content that a provider here carries: did you mean"
                + " 'post:poster'?");
    assertThat(
            CommandRun.of(
                    "send",
                    "--to",
                    "+14155550132",
                    "--content",
                    "{\"post:poster\": {\"titel\": 1}}",
                    "-c",
                    file,
                    "--plugins",
                    directory)
                .err())
        .startsWith("patchbay: --content cannot be used; nothing was sent:")
        .contains("content.post:poster.titel is not known here: did you mean 'title'?");
  }

  @Test
  void itsOwnContentIsPostedByItsName() throws Exception {
    String configuration =
        CONFIGURATION.replaceFirst(
            "\\{", "{ \"server\": { \"apiKeys\": [\"test-api-key-0123456789\"] },");
    try (PatchbayServer server = new PatchbayServer(ServerOptions.loopback());
        Patchbay patchbay =
            Patchbay.builder()
                .plugins(plugins)
                .configuration(configuration, root)
                .queue()
                .watchInterval(Duration.ZERO)
                .build()) {
      Delivery delivery = patchbay.queue();
      server.start(patchbay, delivery);
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(server.address() + "/v1/messages"))
                      .header("Authorization", "Bearer test-api-key-0123456789")
                      .header("Content-Type", "application/json")
                      .POST(
                          HttpRequest.BodyPublishers.ofString(
                              """
                              { "id": "m1", "workspace": "acme", "to": "+14155550132",
                                "contents": [ { "post:poster": { "title": "Sale" } } ] }
                              """))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
      Conditions.await("the poster is sent", () -> story(delivery).contains("poster-Sale"));
    }
  }

  private static String story(Delivery delivery) {
    return delivery.find("acme", new MessageId("m1")).orElseThrow().story().toString();
  }

  @Test
  void aBrokenPluginIsNamedAndTheOthersWork() throws IOException {
    Path broken = Files.writeString(plugins.resolve("broken.jar"), "PK half of it");
    String told =
        """
        provider not loaded: broken.jar
          from %s
          it is no jar, or only a part of one (zip END header not found): copy it anew
        """
            .formatted(broken);

    CommandRun listed = CommandRun.of("providers", "--plugins", directory);
    assertThat(listed.code()).isEqualTo(1);
    assertThat(listed.out())
        .contains("post: Acme Post\n")
        .endsWith(told.replace("provider not loaded", "failed to load"));
    assertThat(CommandRun.of("check", "-c", file, "--plugins", directory))
        .isEqualTo(new CommandRun(0, file + ": no problem found\n", told));
    CommandRun sent =
        CommandRun.of(
            "send", "--to", "+14155550132", "--text", "Hi", "-c", file, "--plugins", directory);
    assertThat(sent.code()).isZero();
    assertThat(sent.err()).isEqualTo(told);
  }

  @Test
  void aPluginWithTheIdOfAnotherTakesBothOut() throws IOException {
    jar(plugins.resolve("second.jar"));

    CommandRun run = CommandRun.of("providers", "--plugins", directory);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .doesNotContain("post: Acme Post")
        .contains("failed to load: post\n", "Provider id 'post' is claimed by ")
        .contains("acme-post.jar and by com.acme.post.PostProvider from ", "second.jar: neither");
  }

  @Test
  void aDirectoryThatIsNotThereIsAnErrorOfTheCommandLine() {
    String nowhere = root.resolve("nowhere").toString();

    assertThat(CommandRun.of("providers", "--plugins", nowhere))
        .isEqualTo(
            new CommandRun(
                2,
                "",
                "patchbay: The plug-in directory "
                    + nowhere
                    + " does not exist: make it, or correct the path.\n"));
    assertThat(
            CommandRun.of(
                    "send", "--to", "+14155550132", "--text", "x", "-c", file, "--plugins", nowhere)
                .code())
        .isEqualTo(2);
    assertThat(CommandRun.of("providers", "--plugins", file).err())
        .isEqualTo(
            "patchbay: The plug-in directory "
                + file
                + " is a file: name the directory that it is in.\n");
    assertThat(CommandRun.of("providers", "--plugins").err()).contains("--plugins");
  }

  @Test
  void anEmptyDirectoryIsSaid() throws IOException {
    Path empty = Files.createDirectory(root.resolve("empty"));

    assertThat(CommandRun.of("check", "-c", file, "--plugins", empty.toString()).err())
        .contains("there is no plug-in in it, neither a .jar nor a folder: put one there");
  }

  @Test
  void theDemoSwapsToAPluginsProvider() throws IOException {
    Path second =
        Files.writeString(
            root.resolve("second.json"), "{\"type\": \"post\", \"bureau\": \"${env:BUREAU}\"}");

    CommandRun run =
        CommandRun.with(
            Map.of("BUREAU", "Main Street"),
            "demo",
            "--plugins",
            directory,
            "--second",
            second.toString());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("That is Acme Post.", "agree.").doesNotContain("DIFFERS");
  }

  @Test
  void theDemoSaysWhatIsWrongWithASecondProvider() throws IOException {
    Path second = Files.writeString(root.resolve("second.json"), "{\"type\": \"post\"}");

    CommandRun run = CommandRun.of("demo", "--plugins", directory, "--second", second.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("second.json cannot be used", "bureau");
    CommandRun missing = CommandRun.of("demo", "--second", root.resolve("none.json").toString());
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.err()).contains("none.json cannot be read as the JSON of an instance");
  }
}
