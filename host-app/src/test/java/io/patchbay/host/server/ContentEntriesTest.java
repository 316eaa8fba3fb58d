package io.patchbay.host.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.patchbay.Patchbay;
import io.patchbay.channel.Content;
import io.patchbay.channel.ContentType;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.Text;
import io.patchbay.content.ContentCodec;
import io.patchbay.content.UnreadableContentException;
import io.patchbay.delivery.StoredMessages;
import io.patchbay.host.audience.Audience;
import io.patchbay.host.audience.AudienceLine;
import io.patchbay.host.audience.ContentArguments;
import io.patchbay.host.audience.MessageOptions;
import io.patchbay.host.console.UserError;
import io.patchbay.registry.plugin.ProviderCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every content of every installed provider, read through every entry point: command line, HTTP,
 * queue and audience agree on what they take, and on what is wrong with what they do not.
 */
final class ContentEntriesTest {
  private static final ProviderCatalog CATALOG =
      ProviderCatalog.discover(ContentEntriesTest.class.getClassLoader());
  private static final ContentCodec CODEC = ContentCodec.of(CATALOG.contents());
  private static final ContentCodec OUTSIDE = CODEC.withoutLocalFiles();
  private static final JsonSchema SCHEMA = schema();
  private static final StoredMessages QUEUE = new StoredMessages(CODEC);
  private static final String TO = "{\"typed\":\"+1 415 555 0132\"}";

  @TempDir private static Path folder;
  private static final List<AutoCloseable> OPEN = new ArrayList<>();

  /** What an entry point made of a content: the content, or its problems as path and message. */
  private record Outcome(@Nullable Content content, List<String> problems) {
    /** With paths that start at the content, and without what HTTP alone does not allow. */
    static Outcome refused(Stream<String> problems) {
      return new Outcome(
          null,
          problems
              .map(line -> line.strip().replaceFirst("^contents?(\\[0])?\\.", ".").strip())
              .map(line -> line.replace("link, uploaded, file", "link, uploaded"))
              .toList());
    }
  }

  @BeforeAll
  static void write() throws IOException {
    Files.writeString(folder.resolve("one.csv"), "phone\n+14155550132\n");
    OPEN.add(
        Patchbay.builder()
            .provider(new ScriptedProvider())
            .configuration(ServerRig.configuration(ServerRig.NO_KEYS), Path.of(""))
            .watchInterval(Duration.ZERO)
            .build());
  }

  @AfterAll
  static void close() throws Exception {
    for (AutoCloseable one : OPEN) {
      one.close();
    }
    OPEN.clear();
  }

  static Stream<ContentType> kinds() {
    Map<String, ContentType> kinds = new TreeMap<>();
    Stream.concat(ContentType.standard().stream(), CATALOG.contents().stream())
        .forEach(kind -> kinds.put(kind.name(), kind));
    return kinds.values().stream();
  }

  private static Map<String, Function<String, Outcome>> entries() {
    Map<String, Function<String, Outcome>> entries = new TreeMap<>();
    entries.put("command line", ContentEntriesTest::commandLine);
    entries.put("HTTP", ContentEntriesTest::http);
    entries.put("queue", ContentEntriesTest::queue);
    entries.put("audience", ContentEntriesTest::audience);
    return entries;
  }

  private static Outcome commandLine(String json) {
    try {
      return new Outcome(ContentArguments.read(CODEC, List.of(json)).get(0), List.of());
    } catch (UserError e) {
      return Outcome.refused(String.valueOf(e.getMessage()).lines().skip(1));
    }
  }

  private static Outcome audience(String json) {
    try (Audience audience =
        Audience.open(
            new Audience.Source(folder.resolve("one.csv"), null, null),
            new MessageOptions(
                ContentArguments.read(CODEC, List.of(json)), null, null, "en_US", List.of()),
            "US")) {
      AudienceLine.Person person = (AudienceLine.Person) audience.next().orElseThrow();
      return new Outcome(person.contents().get(0), List.of());
    } catch (UserError e) {
      return Outcome.refused(String.valueOf(e.getMessage()).lines().skip(1));
    }
  }

