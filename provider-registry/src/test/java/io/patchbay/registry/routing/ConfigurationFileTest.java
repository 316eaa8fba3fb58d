package io.patchbay.registry.routing;

import static io.patchbay.testsupport.ConfigurationText.broken;
import static io.patchbay.testsupport.ConfigurationText.instance;
import static io.patchbay.testsupport.ConfigurationText.sms;
import static io.patchbay.testsupport.ConfigurationText.workspace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.registry.config.ConfigurationException;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.config.PublishReport;
import io.patchbay.testkit.FakeConnection;
import io.patchbay.testsupport.Conditions;
import io.patchbay.testsupport.TestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {
  @TempDir Path directory;
  private final RegistryRig rig = new RegistryRig();
  private final List<PublishReport> reports = new ArrayList<>();
  private Path path;
  private ConfigurationFile file;

  @BeforeEach
  void writeAndLoad() throws IOException {
    path = directory.resolve("patchbay.json");
    file = new ConfigurationFile(path, rig.registry, reports::add);
    write("1");
    file.load();
    reports.clear();
  }

  @AfterEach
  void close() {
    file.close();
    rig.close();
  }

  private static String json(String sms) {
    return "{\"workspaces\": {" + workspace("acme", sms) + "}}";
  }

  private static String account(String account) {
    return json(sms("a", instance("a", account)));
  }

  private static String secret(String placeholder) {
    return json(sms("a", "\"a\": {\"type\": \"fake\", \"token\": \"" + placeholder + "\"}"));
  }

  private void write(String account) throws IOException {
    Files.writeString(path, account(account));
  }

  private String account() {
    return rig.connection("acme", "a").settings().text("account");
  }

  private String token() {
    return rig.connection("acme", "a").settings().secret("token").reveal();
  }

  /** Replaces a link at once, as {@code ln -sfn} and Kubernetes do. */
  private static void link(Path link, Path target) throws IOException {
    Path temporary = link.resolveSibling(link.getFileName() + "_tmp");
    Files.createSymbolicLink(temporary, target);
    Files.move(
        temporary, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void replace(Path file, String text) throws IOException {
    Path temporary = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void nothingChangedPublishesNothing() throws IOException {
    file.poll();
    write("1");
    file.poll();
    Files.setLastModifiedTime(path, java.nio.file.attribute.FileTime.fromMillis(0));
    file.poll();
    assertThat(reports).isEmpty();
    assertThat(rig.fake.connections()).hasSize(1);
  }

  @Test
  void anEditInPlace() throws IOException {
    write("2");
    file.poll();
    file.poll();
    assertThat(account()).isEqualTo("2");
    assertThat(reports).hasSize(1);
  }

  @Test
  void editsOfOneLengthWithinOneTickOfTheFileSystemsClock() throws IOException {
    var modified = Files.getLastModifiedTime(path);
    write("3");
    Files.setLastModifiedTime(path, modified);
    file.poll();
    assertThat(account()).isEqualTo("3");
  }

  @Test
  void replacingByRename() throws IOException {
    replace(path, account("2"));
    file.poll();
    assertThat(account()).isEqualTo("2");
    replace(path, account("4"));
    file.poll();
    assertThat(account()).isEqualTo("4");
  }

  @Test
  void swappingLinksAsKubernetesDoes() throws IOException {
    Path volume = Files.createDirectory(directory.resolve("volume"));
    Path first = Files.createDirectory(volume.resolve("..2026_03_01_12_00_00"));
    Files.writeString(first.resolve("patchbay.json"), secret("${file:token}"));
    Files.writeString(first.resolve("token"), "one");
    link(volume.resolve("..data"), first.getFileName());
    link(volume.resolve("patchbay.json"), Path.of("..data", "patchbay.json"));
    link(volume.resolve("token"), Path.of("..data", "token"));
    try (ConfigurationFile mounted =
        new ConfigurationFile(volume.resolve("patchbay.json"), rig.registry, reports::add)) {
      mounted.load();
      assertThat(token()).isEqualTo("one");
      reports.clear();
      for (String next : List.of("two", "three")) {
        Path fresh = Files.createDirectory(volume.resolve("..2026_03_01_" + next));
        Files.writeString(fresh.resolve("patchbay.json"), secret("${file:token}"));
        Files.writeString(fresh.resolve("token"), next + "\n");
        link(volume.resolve("..data"), fresh.getFileName());
        mounted.poll();
        mounted.poll();
        assertThat(token()).isEqualTo(next);
      }
      assertThat(reports).hasSize(2);
    }
  }

  @Test
  void aBadEditKeepsEverythingAndAGoodOneIsTaken() throws IOException {
    Files.writeString(path, account("2").substring(0, 40));
    TestLog log = new TestLog();
    file.poll();
    file.poll();
    assertThat(account()).isEqualTo("1");
    assertThat(reports).singleElement().matches(report -> !report.applied());
    assertThat(rig.registry.problems()).hasSize(1);
    assertThat(log.lines("not taken; the configuration in use stays")).hasSize(1);
    assertThat(log.lines("it is not JSON at line 1, column")).hasSize(1);
    write("2");
    file.poll();
    assertThat(account()).isEqualTo("2");
    assertThat(rig.registry.problems()).isEmpty();
  }

  @Test
  void goingBackToTheTextBeforeABadEditClearsTheProblems() throws IOException {
    Files.writeString(path, "");
    file.poll();
    assertThat(rig.registry.problems()).hasSize(1);
    write("1");
    file.poll();
    assertThat(rig.registry.problems()).isEmpty();
    assertThat(rig.fake.connections()).hasSize(1);
  }

  @Test
  void aMistakeInASectionIsLogged() throws IOException {
    TestLog log = new TestLog();
    Files.writeString(path, json(sms("a", broken("a"))));
    file.poll();
    assertThat(account()).isEqualTo("1");
    assertThat(log.lines("workspaces.acme.sms.providers.a.port = \"x\"")).hasSize(1);
    assertThat(log.lines("workspaces.acme: keeps its last good configuration")).hasSize(1);
  }

  @Test
  void aDeletedFileKeepsEverythingIsToldOnceAndMayComeBack() throws IOException {
    Files.delete(path);
    TestLog log = new TestLog();
    file.poll();
    file.poll();
    assertThat(account()).isEqualTo("1");
    assertThat(reports).isEmpty();
    assertThat(log.lines("does not exist; create it, or name another file; the configuration"))
        .hasSize(1);
    write("1");
    file.poll();
    assertThat(reports).isEmpty();
    Files.delete(path);
    file.poll();
    assertThat(log.lines("does not exist")).hasSize(2);
    write("2");
    file.poll();
    assertThat(account()).isEqualTo("2");
  }

  @Test
  void aDirectoryInItsPlaceKeepsEverything() throws IOException {
    Files.delete(path);
    Files.createDirectory(path);
    TestLog log = new TestLog();
    file.poll();
    assertThat(account()).isEqualTo("1");
    assertThat(log.lines("is a directory")).hasSize(1);
  }

  @Nested
  class SecretFiles {
    private Path token;

    @BeforeEach
    void publishOne() throws IOException {
      token = Files.writeString(directory.resolve("token"), "one");
      Files.writeString(path, secret("${file:token}"));
      file.poll();
      assertThat(token()).isEqualTo("one");
      reports.clear();
    }

    @Test
    void areWatchedThroughRenames() throws IOException {
      FakeConnection before = rig.connection("acme", "a");
      replace(token, "two");
      file.poll();
      file.poll();
      assertThat(token()).isEqualTo("two");
      assertThat(before.closes()).isEqualTo(1);
      assertThat(reports).hasSize(1);
    }

    @Test
    void areWatchedThroughLinks() throws IOException {
      Path two = Files.writeString(directory.resolve("two"), "two");
      link(token, two);
      file.poll();
      assertThat(token()).isEqualTo("two");
      link(token, Files.writeString(directory.resolve("three"), "three"));
      file.poll();
      assertThat(token()).isEqualTo("three");
    }

    @Test
    void thatGoKeepTheOldSecretUntilTheyComeBack() throws IOException {
      Files.delete(token);
      file.poll();
      file.poll();
      assertThat(token()).isEqualTo("one");
      assertThat(reports).hasSize(1);
      assertThat(rig.registry.problems().get(0).message())
          .isEqualTo("the file " + token + " does not exist");
      Files.writeString(token, "two");
      file.poll();
      assertThat(token()).isEqualTo("two");
      assertThat(rig.registry.problems()).isEmpty();
    }

    @Test
    void thatAppearLaterMendTheFirstLoad() throws IOException {
      Files.writeString(path, secret("${file:later}"));
      file.poll();
      assertThat(token()).isEqualTo("one");
      Files.writeString(directory.resolve("later"), "now");
      file.poll();
      assertThat(token()).isEqualTo("now");
    }

    @Test
    void rotateWhileTheTextIsBroken() throws IOException {
      Files.writeString(path, "{");
      file.poll();
      Files.writeString(token, "two");
      file.poll();
      assertThat(token()).isEqualTo("two");
      assertThat(rig.registry.problems())
          .singleElement()
          .extracting(ConfigurationProblem::message)
          .asString()
          .startsWith("The configuration cannot be read");
      reports.clear();
      file.poll();
      assertThat(reports).isEmpty();
    }

    @Test
    void rotateWithinWhatTheHostPublishedAfterTheFile() throws IOException {
      rig.registry.publish(
          json(sms("a", "\"a\": {\"type\": \"other\", \"token\": \"${file:token}\"}")), directory);
      Files.writeString(token, "two");
      file.poll();
      assertThat(token()).isEqualTo("two");
      assertThat(rig.routing("acme").routes().get(0).provider().id())
          .as("what the host published stays")
          .isEqualTo("other");
      assertThat(reports).hasSize(1);
      file.poll();
      assertThat(reports).hasSize(1);
    }

    @Test
    void ofWhatTheHostPublishedAreWatchedBesideTheFile() throws IOException {
      Path own = Files.writeString(directory.resolve("own"), "three");
      rig.registry.publish(secret("${file:own}"), directory);
      Files.writeString(token, "two");
      file.poll();
      assertThat(reports).as("the file's own secret is not in use").isEmpty();
      Files.writeString(own, "four");
      file.poll();
      assertThat(token()).isEqualTo("four");
    }

    @Test
    void areWatchedWithoutAnyFile() throws IOException {
      ConfigurationFile host = ConfigurationFile.ofHost(rig.registry, reports::add);
      host.poll();
      assertThat(reports).isEmpty();
      Files.writeString(token, "two");
      host.poll();
      assertThat(token()).isEqualTo("two");
      assertThat(reports).hasSize(1);
      assertThatThrownBy(host::load)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("The host publishes the configuration: there is no file");
    }

    /** The provider's check stands for another thread that publishes while the secret is read. */
    @Test
    void yieldToWhatIsPublishedMeanwhile() throws IOException {
      Files.writeString(token, "two");
      FakeConnection before = rig.connection("acme", "a");
      AtomicBoolean first = new AtomicBoolean(true);
      rig.fake.check(
          settings -> {
            if (first.getAndSet(false)) {
              rig.registry.publish(account("9"), directory);
            }
            return List.of();
          });
      file.poll();
      assertThat(account()).isEqualTo("9");
      assertThat(reports).isEmpty();
      assertThat(before.closes()).isEqualTo(1);
    }

    @Test
    void rotateWhileTheConfigurationIsGone() throws IOException {
      Files.delete(path);
      Files.writeString(token, "two");
      file.poll();
      assertThat(token()).isEqualTo("two");
    }

    @Test
    void thatNoInstanceUsesAnyMoreAreNotWatched() throws IOException {
      write("1");
      file.poll();
      reports.clear();
      Files.writeString(token, "two");
      file.poll();
      assertThat(reports).isEmpty();
    }
  }

  @Nested
  class TheFirstLoad {
    @Test
    void ofAMissingFileFails() {
      Path missing = directory.resolve("no.json");
      ConfigurationFile no = new ConfigurationFile(missing, rig.registry, reports::add);
      assertThatThrownBy(no::load)
          .isInstanceOf(ConfigurationException.class)
          .hasMessage(
              "The configuration file "
                  + missing
                  + " does not exist; create it, or name another file");
      assertThat(reports).isEmpty();
    }

    @Test
    void ofBrokenJsonFailsWithTheProblemsAsValues() throws IOException {
      Files.writeString(path, "{\"workspaces\": {}, \"x\": 1, \"y\": 2}");
      assertThatThrownBy(() -> file.load())
          .isInstanceOfSatisfying(
              ConfigurationException.class, failure -> assertThat(failure.problems()).hasSize(2))
          .hasMessage(
              "x: is not a key of the configuration; known: $schema, server, workspaces"
                  + System.lineSeparator()
                  + "y: is not a key of the configuration; known: $schema, server, workspaces");
      assertThat(account()).isEqualTo("1");
    }

    @Test
    void ofAFaultySectionReportsIt() throws IOException {
      Files.writeString(path, json(sms("a", broken("a"))));
      PublishReport report =
          new ConfigurationFile(path, new RegistryRig().registry, reports::add).load();
      assertThat(report.applied()).isTrue();
      assertThat(report.problems()).isNotEmpty();
      assertThat(reports).containsExactly(report);
    }
  }

  @Nested
  class Listeners {
    @Test
    void thatFailDoNoHarm() throws IOException {
      TestLog log = new TestLog();
      ConfigurationFile failing =
          new ConfigurationFile(
              path,
              rig.registry,
              report -> {
                throw new IllegalStateException("listener");
              });
      assertThat(failing.load().applied()).isTrue();
      write("2");
      failing.poll();
      assertThat(account()).isEqualTo("2");
      assertThat(log.lines("a listener failed; the configuration is published all the same"))
          .hasSize(2);
    }
  }

  @Nested
  class Watching {
    @Test
    void looksAtEveryInterval() throws IOException {
      file.watch(rig.scheduler, Runnable::run, Duration.ofSeconds(1));
      file.watch(rig.scheduler, Runnable::run, Duration.ofSeconds(1));
      assertThat(rig.scheduler.waiting()).containsExactly(1_000L);
      write("2");
      rig.scheduler.advance(Duration.ofMillis(999));
      assertThat(account()).isEqualTo("1");
      rig.scheduler.advance(Duration.ofMillis(1));
      assertThat(account()).isEqualTo("2");
      write("3");
      rig.scheduler.advance(Duration.ofSeconds(1));
      assertThat(account()).isEqualTo("3");
    }

    @Test
    void goesOnAfterAFailure() throws IOException {
      rig.fake.check(
          settings -> {
            throw new StackOverflowError();
          });
      file.watch(rig.scheduler, Runnable::run, Duration.ofSeconds(1));
      write("2");
      rig.scheduler.advance(Duration.ofSeconds(1));
      rig.fake.check(settings -> List.of());
      write("3");
      rig.scheduler.advance(Duration.ofSeconds(1));
      assertThat(account()).isEqualTo("3");
    }

    @Test
    void endsForGoodWhenClosed() throws IOException {
      file.watch(rig.scheduler, Runnable::run, Duration.ofSeconds(1));
      file.close();
      file.close();
      file.watch(rig.scheduler, Runnable::run, Duration.ofSeconds(1));
      assertThat(rig.scheduler.waiting()).isEmpty();
      write("2");
      rig.scheduler.advance(Duration.ofMinutes(1));
      assertThat(account()).isEqualTo("1");
    }

    @Test
    void withARealScheduler() throws IOException {
      ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
      ExecutorService worker = Executors.newSingleThreadExecutor();
      try {
        file.watch(scheduler, worker, Duration.ofMillis(5));
        replace(path, account("2"));
        Conditions.await("the new file is published", () -> account().equals("2"));
        replace(path, account("3"));
        Conditions.await("the newer file is published", () -> account().equals("3"));
      } finally {
        file.close();
        scheduler.shutdownNow();
        worker.shutdownNow();
      }
    }

    @Test
    void looksOnTheWorkerAndNeverTwiceAtOnce() throws IOException {
      Deque<Runnable> looks = new ArrayDeque<>();
      file.watch(rig.scheduler, looks::add, Duration.ofSeconds(1));
      write("2");
      rig.scheduler.advance(Duration.ofSeconds(5));
      assertThat(account()).as("the scheduler itself looks at nothing").isEqualTo("1");
      assertThat(looks).as("looks that wait").hasSize(1);
      looks.remove().run();
      assertThat(account()).isEqualTo("2");
      write("3");
      rig.scheduler.advance(Duration.ofSeconds(1));
      looks.remove().run();
      assertThat(account()).isEqualTo("3");
    }

    @Test
    void looksAgainAfterTheWorkerHadNoPlace() throws IOException {
      AtomicBoolean full = new AtomicBoolean(true);
      Executor worker =
          look -> {
            if (full.get()) {
              throw new RejectedExecutionException();
            }
            look.run();
          };
      file.watch(rig.scheduler, worker, Duration.ofSeconds(1));
      write("2");
      rig.scheduler.advance(Duration.ofSeconds(1));
      assertThat(account()).isEqualTo("1");
      full.set(false);
      rig.scheduler.advance(Duration.ofSeconds(1));
      assertThat(account()).isEqualTo("2");
    }
  }
}
