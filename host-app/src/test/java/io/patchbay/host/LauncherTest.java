package io.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, in a project of its own with a Java and a Maven that only pretend. */
final class LauncherTest {
  private static final List<String> TOOLS =
      List.of("bash", "cat", "dirname", "find", "flock", "mkdir", "mv", "readlink", "rm");
  private static final String HOW_TO_GET_JAVA =
      """
        Install one, then call this again:
          Debian, Ubuntu   sudo apt install openjdk-17-jdk-headless
          Fedora, RHEL     sudo dnf install java-17-openjdk-devel
          macOS            brew install openjdk@17
          others           https://adoptium.net
        or set JAVA_HOME to the folder of a JDK that is there already.
      """;
  private static final String HOW_TO_GET_MAVEN =
      """
        Install it, then call this again:
          Debian, Ubuntu   sudo apt install maven
          Fedora, RHEL     sudo dnf install maven
          macOS            brew install maven
          others           https://maven.apache.org/download.cgi
      """;

  @TempDir Path folder;
  private Path root = Path.of("");
  private Path path = Path.of("");
  private final Map<String, String> environment = new TreeMap<>();

  private record Result(int code, String out, String err) {}

  @BeforeEach
  void project() throws IOException {
    Path launcher = Path.of("..", "patchbay").toAbsolutePath().normalize();
    assumeTrue(Files.isExecutable(launcher), "The launcher is not beside this module");
    assumeTrue(Files.isDirectory(Path.of("/usr/bin")), "The launcher is for Unix");
    root = Files.createDirectories(folder.resolve("my projects/patch bay"));
    script(root.resolve("patchbay"), Files.readString(launcher));
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    for (String module : List.of("host-app", "channel-api", "integration-tests")) {
      Files.createDirectories(root.resolve(module).resolve("src/main/java"));
      Files.writeString(root.resolve(module).resolve("pom.xml"), "<project/>");
      Files.writeString(root.resolve(module).resolve("src/main/java/A.java"), "class A {}");
    }
    path = Files.createDirectory(folder.resolve("bin"));
    for (String tool : TOOLS) {
      for (String place : List.of("/usr/bin", "/bin")) {
        Path real = Path.of(place, tool);
        if (Files.exists(real) && !Files.exists(path.resolve(tool))) {
          // No links: the temporary folder would complain of links that lead out of it.
          script(path.resolve(tool), "#!/bin/sh\nexec " + real + " \"$@\"\n");
        }
      }
    }
    script(
        path.resolve("locale"),
        """
        #!/bin/bash
        echo "locale: LC_ALL=$LC_ALL is looked up" >&2
        case ${LC_ALL:-${LC_CTYPE:-$LANG}} in
          C.UTF-8 | de_DE.UTF-8) echo UTF-8 ;;
          *) echo ANSI_X3.4-1968 ;;
        esac
        """);
    environment.put("PATH", path.toString());
    environment.put("LANG", "C.UTF-8");
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Path java(String name, String version, boolean compiler) throws IOException {
    Path home = folder.resolve(name);
    script(
        home.resolve("bin/java"),
        """
        #!/bin/bash
        [ "$1" = -version ] && { echo 'openjdk version "%s" 2026-01-01' >&2; exit 0; }
        for argument; do
          case $argument in
            -XX:ArchiveClassesAtExit=*) echo classes >"${argument#*=}" ;;
          esac
        done
        while [ "$1" != -jar ]; do
          case $1 in -Dpatchbay*|-XX:SharedArchiveFile*) echo "${1%%%%=*}" ;; esac
          shift
        done
        echo "%s LC_ALL=$LC_ALL ran ${2##*/} in $PWD with:"
        shift 2
        printf '<%%s>\\n' "$@"
        exit 7
        """
            .formatted(version, name));
    if (compiler) {
      script(home.resolve("bin/javac"), "#!/bin/bash\n");
    }
    return home;
  }

  private void javaOnPath(Path home) throws IOException {
    Files.createSymbolicLink(path.resolve("java"), home.resolve("bin/java"));
  }

  private void maven(String version, String buildResult) throws IOException {
    script(
        path.resolve("mvn"),
        """
        #!/bin/bash
        for argument; do
          [ "$argument" = --version ] && { echo 'Apache Maven %s (hash)'; exit 0; }
        done
        echo "JAVA_HOME=${JAVA_HOME##*/} $*" >>"$PWD/maven-calls"
        echo "Maven says something"
        mkdir -p host-app/target/lib
        echo jar >host-app/target/host-app.jar
        exit %s
        """
            .formatted(version, buildResult));
  }

  private void goodMachine() throws IOException {
    javaOnPath(java("jdk", "17.0.9", true));
    maven("3.8.7", "0");
  }

  private Result launch(String... arguments) throws IOException, InterruptedException {
    return launch(root.resolve("patchbay"), arguments);
  }

  private Result launch(Path launcher, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Result(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8).replace(folder.toString(), "DIR"));
  }

