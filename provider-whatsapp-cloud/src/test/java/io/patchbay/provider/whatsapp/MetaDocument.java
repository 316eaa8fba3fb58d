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

/** Meta's OpenAPI document, which is not part of this project but {@link Reference} material. */
final class MetaDocument {
  static final String MISSING = "Meta's OpenAPI document is not at hand";

  private final Map<String, Object> root;

  private MetaDocument(Map<String, Object> root) {
    this.root = root;
  }

  private static Optional<Path> file() {
    return Reference.find("meta-business-messaging-api_v23.0.yaml");
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

  /** The whole document. */
  Map<String, Object> root() {
    return root;
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
