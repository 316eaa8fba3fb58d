package io.patchbay.testkit;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URL;
import java.util.List;
import java.util.Set;

/** Which methods the classes of a provider's package call, read from its folder or jar. */
final class Bytecode {
  /** Calls that read the environment or system properties. */
  static final Set<String> ENVIRONMENT =
      Set.of(
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.System.getProperties",
          "java.lang.Boolean.getBoolean",
          "java.lang.Integer.getInteger",
          "java.lang.Long.getLong");

  /** Calls that read the system's clock; only measuring how long something takes is free. */
  static final Set<String> SYSTEM_TIME =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.time.Instant.now()",
          "java.time.LocalDate.now()",
          "java.time.LocalDateTime.now()",
          "java.time.OffsetDateTime.now()",
          "java.time.ZonedDateTime.now()",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone");

  private final JavaClasses classes;

  private Bytecode(JavaClasses classes) {
    this.classes = classes;
  }

  /** The classes beside this one and in packages below, from the same jar or folder. */
  static Bytecode of(Class<?> type) {
    URL place = type.getProtectionDomain().getCodeSource().getLocation();
    String folder = "/" + type.getPackageName().replace('.', '/') + "/";
    return ArchConfiguration.withThreadLocalScope(
        configuration -> {
          // What the classes call is in their own files; the library's would take seconds to read.
          configuration.setResolveMissingDependenciesFromClassPath(false);
          return new Bytecode(
              new ClassFileImporter()
                  .withImportOption(location -> location.contains(folder))
                  .importUrl(place));
        });
  }

  /**
   * Where these methods are called.
   *
   * @param methods class and name; with {@code ()} only the form without parameters
   */
  List<String> calls(Set<String> methods) {
    return classes.stream()
        .flatMap(caller -> caller.getCodeUnitAccessesFromSelf().stream())
        .filter(call -> isAmong(methods, call.getTarget()))
        .map(call -> call.getOriginOwner().getName() + " calls " + name(call.getTarget()))
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean isAmong(Set<String> methods, CodeUnitAccessTarget target) {
    return methods.contains(name(target))
        || (target.getRawParameterTypes().isEmpty() && methods.contains(name(target) + "()"));
  }

  private static String name(CodeUnitAccessTarget target) {
    return target.getOwner().getName() + "." + target.getName();
  }
}
