package io.patchbay.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whoever uses a public type of a published module reads there which threads may use it, and
 * whoever makes a record what it refuses. It looks at the sources: the compiler keeps no Javadoc.
 */
class DocumentedContractTest {
  private static final List<String> PUBLISHED =
      List.of(
          "channel-api",
          "channel-content",
          "channel-core",
          "channel-store",
          "channel-testkit",
          "message-delivery",
          "patchbay-library",
          "provider-registry",
          "provider-support",
          "provider-whatsapp-cloud",
          "provider-twilio-stub",
          "provider-http-gateway",
          "whatsapp-cloud-simulator");

  private static final Pattern DECLARATION =
      Pattern.compile(
          "^public (?:(?:abstract|final|sealed|non-sealed) )*(class|interface|record|enum|@interface)"
              + " (\\w+)",
          Pattern.MULTILINE);

  /** Constants are immutable by themselves, and annotations are never shared. */
  private static final List<String> SAFE_BY_KIND = List.of("enum", "@interface");

  private static final Pattern THREADS =
      Pattern.compile(
          "thread-safe|immutable|stateless|single-threaded|one thread|any thread|many threads"
              + "|several threads|threads at once",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern COMPACT_CONSTRUCTOR =
      Pattern.compile(
          "^( +)public [A-Z]\\w* \\{\n(.*?)^\\1}\n", Pattern.MULTILINE | Pattern.DOTALL);

  @Test
  void everyPublicTypeSaysWhichThreadsMayUseIt() throws IOException {
    List<String> types = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    for (Path source : sources()) {
      String text = Files.readString(source);
      Matcher declaration = DECLARATION.matcher(text);
      if (declaration.find()) {
        types.add(declaration.group(2));
        if (!SAFE_BY_KIND.contains(declaration.group(1))
            && !THREADS.matcher(javadocBefore(text, declaration.start()).orElse("")).find()) {
          silent.add(name(source));
        }
      }
    }
    assertThat(types)
        .contains("SmsMessage", "Patchbay", "WhatsAppCloudProvider", "TwilioStubProvider")
        .contains("WhatsAppCloudSimulator");
    assertThat(silent).as("public types whose Javadoc does not speak of threads").isEmpty();
  }

  @Test
  void everyRecordThatRefusesPartsSaysWhatItThrows() throws IOException {
    List<String> refusing = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    for (Path source : sources()) {
      String text = Files.readString(source);
      if (!DECLARATION.matcher(text).find()) {
        continue;
      }
      Matcher constructor = COMPACT_CONSTRUCTOR.matcher(text);
      while (constructor.find()) {
        String javadoc = javadocBefore(text, constructor.start()).orElse("");
        if (refuses(javadoc, constructor.group(2))) {
          refusing.add(name(source));
          if (!javadoc.contains("@throws")) {
            silent.add(name(source));
          }
        }
      }
    }
    assertThat(refusing).contains("channel-api: SmsMessage", "channel-api: SendRequest");
    assertThat(silent).as("records whose constructor throws what it does not say").isEmpty();
  }

  private static boolean refuses(String javadoc, String body) {
    return body.contains("throw new") || javadoc.contains("efuses") || javadoc.contains("hecks");
  }

  /** The comment right before a declaration, as running text. */
  private static Optional<String> javadocBefore(String text, int declaration) {
    String head = text.substring(0, declaration);
    int start = head.lastIndexOf("/**");
    int end = head.lastIndexOf("*/");
    if (start < 0 || end < start || head.substring(end).contains(";")) {
      return Optional.empty();
    }
    return Optional.of(head.substring(start, end).replaceAll("\\s*\\R\\s*\\*\\s*", " "));
  }

  private static String name(Path source) {
    String file = String.valueOf(source.getFileName()).replace(".java", "");
    return Project.root().relativize(source).getName(0) + ": " + file;
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String module : PUBLISHED) {
      try (Stream<Path> files =
          Files.walk(Project.root().resolve(module).resolve("src/main/java"))) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.toString().contains("/internal/"))
            .sorted()
            .forEach(sources::add);
      }
    }
    return sources;
  }
}
