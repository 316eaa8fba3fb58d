package io.patchbay.testkit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The threads of the process, but for those of the kit and those that libraries share. */
final class Threads {
  /**
   * WireMock's own; and those that OkHttp, Okio and the JDK keep once for all clients and stop by
   * themselves.
   */
  private static final List<String> SHARED =
      List.of(
          "testkit-",
          "qtp",
          "Jetty",
          "wiremock",
          "pool-",
          "OkHttp TaskRunner",
          "Okio Watchdog",
          "Keep-Alive-",
          "process reaper",
          "ForkJoinPool.commonPool");

  private Threads() {}

  static Set<Thread> alive() {
    return new HashSet<>(Thread.getAllStackTraces().keySet());
  }

  static List<String> newSince(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread) && thread.isAlive())
        .map(Thread::getName)
        .filter(name -> SHARED.stream().noneMatch(name::startsWith))
        .sorted()
        .toList();
  }
}
