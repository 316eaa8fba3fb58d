package io.patchbay.testsupport;

import java.io.IOException;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Plug-ins that a test writes, compiles and breaks. */
public final class Plugins implements AutoCloseable {
  private static final String SERVICES = "META-INF/services/io.patchbay.channel.spi.SmsProvider";

  private final Class<?> spi;
  private final Path root;
  private final List<Path> places = new ArrayList<>();
  private @Nullable URLClassLoader loader;

  /**
   * Plug-ins in a folder.
   *
   * @param spi the interface of the providers
   */
  public Plugins(Path root, Class<?> spi) {
    this.spi = spi;
    this.root = root;
  }

  /** A provider's source; {@code members} are put into the class. */
  public static String source(String packageName, String id, String members) {
    return """
        package %s;
        import io.patchbay.channel.*;
        import io.patchbay.channel.spi.*;
        public class Provider implements SmsProvider {
          %s
          @Override public ProviderDescriptor descriptor() {
            trouble();
            return ProviderDescriptor.of("%s", "%s", java.net.URI.create("https://example.org/"))
                .contents(ContentType.TEXT).recipient(PhoneNumber.class).build();
          }
          @Override public SmsConnection connect(ConnectionContext context) {
            return request -> null;
          }
        }
        """
        .formatted(
            packageName,
            members.contains("trouble()") ? members : members + " void trouble() {}",
            id,
            id);
  }

  /** A folder on the class path with one compiled class and a services file of these lines. */
  public Path folder(String name, String className, String source, String... services)
      throws IOException {
    Path folder = root.resolve(name);
    compile(folder, className, source);
    services(folder, services);
    places.add(folder);
    return folder;
  }

  /** The same as a jar. */
  public Path jar(String name, String className, String source, String... services)
      throws IOException {
    compile(root.resolve(name + "-classes"), className, source);
    return pack(name, services);
  }

  /**
   * A jar of what was compiled for it, in the folder that is called as it with {@code -classes}.
   */
  public Path pack(String name, String... services) throws IOException {
    Path folder = root.resolve(name + "-classes");
    services(folder, services);
    Path jar = root.resolve(name);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(folder.relativize(path).toString().replace('\\', '/')));
        out.write(Files.readAllBytes(path));
        out.closeEntry();
      }
    }
    places.add(jar);
    return jar;
  }

  public void compile(Path folder, String className, String source) throws IOException {
    Path sources = root.resolve("sources").resolve(folder.getFileName());
    Path file = sources.resolve(className.replace('.', '/') + ".java");
    Files.createDirectories(file.getParent());
    Files.createDirectories(folder);
    Files.writeString(file, source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int result =
        compiler.run(
            null,
            null,
            null,
            "-proc:none",
            "-nowarn",
            "--release",
            "17",
            "-cp",
            // What the plug-in brings comes first: it may be of a newer API.
            folder + java.io.File.pathSeparator + locationOf(spi),
            "-d",
            folder.toString(),
            file.toString());
    if (result != 0) {
      throw new AssertionError("The plug-in's source does not compile:\n" + source);
    }
  }

  /** A source whose sends are accepted under an id that this expression makes. */
  public static String accepting(String packageName, String id, String expression) {
    return source(packageName, id, "")
        .replace(
            "return request -> null;",
            "return request -> new SendOutcome.Accepted(String.valueOf("
                + expression
                + "), java.util.List.of(), java.util.Map.of());");
  }

  static Path locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  public static void services(Path folder, String... lines) throws IOException {
    Path file = folder.resolve(SERVICES);
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(lines), StandardCharsets.UTF_8);
  }

  /** Where the class loader names a folder's services file. */
  public static String servicesUrl(Path folder) {
    return url(folder) + SERVICES;
  }

  /** How class loaders spell a place. */
  public static String url(Path place) {
    try {
      return place.toUri().toURL().toString();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  /** Puts a place that is compiled already on the class path. */
  public void add(Path place) {
    places.add(place);
  }

  public ClassLoader loader() throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path place : places) {
      urls.add(place.toUri().toURL());
    }
    URLClassLoader fresh = new URLClassLoader(urls.toArray(URL[]::new), spi.getClassLoader());
    loader = fresh;
    return fresh;
  }

  @Override
  public void close() throws IOException {
    if (loader != null) {
      loader.close();
    }
  }
}
