package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.delivery.store.DeliveryListener;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics are optional: a host whose class path has no Micrometer sends all the same. */
class WithoutMicrometerTest {
  @TempDir Path directory;

  /** What the other process does. */
  public static final class Host {
    private Host() {}

    /** Sends a message and follows it; the only argument is an empty directory. */
    public static void main(String[] arguments) throws Exception {
      try {
        Class.forName("io.micrometer.core.instrument.MeterRegistry");
        throw new IllegalStateException("Micrometer is here");
      } catch (ClassNotFoundException e) {
        // As it should be.
      }
      try (Desk desk = new Desk(Path.of(arguments[0]), Desk.ONE_LINE)) {
        desk.store.listen(new DeliveryListener() {});
        BusyDay.on(desk, desk.start());
        Files.writeString(
            Path.of(arguments[0]).resolve("result"), desk.record("arrives").state().name());
      }
    }
  }

  @Test
  void messagesAreSentAndFollowed() throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(
                entry -> !entry.matches(".*[/\\\\](micrometer|prometheus|HdrHistogram)-[^/\\\\]*"))
            .collect(Collectors.joining(File.pathSeparator));
    Path output = directory.resolve("output");
    Path data = Files.createDirectory(directory.resolve("data"));

    Process host =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                Host.class.getName(),
                data.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(host.waitFor(50, TimeUnit.SECONDS)).isTrue();
      assertThat(host.exitValue()).as(() -> read(output)).isZero();
    } finally {
      host.destroyForcibly();
    }

    assertThat(data.resolve("result")).hasContent("ACCEPTED");
  }

  private static String read(Path output) {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }
}
