package io.patchbay.provider.whatsapp;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Meta's OpenAPI document, which is not part of this project: it is looked for in a folder {@code
 * shared/reference} beside a folder that the working directory is in.
 */
final class MetaDocument {
  static final String MISSING = "Meta's OpenAPI document is not at hand";
  private static final String FILE = "shared/reference/meta-business-messaging-api_v23.0.yaml";

  private final Map<String, Object> root;

  private MetaDocument(Map<String, Object> root) {
    this.root = root;
  }

  private static Optional<Path> file() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve(FILE);
      if (Files.exists(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  static boolean isAtHand() {
    return file().isPresent();
  }

  static MetaDocument load() throws IOException {
    try (Reader reader = Files.newBufferedReader(file().orElseThrow())) {
      return new MetaDocument(
          new Yaml(new SafeConstructor(new LoaderOptions())).<Map<String, Object>>load(reader));
    }
  }

  /** All schemas by name; the caller may change them. */
  Map<String, Object> schemas() {
    return map(root, "components", "schemas");
  }

  /** The examples of requests to an edge of a phone number, by Meta's names. */
  Map<String, Object> examples(String edge) {
    return map(
        root,
        "paths",
        "/{Version}/{Phone-Number-ID}/" + edge,
        "post",
        "requestBody",
        "content",
        "application/json",
        "examples");
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Map<String, Object> from, String... path) {
    Map<String, Object> at = from;
    for (String name : path) {
      at = (Map<String, Object>) Objects.requireNonNull(at.get(name), name);
    }
    return at;
  }

  /** A list of texts, or of objects, that the caller may change. */
  @SuppressWarnings("unchecked")
  static <T> List<T> list(Map<String, Object> from, String name) {
    return (List<T>) Objects.requireNonNull(from.get(name), name);
  }
}
