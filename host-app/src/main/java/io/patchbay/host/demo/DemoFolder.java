package io.patchbay.host.demo;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.patchbay.host.console.Json;
import io.patchbay.host.console.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The demonstration's files, in a temporary folder that is gone when it is closed. */
final class DemoFolder implements AutoCloseable {
  private final Path folder;

  /**
   * Writes the sample configuration, the sample audience and the secrets.
   *
   * @param second JSON of an instance for the place of the second provider; null for the sample's
   *     own
   * @throws UserError when that cannot be read
   */
  DemoFolder(Map<String, String> secrets, @Nullable Path second) {
    @Nullable JsonObject instance = second == null ? null : instance(second);
    try {
      folder = Files.createTempDirectory("patchbay-demo");
      copy("patchbay.json");
      copy("audience.csv");
      if (instance != null) {
        put(instance);
      }
      Files.createDirectory(folder.resolve("secrets"));
      for (Map.Entry<String, String> secret : secrets.entrySet()) {
        Files.writeString(
            folder.resolve("secrets").resolve(secret.getKey()),
            secret.getValue() + "\n",
            StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The demo cannot write its files", e);
    }
  }

  private static JsonObject instance(Path file) {
    try {
      return JsonParser.parseString(Files.readString(file, StandardCharsets.UTF_8))
          .getAsJsonObject();
    } catch (IOException | JsonParseException | IllegalStateException e) {
      throw new UserError(
          file
              + " cannot be read as the JSON of an instance, such as {\"type\": \"pigeon\", ...} ("
              + e.getClass().getSimpleName()
              + ").");
    }
  }

  private void put(JsonObject instance) throws IOException {
    JsonObject written = JsonParser.parseString(configurationText()).getAsJsonObject();
    written
        .getAsJsonObject("workspaces")
        .getAsJsonObject(Stage.WORKSPACE)
        .getAsJsonObject("sms")
        .getAsJsonObject("providers")
        .add(Stage.TEXT, instance);
    Files.writeString(configuration(), Json.text(written) + "\n", StandardCharsets.UTF_8);
  }

  private void copy(String name) throws IOException {
    try (InputStream in = DemoFolder.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("The resource " + name + " is missing");
      }
      Files.copy(in, folder.resolve(name));
    }
  }

  Path configuration() {
    return folder.resolve("patchbay.json");
  }

  String configurationText() {
    try {
      return Files.readString(configuration(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The demo cannot read its own file", e);
    }
  }

  Path audience() {
    return folder.resolve("audience.csv");
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The demo cannot delete its folder " + folder, e);
    }
  }
}
