package io.patchbay.registry.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.plugin.ProviderCatalog.Problem;
import io.patchbay.registry.routing.ConfigurationChecker;
import io.patchbay.testsupport.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broken plug-ins of every kind, each beside a good one that must still be found. */
class ProviderDiscoveryTest {
  @TempDir static Path shared;
  @TempDir Path root;
  private Plugins plugins;

  @BeforeAll
  static void twoGoodPlugins() throws IOException {
    try (Plugins good = new Plugins(shared, SmsProvider.class)) {
      good.folder(
          "first", "first.Provider", Plugins.source("first", "first", ""), "first.Provider");
      good.folder("last", "last.Provider", Plugins.source("last", "last", ""), "last.Provider");
    }
  }

  @BeforeEach
  void aGoodPluginBeforeTheBrokenOne() {
    plugins = new Plugins(root, SmsProvider.class);
    plugins.add(shared.resolve("first"));
  }

  @AfterEach
  void closeLoader() throws IOException {
    plugins.close();
  }

  private ProviderCatalog discover() throws IOException {
    plugins.add(shared.resolve("last"));
    return ProviderCatalog.discover(plugins.loader());
  }

  private Problem onlyProblem() throws IOException {
    ProviderCatalog catalog = discover();
    assertThat(catalog.ids()).containsExactly("first", "last");
    assertThat(catalog.problems()).hasSize(1);
    return catalog.problems().get(0);
  }

  @Test
  void goodProvidersAreFoundWithTheirOrigin() throws IOException {
    Path jar =
        plugins.jar(
            "good.jar",
            "good.Provider",
            Plugins.source("good", "good", ""),
            "# the good one",
            "",
            "good.Provider  # here");
    ProviderCatalog catalog = discover();
    assertThat(catalog.ids()).containsExactly("first", "good", "last");
    assertThat(catalog.problems()).isEmpty();
    assertThat(catalog.find("good").orElseThrow().origin()).isEqualTo(Plugins.url(jar));
    assertThat(catalog.find("good").orElseThrow().descriptor().name()).isEqualTo("good");
  }

  @Test
  void theClassLoaderIsTheParameterAndNotTheThreads() throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      ClassLoader loader = plugins.loader();
      thread.setContextClassLoader(loader);
      assertThat(ProviderCatalog.discover(SmsProviderLoader.own()).ids()).isEmpty();
      thread.setContextClassLoader(null);
      assertThat(ProviderCatalog.discover(loader).ids()).containsExactly("first");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static final class SmsProviderLoader {
    static ClassLoader own() {
      return io.patchbay.channel.spi.SmsProvider.class.getClassLoader();
    }
  }

  @Test
  void aConstructorThatThrows() throws IOException {
    Path folder =
        plugins.folder(
            "bad",
            "bad.Provider",
            Plugins.source(
                "bad",
                "bad",
                "public Provider() { throw new IllegalStateException(\"no" + " luck\"); }"),
            "bad.Provider");
    assertThat(onlyProblem())
        .isEqualTo(
            new Problem(
                "bad.Provider",
                Plugins.url(folder),
                "its constructor failed: java.lang.IllegalStateException: no luck"));
  }

  @Test
  void anInitialiserThatThrows() throws IOException {
    plugins.folder(
        "bad",
        "bad.Provider",
        Plugins.source("bad", "bad", "static final int X = Integer.parseInt(\"x\");"),
        "bad.Provider");
    assertThat(onlyProblem().message())
        .isEqualTo(
            "its constructor failed: java.lang.NumberFormatException: For input string: \"x\"");
  }

  @Test
  void anErrorInTheConstructor() throws IOException {
    plugins.folder(
        "bad",
        "bad.Provider",
        Plugins.source("bad", "bad", "public Provider() { throw new AssertionError(1); }"),
        "bad.Provider");
    assertThat(onlyProblem().message())
        .isEqualTo("its constructor failed: java.lang.AssertionError: 1");
  }

