package io.patchbay.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about concurrency names every class whose state many threads change. */
class ConcurrencyPageTest {
  private static final Set<String> SHARED_BY_METHOD =
      Set.of("synchronizedMap", "synchronizedSet", "synchronizedList");

  @Test
  void everyClassWithALockAnAtomicOrAVolatileFieldStandsOnThePage() throws IOException {
    String page = Files.readString(Project.root().resolve("docs/concurrency.md"));
    Set<String> shared =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("/benchmarks/"))
                .withImportOption(location -> !location.contains("/test-support"))
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("io.patchbay")
                .stream()
                .filter(ConcurrencyPageTest::isChangedByManyThreads)
                .map(ConcurrencyPageTest::file)
                .collect(Collectors.toCollection(TreeSet::new));

    assertThat(shared).contains("ProviderRegistry", "LoadingCache", "MessageLog", "TemplateShelf");
    List<String> missing = shared.stream().filter(name -> !names(page, name)).toList();
    assertThat(missing).as("classes that docs/concurrency.md does not name").isEmpty();
  }

  private static boolean names(String page, String name) {
    return page.contains("`" + name + "`");
  }

  private static boolean isChangedByManyThreads(JavaClass type) {
    return type.getFields().stream().anyMatch(ConcurrencyPageTest::isShared)
        || type.getConstructorCallsFromSelf().stream()
            .anyMatch(call -> isConcurrent(call.getTargetOwner()))
        || type.getMethodCallsFromSelf().stream()
            .anyMatch(call -> SHARED_BY_METHOD.contains(call.getName()));
  }

  private static boolean isShared(JavaField field) {
    return field.getModifiers().contains(JavaModifier.VOLATILE)
        || field.getName().equals("lock")
        || isConcurrent(field.getRawType());
  }

  /** Executors, futures and their exceptions are no state that threads race for. */
  private static boolean isConcurrent(JavaClass type) {
    String name = type.getName();
    return name.startsWith("java.util.concurrent.atomic.")
        || name.startsWith("java.util.concurrent.locks.")
        || name.startsWith("java.util.concurrent.Concurrent")
        || name.equals("java.util.concurrent.Semaphore")
        || name.equals("java.util.concurrent.CountDownLatch");
  }

  /** A class that is nested, or has no name, belongs to the one whose file it is in. */
  private static String file(JavaClass type) {
    String name = type.getName().substring(type.getPackageName().length() + 1);
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }
}