  private List<String> mavenCalls() throws IOException {
    Path calls = root.resolve("maven-calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }

  @Nested
  final class Machine {
    @Test
    void withoutAnyJava() throws Exception {
      Result result = launch("demo");

      assertThat(result)
          .isEqualTo(
              new Result(
                  2,
                  "",
                  "patchbay: a JDK 17 or later is needed, and none was found.\n"
                      + "  - JAVA_HOME is not set, and there is no java on the PATH.\n"
                      + HOW_TO_GET_JAVA));
    }

    @Test
    void withARuntimeOnlyAndAnOldJdk() throws Exception {
      environment.put("JAVA_HOME", java("jre", "21.0.2", false).toString());
      javaOnPath(java("old", "1.8.0_402", true));

      assertThat(launch("demo").err())
          .isEqualTo(
              """
              patchbay: a JDK 17 or later is needed, and none was found.
                - JAVA_HOME (DIR/jre) is a Java 21 runtime without the compiler javac.
                - java on the PATH (DIR/old) is Java 8, which is too old.
              """
                  + HOW_TO_GET_JAVA);
    }

    @Test
    void withAWrongJavaHome() throws Exception {
      environment.put("JAVA_HOME", folder.resolve("gone").toString());

      assertThat(launch("demo").err()).contains("  - JAVA_HOME (DIR/gone) has no bin/java.\n");
    }

    @Test
    void theReleaseFileTellsTheVersionWithoutStartingJava() throws Exception {
      Path home = java("jdk", "8", true);
      Files.writeString(home.resolve("release"), "A=\"1\"\nJAVA_VERSION=\"25\"\r\n");
      javaOnPath(home);
      maven("3.9.11", "0");

      assertThat(launch("--check-machine")).isEqualTo(new Result(0, "", ""));
    }

    @Test
    void bothProblemsAreToldAtOnce() throws Exception {
      Result result = launch("--check-machine");

      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err())
          .contains("a JDK 17 or later is needed")
          .endsWith(
              "patchbay: Maven 3.8.7 or later is needed to build, and there is no mvn on the"
                  + " PATH.\n"
                  + HOW_TO_GET_MAVEN);
    }

    @Test
    void withAnOldMaven() throws Exception {
      javaOnPath(java("jdk", "17.0.9", true));
      maven("3.8.6", "0");

      Result result = launch("demo");

      assertThat(result)
          .isEqualTo(
              new Result(
                  2,
                  "",
                  "patchbay: Maven 3.8.7 or later is needed to build; the one on the PATH is"
                      + " 3.8.6.\n"
                      + HOW_TO_GET_MAVEN));
      assertThat(mavenCalls()).isEmpty();
    }

    @Test
    void aPosixLocaleIsReplacedAndAnotherIsKept() throws Exception {
      goodMachine();
      launch();
      for (String posix : List.of("", "C", "POSIX")) {
        environment.put("LC_ALL", posix);
        environment.put("LANG", posix);
        assertThat(launch().out()).contains("jdk LC_ALL=C.UTF-8 ran");
      }
      environment.remove("LC_ALL");
      environment.put("LANG", "C.UTF-8");
      assertThat(launch().out()).contains("jdk LC_ALL= ran");
      environment.put("LC_CTYPE", "de_DE.UTF-8");
      environment.put("LANG", "C");
      assertThat(launch().out()).contains("jdk LC_ALL= ran");
    }

    @Test
    void aLocaleThatTheMachineDoesNotHaveIsReplacedWhateverItsName() throws Exception {
      goodMachine();
      launch();
      environment.put("LANG", "en_US.UTF-8");

      Result result = launch();

      assertThat(result.out()).contains("jdk LC_ALL=C.UTF-8 ran");
      assertThat(result.err()).isEmpty();
    }

    @Test
    void withoutATellerOfLocalesUtf8IsSet() throws Exception {
      goodMachine();
      launch();
      Files.delete(path.resolve("locale"));

      assertThat(launch().out()).contains("jdk LC_ALL=C.UTF-8 ran");
    }
  }

  @Nested
  final class Building {
    @Test
    void theFirstRunBuildsOnceAndSaysSo() throws Exception {
      goodMachine();

      Result first = launch("check", "--json");
      Result second = launch("check");

      assertThat(first.code()).isEqualTo(7);
      assertThat(first.out())
          .isEqualTo(
              "-XX:SharedArchiveFile\njdk LC_ALL= ran host-app.jar in "
                  + folder
                  + " with:\n<check>\n<--json>\n");
      assertThat(first.err())
          .matches(
              "patchbay: building, once: Maven fetches what is missing, which can take a minute or"
                  + " two \\.\\.\\.\npatchbay: built in \\d+ s\n");
      assertThat(second.err()).isEmpty();
      assertThat(mavenCalls())
          .singleElement()
          .asString()
          .startsWith("JAVA_HOME=jdk -q -B -ntp ")
          .contains(" -pl host-app -am package -Dmaven.test.skip=true ");
    }

    @Test
    void anEditedAnAddedAndADeletedSourceBuildAgain() throws Exception {
      goodMachine();
      launch();
      Path sources = root.resolve("channel-api/src/main/java");
      FileTime later = FileTime.from(Instant.now().plusSeconds(60));

      Files.setLastModifiedTime(sources.resolve("A.java"), later);
      assertThat(launch().err()).startsWith("patchbay: the sources have changed: building ...\n");
      Files.setLastModifiedTime(
          sources.resolve("A.java"), FileTime.from(Instant.now().minusSeconds(60)));
      assertThat(launch().err()).isEmpty();
      Files.delete(sources.resolve("A.java"));
      assertThat(launch().err()).startsWith("patchbay: the sources have changed: building ...\n");
      assertThat(mavenCalls()).hasSize(3);
    }

    @Test
    void testsAndOtherModulesDoNotCount() throws Exception {
      goodMachine();
      launch();
      FileTime later = FileTime.from(Instant.now().plusSeconds(60));
      Files.setLastModifiedTime(root.resolve("integration-tests/src/main/java/A.java"), later);
      Files.setLastModifiedTime(root.resolve("integration-tests/pom.xml"), later);

      assertThat(launch().err()).isEmpty();
    }

    @Test
    void aFailedBuildShowsWhatMavenSaysAndIsTriedAgain() throws Exception {
      goodMachine();
      maven("3.8.7", "1");

      Result failed = launch("demo");
      maven("3.8.7", "0");
      Result repaired = launch("demo");

      assertThat(failed.code()).isEqualTo(2);
      assertThat(failed.out()).isEmpty();
      assertThat(failed.err())
          .endsWith(
              "Maven says something\npatchbay: the build failed; what Maven says is above and in"
                  + " DIR/my projects/patch bay/host-app/target/launcher-build.log\n");
      assertThat(repaired.code()).isEqualTo(7);
    }
  }

  @Nested
  final class Running {
    @Test
    void aSymbolicLinkAndArgumentsWithSpacesWork() throws Exception {
      goodMachine();
      Path link = folder.resolve("pb");
      Files.createSymbolicLink(link, Path.of("my projects", "patch bay", "patchbay"));

      Result result = launch(link, "send", "--text", "Hello  Ada 🚀", "");

      assertThat(result.out()).endsWith("<send>\n<--text>\n<Hello  Ada 🚀>\n<>\n");
      assertThat(result.code()).isEqualTo(7);
    }

    @Test
    void javaHomeComesFirstAndThePathIsTheWayOut() throws Exception {
      goodMachine();
      launch();
      environment.put("JAVA_HOME", java("other", "21", true).toString());
      assertThat(launch().out()).contains("other LC_ALL");

      environment.put("JAVA_HOME", java("runtime", "21", false).toString());
      assertThat(launch().out()).contains("jdk LC_ALL");
    }

    @Test
    void nothingSaysThatStderrIsATerminalWhenItIsNot() throws Exception {
      goodMachine();
      launch();

      assertThat(launch().out()).doesNotContain("-Dpatchbay.terminal");
    }
  }
}