  private static Outcome http(String json) {
    String body = message(json);
    try {
      return new Outcome(
          MessageReader.read(((Patchbay) OPEN.get(0)).registry(), OUTSIDE, body.getBytes(UTF_8))
              .message()
              .contents()
              .get(0),
          List.of());
    } catch (Refusal e) {
      return Outcome.refused(
          e.json().getAsJsonArray("problems").asList().stream()
              .map(JsonElement::getAsJsonObject)
              .map(
                  one ->
                      new Problem(
                          one.get("path").getAsString(),
                          one.get("message").getAsString(),
                          one.get("suggestion").getAsString()))
              .map(
                  one ->
                      one.path()
                          + " "
                          + one.message()
                          + (one.suggestion().isEmpty() ? "" : ": " + one.suggestion())));
    }
  }

  private static String message(String content) {
    return "{\"id\":\"a\",\"workspace\":\"acme\",\"to\":\"+14155550132\",\"contents\":["
        + content
        + "]}";
  }

  private static Outcome queue(String json) {
    try {
      String row = "{\"to\":" + TO + ",\"contents\":[" + json + "],\"purpose\":\"MARKETING\"}";
      return new Outcome(QUEUE.read("a", row).contents().get(0), List.of());
    } catch (UnreadableContentException e) {
      return Outcome.refused(e.problems().stream().map(problem -> problem.describe()));
    }
  }

