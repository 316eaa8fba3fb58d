package io.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.registry.internal.ModuleTrace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoggingTest {
  private static final String LEVEL = "org.slf4j.simpleLogger.log." + ModuleTrace.LOGGER;

  private final @Nullable String before = System.getProperty(LEVEL);

  @BeforeEach
  void clear() {
    System.clearProperty(LEVEL);
  }

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(LEVEL);
    } else {
      System.setProperty(LEVEL, before);
    }
  }

  @Test
  void debugShowsWhereAModuleFailed() {
    Logging.configure(false, true);

    assertThat(System.getProperty(LEVEL)).isEqualTo("debug");
  }

  @Test
  void withoutDebugItIsNotShown() {
    Logging.configure(true, false);

    assertThat(System.getProperty(LEVEL)).isEqualTo("warn");
  }
}
