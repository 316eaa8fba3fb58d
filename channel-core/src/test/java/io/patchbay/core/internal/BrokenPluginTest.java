package io.patchbay.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.registry.plugin.PluginDirectory;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.registry.plugin.ProviderCatalog.Problem;
import io.patchbay.testkit.FakeProvider;
import io.patchbay.testsupport.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plug-ins that are broken in every way: each is named with what to do, and the good one works. */
class BrokenPluginTest {
  private static final String SERVICES = "META-INF/services/io.patchbay.channel.spi.SmsProvider";
  private static final String NO_SERVICES =
      ": a provider's class is named in that file; a library belongs into a folder, with the jar of"
          + " its provider";

  @TempDir Path root;
  private Path directory;
  private Plugins work;

  @BeforeEach
  void aGoodPlugin() throws IOException {
    directory = Files.createDirectory(root.resolve("plugins"));
    work = new Plugins(Files.createDirectory(root.resolve("work")), SmsProvider.class);
    drop("good", Plugins.accepting("good", "good", "1"));
  }

  @AfterEach
  void close() throws IOException {
    work.close();
  }

  private Path drop(String name, String source) throws IOException {
    Path jar = work.jar(name + ".jar", name + ".Provider", source, name + ".Provider");
    return Files.move(jar, directory.resolve(name + ".jar"));
  }

  private Path classesOf(String name) {
    return root.resolve("work").resolve(name + ".jar-classes");
  }

  /** What is wrong, while the good one is there. */
  private Problem onlyProblem() {
    try (PluginDirectory plugins = PluginDirectory.open(directory)) {
      assertThat(plugins.catalog().ids()).containsExactly("good");
      assertThat(plugins.catalog().problems()).hasSize(1);
      return plugins.catalog().problems().get(0);
    }
  }

  @Test
  void aDirectoryThatDoesNotExist() {
    Path nowhere = root.resolve("nowhere");
    assertThatThrownBy(() -> PluginDirectory.open(nowhere))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The plug-in directory " + nowhere + " does not exist: make it, or correct the path");
  }

  @Test
  void aDirectoryThatIsAFile() {
    Path jar = directory.resolve("good.jar");
    assertThatThrownBy(() -> PluginDirectory.open(jar))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The plug-in directory " + jar + " is a file: name the directory that it is in");
  }

  @Test
  void anEmptyDirectory() throws IOException {
    Path empty = Files.createDirectory(root.resolve("empty"));
    Files.writeString(empty.resolve("notes.txt"), "nothing yet");
    try (PluginDirectory plugins = PluginDirectory.open(empty)) {
      assertThat(plugins.catalog().problems())
          .containsExactly(
              new Problem(
                  empty.toString(),
                  empty.toString(),
                  "there is no plug-in in it, neither a .jar nor a folder: put one there"));
    }
  }

