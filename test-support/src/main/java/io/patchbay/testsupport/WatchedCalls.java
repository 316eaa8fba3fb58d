package io.patchbay.testsupport;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/** An object of an interface whose calls a test sees, holds up or refuses. */
public final class WatchedCalls {
  private WatchedCalls() {}

  /**
   * Passes every call on to another object.
   *
   * @param before called first, on the caller's thread, with the name of the method; what it throws
   *     is thrown to the caller, and the other object is not called
   */
  public static <T> T of(Class<T> type, T target, Consumer<String> before) {
    Object watched =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              before.accept(method.getName());
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
    return type.cast(watched);
  }
}
