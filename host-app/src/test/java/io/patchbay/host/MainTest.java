package io.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in a process of its own. */
final class MainTest {
  @TempDir Path folder;

  private record Result(int code, String out, String err) {}

  @BeforeEach
  void shell() {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "There is no shell");
  }

  /** The shell passes on the bytes as they are in the script, whatever this process's locale. */
  private Result run(String locale, String classPath, String arguments)
      throws IOException, InterruptedException {
    Path script =
        Files.writeString(
            folder.resolve("run.sh"),
            "exec \"$JAVA\" -cp \"$CP\" io.patchbay.host.Main " + arguments + "\n",
            StandardCharsets.UTF_8);
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", script.toString())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder
        .environment()
        .put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.environment().put("CP", classPath);
    builder.environment().put("LC_ALL", locale);
    Process process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Result(
        process.exitValue(),
        Files.readString(folder.resolve("out")),
        Files.readString(folder.resolve("err")));
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  @Test
  void anErrorBeforeAnyCommandIsOneLineAndExitCodeThree() throws Exception {
    String withoutPicocli =
        Arrays.stream(classPath().split(File.pathSeparator))
            .filter(part -> !part.contains("picocli"))
            .collect(Collectors.joining(File.pathSeparator));

    assertThat(run("C", withoutPicocli, "providers"))
        .satisfies(
            result -> {
              assertThat(result.code()).isEqualTo(3);
              assertThat(result.err())
                  .startsWith("patchbay: an error in the program itself, java.lang.NoClassDefFound")
                  .endsWith("; report it.\n")
                  .hasLineCount(1);
            });
  }

  @Test
  void aTextThatThePosixLocaleHasGarbledIsNotSent() throws Exception {
    assertThat(run("C", classPath(), "send --to +14155550132 --text 'Grüße 😀'"))
        .isEqualTo(
            new Result(
                2,
                "",
                "patchbay: argument 5 has lost characters on its way: the locale of this process is"
                    + " not UTF-8. Set LC_ALL=C.UTF-8 and call it again.\n"));
  }
}