  @Test
  void aDirectoryThatMayNotBeListed() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("---------"));
    try {
      assumeFalse(Files.isReadable(directory), "this user may read everything");
      assertThatThrownBy(() -> PluginDirectory.open(directory))
          .hasMessage(
              "The plug-in directory " + directory + " cannot be listed: may this user read it?");
    } finally {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void aJarWithoutAServicesFile() throws IOException {
    Path jar = drop("bad", Plugins.source("bad", "bad", ""));
    Files.delete(classesOf("bad").resolve(SERVICES));
    Files.delete(jar);
    Files.move(zip("bad"), jar);
    assertThat(onlyProblem())
        .isEqualTo(new Problem("bad.jar", jar.toString(), "it has no " + SERVICES + NO_SERVICES));
  }

  private Path zip(String name) throws IOException {
    Path zip = root.resolve("work").resolve(name + ".zip");
    try (java.util.jar.JarOutputStream out =
            new java.util.jar.JarOutputStream(Files.newOutputStream(zip));
        Stream<Path> files = Files.walk(classesOf(name))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new java.util.jar.JarEntry(classesOf(name).relativize(file).toString()));
        out.write(Files.readAllBytes(file));
        out.closeEntry();
      }
    }
    return zip;
  }

  @Test
  void aServicesFileThatNamesNothing() throws IOException {
    Path jar = work.jar("bad.jar", "bad.Provider", Plugins.source("bad", "bad", ""), "# later");
    Path dropped = Files.move(jar, directory.resolve("bad.jar"));
    assertThat(onlyProblem())
        .isEqualTo(
            new Problem(
                "bad.jar",
                dropped.toString(),
                "its "
                    + SERVICES
                    + " names no class: write the name of the provider's class into it"));
  }

  @Test
  void aFolderWithoutAProvider() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("bad"));
    assertThat(onlyProblem())
        .isEqualTo(
            new Problem(
                "bad",
                folder.toString(),
                "neither it nor a jar in it has a " + SERVICES + NO_SERVICES));
  }

  @Test
  void aServicesFileThatNamesAClassThatDoesNotExist() throws IOException {
    Path jar = work.jar("bad.jar", "bad.Provider", Plugins.source("bad", "bad", ""), "bad.Povider");
    Path dropped = Files.move(jar, directory.resolve("bad.jar"));
    assertThat(onlyProblem())
        .isEqualTo(
            new Problem(
                "bad.Povider",
                "jar:" + Plugins.url(dropped) + "!/" + SERVICES,
                "there is no such class"));
  }

  @Test
  void aServicesFileThatNamesAClassThatIsNoProvider() throws IOException {
    Path jar = work.jar("bad.jar", "bad.Other", "package bad; public class Other {}", "bad.Other");
    Path dropped = Files.move(jar, directory.resolve("bad.jar"));
    assertThat(onlyProblem())
        .isEqualTo(
            new Problem(
                "bad.Other",
                "jar:" + Plugins.url(dropped) + "!/" + SERVICES,
                "it does not implement io.patchbay.channel.spi.SmsProvider"));
  }

  @Test
  void aJarThatWasCopiedInPart() throws IOException {
    Path jar = drop("bad", Plugins.source("bad", "bad", ""));
    byte[] whole = Files.readAllBytes(jar);
    Files.write(jar, Arrays.copyOf(whole, whole.length / 2));
    assertThat(onlyProblem())
        .isEqualTo(
            new Problem(
                "bad.jar",
                jar.toString(),
                "it is no jar, or only a part of one (zip END header not found): copy it anew"));
  }

  @Test
  void aJarInAFolderThatIsNone() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("bad"));
    Files.move(drop("bad", Plugins.source("bad", "bad", "")), folder.resolve("bad.jar"));
    Files.writeString(folder.resolve("library.jar"), "<html>404 Not Found</html> ".repeat(3));
    assertThat(onlyProblem())
        .isEqualTo(
            new Problem(
                "bad",
                folder.toString(),
                "library.jar is no jar, or only a part of one (zip END header not found): copy it"
                    + " anew"));
  }

  @Test
  void aJarThatLeadsNowhere() throws IOException {
    Path jar =
        Files.createSymbolicLink(directory.resolve("bad.jar"), root.resolve("taken-away.jar"));
    Problem problem = onlyProblem();
    assertThat(problem.subject()).isEqualTo("bad.jar");
    assertThat(problem.origin()).isEqualTo(jar.toString());
    assertThat(problem.message())
        .startsWith("it cannot be read (java.nio.file.NoSuchFileException: ")
        .endsWith("): is it there, and may this user read it?");
  }

  @Test
  void aPipeIsNotWaitedFor() throws Exception {
    Path pipe = directory.resolve("bad.jar");
    assumeTrue(
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no pipes here");
    assertThat(onlyProblem())
        .isEqualTo(
            new Problem("bad.jar", pipe.toString(), "it is a pipe or a device: put a jar there"));
  }

  @Test
  void aJarThatMayNotBeRead() throws IOException {
    Path jar = drop("bad", Plugins.source("bad", "bad", ""));
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(jar), "this user may read everything");
    assertThat(onlyProblem().message())
        .startsWith("it cannot be read (")
        .endsWith("): is it there, and may this user read it?");
  }

  @Test
  void aClassForANewerJava() throws IOException {
    work.compile(classesOf("bad"), "bad.Provider", Plugins.source("bad", "bad", ""));
    Path file = classesOf("bad").resolve("bad/Provider.class");
    byte[] bytes = Files.readAllBytes(file);
    bytes[6] = 0x03;
    Files.write(file, bytes);
    Files.move(work.pack("bad.jar", "bad.Provider"), directory.resolve("bad.jar"));
    assertThat(onlyProblem().message())
        .isEqualTo(
            "it was compiled for a newer Java than "
                + Runtime.version().feature()
                + ": run the host on that Java, or get the provider for this one");
  }

  @Test
  void aLibraryThatIsNotThere() throws IOException {
    work.compile(classesOf("bad"), "lib.Gone", "package lib; public class Gone {}");
    work.compile(
        classesOf("bad"),
        "bad.Provider",
        Plugins.source("bad", "bad", "void trouble() { new lib.Gone(); }"));
    Files.delete(classesOf("bad").resolve("lib/Gone.class"));
    Files.move(work.pack("bad.jar", "bad.Provider"), directory.resolve("bad.jar"));
    assertThat(onlyProblem().message())
        .isEqualTo(
            "descriptor() failed: java.lang.NoClassDefFoundError: lib/Gone; add the library with"
                + " this class: to the class path of the host, or for a plug-in into one folder"
                + " with the provider's jar");
  }

  /** Compiles against an API that has one method and one class more than the host's. */
  private void dropForANewerApi(String source) throws IOException {
    work.compile(
        classesOf("bad"),
        "io.patchbay.channel.Masking",
        "package io.patchbay.channel; public final class Masking { public static void novelty() {}"
            + " }");
    work.compile(
        classesOf("bad"),
        "io.patchbay.channel.spi.Novelty",
        "package io.patchbay.channel.spi; public interface Novelty {}");
    work.compile(classesOf("bad"), "bad.Provider", source);
    Files.delete(classesOf("bad").resolve("io/patchbay/channel/Masking.class"));
    Files.delete(classesOf("bad").resolve("io/patchbay/channel/spi/Novelty.class"));
    Files.move(work.pack("bad.jar", "bad.Provider"), directory.resolve("bad.jar"));
  }

  @Test
  void anApiThatHasAMethodMore() throws IOException {
    dropForANewerApi(
        Plugins.source("bad", "bad", "void trouble() { io.patchbay.channel.Masking.novelty(); }"));
    assertThat(onlyProblem().message())
        .startsWith(
            "descriptor() failed: java.lang.NoSuchMethodError: 'void"
                + " io.patchbay.channel.Masking.novelty()'; it was built against another version of"
                + " channel-api than the host's")
        .endsWith(": update the host, or get the provider for that version");
  }

  @Test
  void anApiThatHasATypeMore() throws IOException {
    dropForANewerApi(
        Plugins.source("bad", "bad", "")
            .replace("implements SmsProvider", "implements SmsProvider, Novelty"));
    assertThat(onlyProblem().message())
        .startsWith(
            "it does not link: java.lang.NoClassDefFoundError: io/patchbay/channel/spi/Novelty; it"
                + " was built against another version of channel-api than the host's");
  }

  private ChannelCore host() {
    return ChannelCore.builder()
        .catalog(ProviderCatalog.of(new FakeProvider("fake")))
        .plugins(directory)
        .configuration(
            """
            { "workspaces": {
                "acme": { "sms": { "defaultProvider": "bad", "providers": { "bad": {} } } },
                "other": { "sms": { "defaultProvider": "good", "providers": { "good": {} } } } } }
            """,
            root)
        .watchInterval(Duration.ZERO)
        .build();
  }

  private static SendOutcome send(ChannelCore patchbay, String workspace) {
    return patchbay
        .channel()
        .send(workspace, SmsMessage.to("+14155551234").text("Hello").build())
        .outcome();
  }

  @Test
  void aNewerApiThatShowsWhenItConnects() throws IOException {
    dropForANewerApi(
        Plugins.accepting("bad", "bad", "1")
            .replace("return request", "Masking.novelty(); return request"));
    try (ChannelCore patchbay = host()) {
      assertThat(patchbay.registry().problems())
          .first()
          .satisfies(
              problem ->
                  assertThat(problem.describe())
                      .contains("workspaces.acme.sms.providers.bad")
                      .contains("failed to connect: java.lang.NoSuchMethodError: 'void io.patchbay")
                      .contains("; it was built against another version of channel-api than")
                      .contains("update the host, or get the provider for that version"));
      assertThat(send(patchbay, "acme")).isInstanceOf(SendOutcome.Rejected.class);
      assertThat(send(patchbay, "other").accepted()).isTrue();
    }
  }

  @Test
  void aNewerApiThatShowsWhenItSendsIsAnOutcome() throws IOException {
    dropForANewerApi(
        Plugins.accepting("bad", "bad", "novel()")
            .replace(
                "@Override public SmsConnection",
                "static String novel() { Masking.novelty(); return \"\"; }"
                    + " @Override public SmsConnection"));
    try (ChannelCore patchbay = host()) {
      assertThat(send(patchbay, "acme"))
          .isInstanceOf(SendOutcome.Unknown.class)
          .asString()
          .contains(
              "PROVIDER_DEFECT",
              "The plug-in 'bad.jar' failed: java.lang.NoSuchMethodError: 'void"
                  + " io.patchbay.channel",
              "; it was built against another version of channel-api than the host's");
      assertThat(send(patchbay, "other").accepted()).isTrue();
    }
  }

  @Test
  void aLibraryThatIsMissedWhenItSendsIsNamedInTheOutcome() throws IOException {
    work.compile(
        classesOf("bad"),
        "lib.Gone",
        "package lib; public class Gone { public static String x() { return null; } }");
    work.compile(classesOf("bad"), "bad.Provider", Plugins.accepting("bad", "bad", "lib.Gone.x()"));
    Files.delete(classesOf("bad").resolve("lib/Gone.class"));
    Files.move(work.pack("bad.jar", "bad.Provider"), directory.resolve("bad.jar"));
    try (ChannelCore patchbay = host()) {
      SendOutcome outcome = send(patchbay, "acme");
      assertThat(outcome).isInstanceOf(SendOutcome.Unknown.class);
      assertThat(outcome.error().orElseThrow().describe())
          .isEqualTo(
              "PROVIDER_DEFECT: The plug-in 'bad.jar' failed: java.lang.NoClassDefFoundError:"
                  + " lib/Gone; add the library with this class: to the class path of the host, or"
                  + " for a plug-in into one folder with the provider's jar - Repair the module and"
                  + " restart; the message may have been sent.");
    }
  }

  @Test
  void anErrorOfThePluginsOwnIsNotQuoted() throws IOException {
    drop(
        "bad",
        Plugins.accepting("bad", "bad", "fail()")
            .replace(
                "@Override public SmsConnection",
                "static String fail() { throw new LinkageError(\"a secret\"); }"
                    + " @Override public SmsConnection"));
    try (ChannelCore patchbay = host()) {
      assertThat(send(patchbay, "acme").error().orElseThrow().message())
          .isEqualTo("The plug-in 'bad.jar' failed: java.lang.LinkageError");
    }
  }

  @Test
  void twoPluginsWithOneId() throws IOException {
    Path one = drop("one", Plugins.source("one", "same", ""));
    Path two = drop("two", Plugins.source("two", "same", ""));
    assertThat(onlyProblem())
        .isEqualTo(
            new Problem(
                "same",
                Plugins.url(one),
                "Provider id 'same' is claimed by one.Provider from "
                    + Plugins.url(one)
                    + " and by two.Provider from "
                    + Plugins.url(two)
                    + ": neither is used; remove one of them"));
  }

  @Test
  void twoCopiesOfOnePluginAreTwoWithOneId() throws IOException {
    Path one = drop("one", Plugins.source("one", "same", ""));
    Path copy = Files.copy(one, directory.resolve("one-1.1.jar"));
    assertThat(onlyProblem().message())
        .contains("one.Provider from " + Plugins.url(one))
        .contains("one.Provider from " + Plugins.url(copy))
        .endsWith(": neither is used; remove one of them");
  }

  @Test
  void aPluginWithTheIdOfAProviderOnTheClassPath() throws IOException {
    Path jar = drop("bad", Plugins.source("bad", "fake", ""));
    try (ChannelCore patchbay = host()) {
      ProviderCatalog catalog = patchbay.registry().catalog();
      assertThat(catalog.ids()).containsExactly("good");
      assertThat(catalog.problems())
          .singleElement()
          .satisfies(
              problem ->
                  assertThat(problem.message())
                      .startsWith(
                          "Provider id 'fake' is claimed by " + FakeProvider.class.getName())
                      .endsWith(
                          " and by bad.Provider from "
                              + Plugins.url(jar)
                              + ": neither is used; remove one of them"));
      assertThat(send(patchbay, "other").accepted()).isTrue();
    }
  }
}
