package io.patchbay.registry.plugin;

import io.patchbay.channel.spi.SmsProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What one {@code META-INF/services} file says, by the rules of {@link java.util.ServiceLoader}.
 *
 * @param location where it is
 * @param classNames the classes that it names
 * @param problem why {@code ServiceLoader} skips the whole file; empty when it does not
 */
record ServicesFile(String location, List<String> classNames, String problem) {
  private static final String NAME = "META-INF/services/" + SmsProvider.class.getName();
  private static final Pattern CLASS_NAME =
      Pattern.compile("\\p{javaJavaIdentifierStart}[\\p{javaJavaIdentifierPart}.]*");
  private static final int LONGEST_QUOTE = 60;

  /** Every services file that a class loader sees. */
  static List<ServicesFile> all(ClassLoader loader) throws IOException {
    List<ServicesFile> files = new ArrayList<>();
    for (URL url : Collections.list(loader.getResources(NAME))) {
      files.add(read(url));
    }
    return files;
  }

  private static ServicesFile read(URL url) {
    List<String> lines;
    try {
      URLConnection connection = url.openConnection();
      connection.setUseCaches(false);
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
        lines = reader.lines().map(line -> line.replaceFirst("#.*", "").trim()).toList();
      }
    } catch (IOException | UncheckedIOException e) {
      return new ServicesFile(url.toString(), List.of(), "it cannot be read: " + e);
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isEmpty()) {
        continue;
      }
      if (!CLASS_NAME.matcher(line).matches()) {
        return new ServicesFile(url.toString(), List.of(), malformed(i + 1, line));
      }
      names.add(line);
    }
    return new ServicesFile(url.toString(), List.copyOf(names), "");
  }

  private static String malformed(int number, String line) {
    String quote = line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "..." : line;
    return "line "
        + number
        + ", '"
        + quote
        + "', is not the name of a class; no class that the file names is used";
  }
}
