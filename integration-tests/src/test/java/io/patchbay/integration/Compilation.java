package io.patchbay.integration;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles sources at test time against the class path of the tests. */
final class Compilation {
  private Compilation() {}

  /** Compiles classes by their names into a folder. */
  static void compile(Path folder, Map<String, String> sources) throws IOException {
    Files.createDirectories(folder);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-d",
                folder.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "--release",
                "17",
                "-proc:none"));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = folder.resolve("src").resolve(source.getKey().replace('.', '/') + ".java");
      Files.createDirectories(file.getParent());
      Files.writeString(file, source.getValue());
      arguments.add(file.toString());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int result = compiler.run(null, said, said, arguments.toArray(String[]::new));
    if (result != 0) {
      throw new IllegalStateException(
          "The sources do not compile: "
              + sources.keySet()
              + "\n"
              + said.toString(StandardCharsets.UTF_8));
    }
  }
}
