package io.patchbay.testkit.sample;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What no provider may have: state that all connections share. */
final class FaultyStatics {
  private static final AtomicReference<@Nullable String> LAST_TOKEN = new AtomicReference<>();

  private FaultyStatics() {}

  static void remember(Fault fault, String token) {
    if (fault == Fault.S1_KEEPS_THE_ACCOUNT_IN_A_STATIC) {
      LAST_TOKEN.set(token);
    }
  }

  static String token(Fault fault, String own) {
    String last = LAST_TOKEN.get();
    return fault == Fault.S1_KEEPS_THE_ACCOUNT_IN_A_STATIC && last != null ? last : own;
  }
}