  @Test
  void aMissingSuperclass() throws IOException {
    Path folder = root.resolve("bad");
    plugins.compile(folder, "bad.Base", "package bad; public class Base {}");
    String source =
        Plugins.source("bad", "bad", "")
            .replace("Provider implements", "Provider extends Base implements");
    plugins.folder("bad", "bad.Provider", source, "bad.Provider");
    Files.delete(folder.resolve("bad/Base.class"));
    assertThat(onlyProblem())
        .isEqualTo(
            new Problem(
                "bad.Provider",
                Plugins.servicesUrl(folder),
                "it does not link: java.lang.NoClassDefFoundError: bad/Base; add the library with"
                    + " this class: to the class path of the host, or for a plug-in into one folder"
                    + " with the provider's jar"));
  }

  @Test
  void aMissingClassInsideDescriptor() throws IOException {
    Path folder = root.resolve("bad");
    plugins.compile(
        folder, "bad.Gone", "package bad; public class Gone { public static void x() {} }");
    plugins.folder(
        "bad",
        "bad.Provider",
        Plugins.source("bad", "bad", "void trouble() { Gone.x(); }"),
        "bad.Provider");
    Files.delete(folder.resolve("bad/Gone.class"));
    assertThat(onlyProblem().message())
        .isEqualTo(
            "descriptor() failed: java.lang.NoClassDefFoundError: bad/Gone; add the library with"
                + " this class: to the class path of the host, or for a plug-in into one folder"
                + " with the provider's jar");
  }

  @Test
  void aNewerClassFile() throws IOException {
    Path folder =
        plugins.folder("bad", "bad.Provider", Plugins.source("bad", "bad", ""), "bad.Provider");
    Path classFile = folder.resolve("bad/Provider.class");
    byte[] bytes = Files.readAllBytes(classFile);
    bytes[6] = 0x03;
    bytes[7] = (byte) 0xE7;
    Files.write(classFile, bytes);
    assertThat(onlyProblem())
        .isEqualTo(
            new Problem(
                "bad.Provider",
                Plugins.servicesUrl(folder),
                "it was compiled for a newer Java than "
                    + Runtime.version().feature()
                    + ": run the host on that Java, or get the provider for this one"));
  }

  @Test
  void aTruncatedClassFile() throws IOException {
    Path folder =
        plugins.folder("bad", "bad.Provider", Plugins.source("bad", "bad", ""), "bad.Provider");
    Path classFile = folder.resolve("bad/Provider.class");
    Files.write(classFile, java.util.Arrays.copyOf(Files.readAllBytes(classFile), 100));
    Problem problem = onlyProblem();
    assertThat(problem.subject()).isEqualTo("bad.Provider");
    assertThat(problem.message()).startsWith("it does not link: java.lang.ClassFormatError");
  }

  @Test
  void aMalformedServicesFile() throws IOException {
    Path folder =
        plugins.folder(
            "bad",
            "bad.Provider",
            Plugins.source("bad", "bad", ""),
            "# a comment",
            "bad.Provider",
            "bad Provider = x");
    assertThat(onlyProblem())
        .isEqualTo(
            new Problem(
                Plugins.servicesUrl(folder),
                Plugins.servicesUrl(folder),
                "line 3, 'bad Provider = x', is not the name of a class; no class that the file"
                    + " names is used"));
  }

  @Test
  void aServicesFileOfGarbage() throws IOException {
    Path folder =
        plugins.folder("bad", "bad.Provider", Plugins.source("bad", "bad", ""), "9".repeat(5_000));
    assertThat(onlyProblem().message())
        .isEqualTo(
            "line 1, '"
                + "9".repeat(60)
                + "...', is not the name of a class; no class that the file names is used");
    assertThat(folder).exists();
  }

  @Test
  void aClassThatDoesNotExist() throws IOException {
    Path folder =
        plugins.folder("bad", "bad.Provider", Plugins.source("bad", "bad", ""), "bad.Povider");
    assertThat(onlyProblem())
        .isEqualTo(
            new Problem("bad.Povider", Plugins.servicesUrl(folder), "there is no such class"));
  }

  @Test
  void aClassThatIsNoProvider() throws IOException {
    Path folder =
        plugins.folder("bad", "bad.Other", "package bad; public class Other {}", "bad.Other");
    assertThat(onlyProblem())
        .isEqualTo(
            new Problem(
                "bad.Other",
                Plugins.servicesUrl(folder),
                "it does not implement io.patchbay.channel.spi.SmsProvider"));
  }