  private static JsonSchema schema() {
    JsonObject document =
        JsonParser.parseString(new OpenApi(OUTSIDE).document(URI.create("http://localhost")))
            .getAsJsonObject();
    JsonObject schema = new JsonObject();
    schema.addProperty("$ref", "#/components/schemas/Message");
    schema.add("components", document.get("components"));
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(
            schema.toString(),
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aValidContentComesBackThroughEveryEntry(ContentType kind) {
    RandomContents random = new RandomContents(kind.name().hashCode(), ContentType.standard());
    for (int i = 0; i < 20; i++) {
      Content content = random.next(kind);
      String json = CODEC.write(content);
      entries()
          .forEach(
              (entry, read) ->
                  assertThat(read.apply(json))
                      .as("%s reads %s", entry, json)
                      .isEqualTo(new Outcome(content, List.of())));
      SmsMessage message = SmsMessage.to("+1 415 555 0132").id("a").content(content).build();
      assertThat(QUEUE.read("a", QUEUE.body(message))).isEqualTo(message);
      assertThat(SCHEMA.validate(message(json), InputFormat.JSON)).as(json).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aSpoiltContentIsRejectedByEveryEntryInTheSameWords(ContentType kind) {
    RandomContents random = new RandomContents(kind.name().hashCode(), ContentType.standard());
    ContentMutations mutations = new ContentMutations(kinds().toList());
    for (int i = 0; i < 3; i++) {
      JsonObject tree = CODEC.json(random.next(kind));
      for (ContentMutations.Mutation one : mutations.of(tree)) {
        Runnable undo = one.apply().run();
        String json = ContentMutations.text(tree);
        String what = one.name() + " at " + one.path() + " in " + json;
        Outcome expected = commandLine(json);
        assertThat(expected.content()).as(what).isNull();
        assertThat(expected.problems()).as(what).hasSize(1);
        assertThat(expected.problems().get(0)).as(what).startsWith(one.path() + " ");
        entries()
            .forEach(
                (entry, read) ->
                    assertThat(read.apply(json)).as("%s: %s", entry, what).isEqualTo(expected));
        if (!one.name().equals("duplicate")) {
          assertThat(SCHEMA.validate(message(json), InputFormat.JSON)).as(what).isNotEmpty();
        }
        undo.run();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void severalProblemsAreReportedTogether(ContentType kind) {
    RandomContents contents = new RandomContents(kind.name().hashCode(), ContentType.standard());
    ContentMutations mutations = new ContentMutations(kinds().toList());
    Random random = new Random(kind.name().hashCode());
    for (int i = 0; i < 20; i++) {
      JsonObject tree = CODEC.json(contents.next(kind));
      List<ContentMutations.Mutation> all = mutations.of(tree);
      ContentMutations.Mutation first = all.get(random.nextInt(all.size()));
      List<ContentMutations.Mutation> apart =
          all.stream()
              .filter(
                  one ->
                      !one.path().startsWith(first.path()) && !first.path().startsWith(one.path()))
              .toList();
      if (apart.isEmpty()) {
        continue;
      }
      ContentMutations.Mutation second = apart.get(random.nextInt(apart.size()));
      first.apply().run();
      second.apply().run();
      String json = ContentMutations.text(tree);
      entries()
          .forEach(
              (entry, read) ->
                  assertThat(read.apply(json).problems())
                      .as("%s: %s and %s in %s", entry, first, second, json)
                      .hasSize(2)
                      .anyMatch(problem -> problem.startsWith(first.path() + " "))
                      .anyMatch(problem -> problem.startsWith(second.path() + " ")));
    }
  }

  @Test
  void noContentOfTheApiOrOfAProviderIsForgotten() throws Exception {
    List<String> listed = kinds().map(kind -> kind.type().getName()).sorted().toList();
    List<String> packages =
        kinds().map(kind -> kind.type().getPackageName()).distinct().sorted().toList();
    assertThat(packages)
        .containsExactly("io.patchbay.channel", "io.patchbay.provider.whatsapp.content");
    List<String> found = new ArrayList<>();
    for (ContentType kind : kinds().toList()) {
      found.addAll(contentsBeside(kind.type()));
    }
    assertThat(found.stream().distinct().sorted()).isEqualTo(listed).contains(Text.class.getName());
  }

  /** The contents in the package of a class, in the folder or jar that it is from. */
  private static List<String> contentsBeside(Class<?> type) throws Exception {
    Path from = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> names = new ArrayList<>();
    if (Files.isDirectory(from)) {
      try (Stream<Path> files = Files.list(from.resolve(type.getPackageName().replace('.', '/')))) {
        files.forEach(file -> names.add(file.getFileName().toString()));
      }
    } else {
      try (JarFile jar = new JarFile(from.toFile())) {
        String prefix = type.getPackageName().replace('.', '/') + "/";
        jar.stream()
            .map(entry -> entry.getName())
            .filter(name -> name.startsWith(prefix) && name.indexOf('/', prefix.length()) < 0)
            .forEach(name -> names.add(name.substring(prefix.length())));
      }
    }
    List<String> contents = new ArrayList<>();
    for (String name : names) {
      if (name.endsWith(".class") && !name.equals("package-info.class")) {
        Class<?> one =
            Class.forName(
                type.getPackageName() + "." + name.replace(".class", ""),
                false,
                type.getClassLoader());
        if (one != Content.class && Content.class.isAssignableFrom(one)) {
          contents.add(one.getName());
        }
      }
    }
    return contents;
  }

  @Test
  void whatTheQueueStoredInTheOldSpellingIsStillReadAndKeepsItsFingerprint() throws IOException {
    List<String> kindsSeen = new ArrayList<>();
    for (String line : storedMessages()) {
      String fingerprint = line.substring(0, line.indexOf(' '));
      String body = line.substring(line.indexOf(' ') + 1);
      SmsMessage message = QUEUE.read("old", body);
      String kind = CODEC.json(message.contents().get(0)).keySet().iterator().next();
      kindsSeen.add(kind);
      assertThat(QUEUE.fingerprint(message)).as(body).isEqualTo(fingerprint);
      assertThat(body).contains(CODEC.identity(message.contents().get(0)).toString());
      String written = QUEUE.body(message);
      assertThat(QUEUE.read("old", written)).as(written).isEqualTo(message);
    }
    assertThat(kindsSeen.stream().distinct())
        .containsExactlyElementsOf(kinds().map(ContentType::name).toList());
  }

  private static List<String> storedMessages() throws IOException {
    try (InputStream in =
        ContentEntriesTest.class.getResourceAsStream("stored-by-the-first-version.txt")) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }
}
