package io.patchbay.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lists the public and protected signatures of compiled classes, the same on every JDK. What is in
 * a package named {@code internal} is for no host and left out.
 */
final class PublicApi {
  private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");

  private PublicApi() {}

  /** The listing of everything in the jar or folder that a class comes from. */
  static String of(Class<?> member) {
    try {
      URI location = member.getProtectionDomain().getCodeSource().getLocation().toURI();
      Path path = Path.of(location);
      if (Files.isDirectory(path)) {
        return of(path, member.getClassLoader());
      }
      try (FileSystem jar = FileSystems.newFileSystem(path, Map.of())) {
        return of(jar.getPath("/"), member.getClassLoader());
      }
    } catch (IOException | java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static String of(Path root, ClassLoader loader) {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
          .filter(file -> !file.startsWith("META-INF/"))
          .filter(file -> !file.contains("/internal/"))
          .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
          .sorted()
          .map(name -> load(name, loader))
          .filter(PublicApi::visible)
          .map(PublicApi::listing)
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Class<?> load(String name, ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean visible(@Nullable Class<?> type) {
    return type == null
        || (shown(type.getModifiers()) && !type.isSynthetic() && visible(type.getDeclaringClass()));
  }

  private static boolean shown(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String listing(Class<?> type) {
    Set<String> members = new TreeSet<>();
    for (Field field : type.getDeclaredFields()) {
      if (shown(field.getModifiers()) && !field.isSynthetic()) {
        members.add(
            modifiers(field.getModifiers())
                + name(field.getGenericType(), field.getAnnotatedType())
                + " "
                + field.getName());
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (shown(constructor.getModifiers()) && !constructor.isSynthetic()) {
        members.add(modifiers(constructor.getModifiers()) + "new" + signature(constructor));
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      boolean listed =
          shown(method.getModifiers())
              && !method.isSynthetic()
              && !OF_EVERY_OBJECT.contains(method.getName());
      if (listed) {
        members.add(
            (method.isDefault() ? "default " : "")
                + modifiers(method.getModifiers() & ~Modifier.TRANSIENT & ~Modifier.VOLATILE)
                + parameters(method.getTypeParameters())
                + name(method.getGenericReturnType(), method.getAnnotatedReturnType())
                + " "
                + method.getName()
                + signature(method));
      }
    }
    StringBuilder text = new StringBuilder(head(type)).append('\n');
    members.forEach(member -> text.append("  ").append(member).append('\n'));
    return text.toString();
  }

  private static String head(Class<?> type) {
    String kind =
        type.isAnnotation()
            ? "annotation "
            : type.isInterface()
                ? "interface "
                : type.isEnum() ? "enum " : type.isRecord() ? "record " : "class ";
    int shown = type.getModifiers() & ~Modifier.INTERFACE;
    int modifiers = type.isInterface() ? shown & ~Modifier.ABSTRACT : shown;
    List<String> parents = new ArrayList<>();
    Type parent = type.getGenericSuperclass();
    if (parent != null && parent != Object.class && !type.isEnum() && !type.isRecord()) {
      parents.add(parent.getTypeName());
    }
    Arrays.stream(type.getGenericInterfaces()).map(Type::getTypeName).forEach(parents::add);
    String permits =
        type.isSealed()
            ? " permits "
                + Arrays.stream(type.getPermittedSubclasses())
                    .map(Class::getName)
                    .sorted()
                    .collect(Collectors.joining(", "))
            : "";
    return modifiers(modifiers)
        + kind
        + type.getName()
        + parameters(type.getTypeParameters())
        + (parents.isEmpty() ? "" : " : " + String.join(", ", parents))
        + permits;
  }

  private static String parameters(java.lang.reflect.TypeVariable<?>[] variables) {
    return variables.length == 0
        ? ""
        : Arrays.stream(variables)
            .map(Type::getTypeName)
            .collect(Collectors.joining(", ", "<", "> "));
  }

  private static String signature(Executable executable) {
    Stream<String> each =
        isCanonical(executable)
            ? Arrays.stream(executable.getDeclaringClass().getRecordComponents())
                .map(part -> name(part.getGenericType(), part.getAnnotatedType()))
            : Arrays.stream(executable.getParameters()).map(PublicApi::parameter);
    String parameters = each.collect(Collectors.joining(", ", "(", ")"));
    String thrown =
        Arrays.stream(executable.getGenericExceptionTypes())
            .map(Type::getTypeName)
            .sorted()
            .collect(Collectors.joining(", "));
    return parameters + (thrown.isEmpty() ? "" : " throws " + thrown);
  }

  /**
   * Some compilers, and some only at times, mark the parameters of a record's constructor as not
   * written in the source; reflection then forgets their type arguments.
   */
  private static boolean isCanonical(Executable executable) {
    Class<?> type = executable.getDeclaringClass();
    return executable instanceof Constructor<?>
        && type.isRecord()
        && Arrays.equals(
            executable.getParameterTypes(),
            Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new));
  }

  private static String parameter(Parameter parameter) {
    return name(parameter.getParameterizedType(), parameter.getAnnotatedType());
  }

  /** The type with a question mark where null is meant: that is a promise too. */
  private static String name(Type type, AnnotatedElement annotated) {
    return type.getTypeName() + (annotated.isAnnotationPresent(Nullable.class) ? "?" : "");
  }

  private static String modifiers(int modifiers) {
    int listed =
        modifiers
            & (Modifier.PUBLIC
                | Modifier.PROTECTED
                | Modifier.STATIC
                | Modifier.FINAL
                | Modifier.ABSTRACT);
    return listed == 0 ? "" : Modifier.toString(listed) + " ";
  }
}
