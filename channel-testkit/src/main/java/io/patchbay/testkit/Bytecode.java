package io.patchbay.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What the classes of a provider's package call, read from its folder or jar. */
final class Bytecode {
  /** Calls that read the environment or system properties. */
  static final Set<String> ENVIRONMENT =
      Set.of(
          "java/lang/System.getenv",
          "java/lang/System.getProperty",
          "java/lang/System.getProperties",
          "java/lang/Boolean.getBoolean",
          "java/lang/Integer.getInteger",
          "java/lang/Long.getLong");

  /** Calls that read the system's clock; only measuring how long something takes is free. */
  static final Set<String> SYSTEM_TIME =
      Set.of(
          "java/lang/System.currentTimeMillis",
          "java/time/Instant.now()",
          "java/time/LocalDate.now()",
          "java/time/LocalDateTime.now()",
          "java/time/OffsetDateTime.now()",
          "java/time/ZonedDateTime.now()",
          "java/time/Clock.systemUTC",
          "java/time/Clock.systemDefaultZone");

  private final List<byte[]> classes;

  private Bytecode(List<byte[]> classes) {
    this.classes = classes;
  }

  /** The classes beside this one and in packages below, from the same jar or folder. */
  static Bytecode of(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    String folder = type.getPackageName().replace('.', '/');
    try {
      Path place = Path.of(source.getLocation().toURI());
      if (Files.isDirectory(place)) {
        return new Bytecode(read(place.resolve(folder)));
      }
      try (FileSystem jar = FileSystems.newFileSystem(place)) {
        return new Bytecode(read(jar.getPath(folder)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("No place for " + type, e);
    }
  }

  private static List<byte[]> read(Path folder) throws IOException {
    List<byte[]> classes = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          classes.add(in.readAllBytes());
        }
      }
    }
    return classes;
  }

  /**
   * Where these methods are called.
   *
   * @param methods owner and name; with {@code ()} only the form without parameters
   */
  List<String> calls(Set<String> methods) {
    Set<String> found = new TreeSet<>();
    for (byte[] bytes : classes) {
      ClassReader reader = new ClassReader(bytes);
      reader.accept(new Calls(reader.getClassName(), methods, found), ClassReader.SKIP_DEBUG);
    }
    return List.copyOf(found);
  }

  private static final class Calls extends ClassVisitor {
    private final String caller;
    private final Set<String> methods;
    private final Set<String> found;

    Calls(String caller, Set<String> methods, Set<String> found) {
      super(Opcodes.ASM9);
      this.caller = caller;
      this.methods = methods;
      this.found = found;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String method, String parameters, boolean isInterface) {
          note(owner, method, parameters);
        }

        @Override
        public void visitInvokeDynamicInsn(
            String dynamic, String parameters, Handle bootstrap, Object... arguments) {
          for (Object argument : arguments) {
            if (argument instanceof Handle handle) {
              note(handle.getOwner(), handle.getName(), handle.getDesc());
            }
          }
        }
      };
    }

    private void note(String owner, String method, String parameters) {
      String call = owner + "." + method;
      if (methods.contains(call)
          || (parameters.startsWith("()") && methods.contains(call + "()"))) {
        found.add(caller.replace('/', '.') + " calls " + call.replace('/', '.'));
      }
    }
  }
}
