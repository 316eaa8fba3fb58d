package io.patchbay.store.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of one machine open a new file at the same moment. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TwoProcessesTest {
  private static final int ROUNDS = 20;
  private static final String ADD =
      "INSERT INTO heard (address, sender, at) VALUES (?, 'sender', 1)";

  @TempDir Path directory;

  /** Opens a file when it is told its path, adds a row with its own name, and reports that. */
  @SuppressWarnings("SystemOut") // It is how the child talks to the test.
  public static void main(String[] arguments) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    PrintStream out = new PrintStream(System.out, true, UTF_8);
    out.println("ready");
    for (String path = in.readLine(); path != null; path = in.readLine()) {
      try (SqliteDatabase file = new SqliteDatabase(Path.of(path), SqliteSchema.people())) {
        out.println("added " + file.write(session -> session.update(ADD, arguments[0])));
      } catch (RuntimeException e) {
        out.println(e);
      }
    }
  }

  private record Child(Process process, BufferedReader said, PrintStream told) {
    static Child start(String name) throws IOException {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  TwoProcessesTest.class.getName(),
                  name)
              // Java warns there of native code, which is no part of the conversation.
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return new Child(
          process,
          process.inputReader(UTF_8),
          new PrintStream(process.getOutputStream(), true, UTF_8));
    }
  }

  @Test
  void bothUseTheFileThatOneOfThemHasMade() throws Exception {
    List<Child> children = List.of(Child.start("first"), Child.start("second"));
    try {
      for (Child child : children) {
        assertThat(child.said().readLine()).isEqualTo("ready");
      }
      for (int round = 0; round < ROUNDS; round++) {
        Path path = directory.resolve("people-" + round + ".db");
        children.forEach(child -> child.told().println(path));
        List<String> said = new ArrayList<>();
        for (Child child : children) {
          said.add(child.said().readLine());
        }

        assertThat(said).as("round %d", round).containsExactly("added 1", "added 1");
        assertThat(rows(path)).containsExactly("first", "second");
      }
    } finally {
      children.forEach(child -> child.process().destroyForcibly());
    }
  }

  @Test
  void whatAnotherHasWrittenSinceALogWasRemovedStays() throws Exception {
    Path path = directory.resolve("people.db");
    Child child = Child.start("second");
    try (SqliteDatabase file = new SqliteDatabase(path, SqliteSchema.people())) {
      assertThat(child.said().readLine()).isEqualTo("ready");
      file.write(session -> session.update(ADD, "first"));
      Files.delete(directory.resolve("people.db-wal"));
      Files.delete(directory.resolve("people.db-shm"));
      assertThatThrownBy(() -> file.write(session -> session.update(ADD, "lost")))
          .hasMessageContaining("was removed");

      child.told().println(path);
      assertThat(child.said().readLine()).isEqualTo("added 1");
    } finally {
      child.process().destroyForcibly();
    }
    assertThat(rows(path)).containsExactly("first", "second");
  }

  private static List<String> rows(Path path) {
    try (SqliteDatabase file = new SqliteDatabase(path, SqliteSchema.people())) {
      return file.read(
          session -> session.all("SELECT address FROM heard ORDER BY 1", row -> row.getString(1)));
    }
  }
}
