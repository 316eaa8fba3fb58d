package io.patchbay.registry.internal;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plug-in's code with its class loader as the thread's context class loader: libraries that
 * look for their parts there, as those that use {@link java.util.ServiceLoader} do, find the
 * plug-in's and not the host's. Afterwards the thread is as it was. Thread-safe.
 */
public final class PluginContext {
  private PluginContext() {}

  /** Runs code of this object's class; as it is when that is not from a plug-in. */
  public static <T extends @Nullable Object> T call(Object foreign, Supplier<T> work) {
    return foreign.getClass().getClassLoader() instanceof PluginClassLoader loader
        ? within(loader, work)
        : work.get();
  }

  /** Runs code of a plug-in. */
  public static <T extends @Nullable Object> T within(PluginClassLoader loader, Supplier<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return work.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
