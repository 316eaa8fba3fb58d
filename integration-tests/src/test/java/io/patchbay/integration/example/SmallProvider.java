package io.patchbay.integration.example;

import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.integration.Project;
import io.patchbay.support.OneShotClient;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import kotlin.Unit;
import okhttp3.OkHttpClient;
import okio.ByteString;

/** {@code examples/small-provider}, compiled and packed as its own pom would do it. */
final class SmallProvider {
  static final Path FOLDER = Project.root().resolve("examples/small-provider");

  private final Path target;

  /** Compiles it: the provider against the API and its libraries alone, its test against all. */
  SmallProvider(Path target) throws IOException {
    this.target = target;
    compile(
        "main",
        "classes",
        Stream.concat(Stream.of(locationOf(SmsProvider.class)), libraries())
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    compile(
        "test", "test-classes", jar() + File.pathSeparator + System.getProperty("java.class.path"));
  }

  private static Path locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What its pom brings beside the API. */
  private static Stream<Path> libraries() {
    return Stream.of(OneShotClient.class, OkHttpClient.class, ByteString.class, Unit.class)
        .map(SmallProvider::locationOf);
  }

  private void compile(String kind, String folder, String classPath) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  complaints,
                  files,
                  null,
                  List.of(
                      "-d",
                      Files.createDirectories(target.resolve(folder)).toString(),
                      "-cp",
                      classPath,
                      "--release",
                      "17",
                      "-proc:none",
                      "-Xlint:all,-path"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources(kind)))
              .call();
      if (!compiled || complaints.getBuffer().length() > 0) {
        throw new AssertionError("The example does not compile cleanly:\n" + complaints);
      }
    }
  }

  /** The sources of the provider ({@code main}) or of its tests. */
  static List<Path> sources(String kind) throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER.resolve("src").resolve(kind).resolve("java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  Path testClasses() {
    return target.resolve("test-classes");
  }

  /** Its jar, in a directory of its own. */
  Path jar() throws IOException {
    Path jar =
        Files.createDirectories(target.resolve("plugins")).resolve("small-provider-1.0.0.jar");
    if (!Files.exists(jar)) {
      pack(jar, target.resolve("classes"), FOLDER.resolve("src/main/resources"));
    }
    return jar;
  }

  /** A directory of plug-ins: one folder with the jar and its libraries. */
  Path plugins() throws IOException {
    Path folder = Files.createDirectories(target.resolve("with-libraries/pigeon"));
    Files.copy(jar(), folder.resolve("small-provider-1.0.0.jar"));
    for (Path library : libraries().toList()) {
      if (Files.isDirectory(library)) {
        pack(folder.resolve("provider-support.jar"), library);
      } else {
        Files.copy(library, folder.resolve(String.valueOf(library.getFileName())));
      }
    }
    return folder.resolveSibling("");
  }

  private static void pack(Path jar, Path... folders) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "1.0.0");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (Path folder : folders) {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(folder)) {
          walk.filter(Files::isRegularFile).sorted().forEach(files::add);
        }
        for (Path file : files) {
          out.putNextEntry(new JarEntry(folder.relativize(file).toString().replace('\\', '/')));
          out.write(Files.readAllBytes(file));
        }
      }
    }
  }
}
