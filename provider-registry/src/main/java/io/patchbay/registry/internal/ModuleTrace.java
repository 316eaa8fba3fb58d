package io.patchbay.registry.internal;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs where a provider's module failed, for its author: the stack trace at the level DEBUG of the
 * logger {@value #LOGGER}. Messages of exceptions are left out, because they may quote a secret, a
 * number or a text. Stateless and thread-safe.
 */
public final class ModuleTrace {
  /** The logger's name; the option {@code --debug} of the command line turns it on. */
  public static final String LOGGER = "io.patchbay.modules";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

  private ModuleTrace() {}

  /**
   * Logs a failure.
   *
   * @param where the instance or provider
   * @param failure what its module threw
   */
  public static void log(Object where, Throwable failure) {
    if (LOG.isDebugEnabled()) {
      LOG.debug("The module of {} failed:\n{}", where, trace(failure));
    }
  }

  private static String trace(Throwable failure) {
    StringBuilder text = new StringBuilder();
    Set<Throwable> shown = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable at = failure; at != null && shown.add(at); at = at.getCause()) {
      text.append(at == failure ? "" : "Caused by: ").append(at.getClass().getName()).append('\n');
      for (StackTraceElement element : at.getStackTrace()) {
        text.append("\tat ").append(element).append('\n');
      }
    }
    return text.toString().stripTrailing();
  }
}