  @Test
  void noPublicConstructorWithoutParameters() throws IOException {
    Path folder =
        plugins.folder(
            "bad",
            "bad.Provider",
            Plugins.source("bad", "bad", "public Provider(int x) {} Provider() {}"),
            "bad.Provider");
    assertThat(onlyProblem())
        .isEqualTo(
            new Problem(
                "bad.Provider",
                Plugins.servicesUrl(folder),
                "it has no public constructor without parameters"));
  }

  @Test
  void aDescriptorThatThrows() throws IOException {
    plugins.folder(
        "bad",
        "bad.Provider",
        Plugins.source(
            "bad", "bad", "void trouble() { throw new IllegalArgumentException(\"x\"); }"),
        "bad.Provider");
    assertThat(onlyProblem().message())
        .isEqualTo("descriptor() failed: java.lang.IllegalArgumentException: x");
  }

  @Test
  void aDescriptorThatThrowsWhatOnlyOtherLanguagesCan() throws IOException {
    plugins.folder(
        "bad",
        "bad.Provider",
        Plugins.source(
            "bad",
            "bad",
            "void trouble() { Provider.<RuntimeException>sneak(new java.io.IOException(\"x\")); }"
                + " @SuppressWarnings(\"unchecked\") static <E extends Throwable> void"
                + " sneak(Throwable e) throws E { throw (E) e; }"),
        "bad.Provider");
    assertThat(onlyProblem().message()).isEqualTo("descriptor() failed: java.io.IOException: x");
  }

  @Test
  void aDescriptorWithoutEnd() throws IOException {
    plugins.folder(
        "bad",
        "bad.Provider",
        Plugins.source("bad", "bad", "void trouble() { trouble(); }"),
        "bad.Provider");
    assertThat(onlyProblem().message())
        .isEqualTo("descriptor() failed: java.lang.StackOverflowError");
  }

  @Test
  void aDescriptorThatIsNull() throws IOException {
    Path folder =
        plugins.folder(
            "bad",
            "bad.Provider",
            Plugins.source("bad", "bad", "")
                .replaceFirst("return ProviderDescriptor[^;]*;", "return null;"),
            "bad.Provider");
    assertThat(onlyProblem())
        .isEqualTo(new Problem("bad.Provider", Plugins.url(folder), "descriptor() gave null"));
  }

  @Test
  void aDuplicateIdNamesBothClassesAndJarsAndUsesNeither() throws IOException {
    Path one =
        plugins.jar("one.jar", "one.Provider", Plugins.source("one", "same", ""), "one.Provider");
    Path two =
        plugins.jar("two.jar", "two.Provider", Plugins.source("two", "same", ""), "two.Provider");
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
  void everyKindOfBreakageAtOnce() throws IOException {
    plugins.folder(
        "a",
        "a.Provider",
        Plugins.source("a", "a", "public Provider() { throw new IllegalStateException(); }"),
        "a.Provider",
        "a.Missing");
    plugins.folder("b", "b.Other", "package b; public class Other {}", "b.Other");
    plugins.folder("c", "c.Provider", Plugins.source("c", "c", ""), "= c");
    plugins.folder("d", "d.Provider", Plugins.source("d", "first", ""), "d.Provider");
    ProviderCatalog catalog = discover();
    assertThat(catalog.ids()).containsExactly("last");
    assertThat(catalog.problems())
        .extracting(Problem::subject)
        .containsExactly(
            "a.Provider", "a.Missing", "b.Other", Plugins.servicesUrl(root.resolve("c")), "first");
    assertThat(catalog.inventory())
        .startsWith("known providers: last; failed to load: a.Provider (its constructor failed: ");
    List<String> wrong =
        new ConfigurationChecker(catalog, name -> null)
                .check(
                    "{\"workspaces\": {\"acme\": {\"sms\": {\"providers\": {\"c\": {}}}}}}", root)
                .stream()
                .map(ConfigurationProblem::describe)
                .toList();
    assertThat(wrong.get(0))
        .contains("has no type, and no provider is called 'c' as the instance is")
        .contains("known providers: last")
        .contains("a.Missing (there is no such class)");
  }
}
