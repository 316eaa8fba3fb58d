package io.patchbay.simulator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** One thing for each business number, made when it is first asked for. Thread-safe. */
final class PerNumber<T> {
  private final Map<String, T> things = new ConcurrentHashMap<>();
  private final Supplier<T> fresh;

  PerNumber(Supplier<T> fresh) {
    this.fresh = fresh;
  }

  T of(String phoneNumberId) {
    return things.computeIfAbsent(phoneNumberId, id -> fresh.get());
  }
}
