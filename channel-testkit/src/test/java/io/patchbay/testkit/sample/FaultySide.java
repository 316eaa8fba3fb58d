package io.patchbay.testkit.sample;

import io.patchbay.channel.Content;
import io.patchbay.channel.spi.SmsProvider;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** The contract for a provider with a fault; {@link ContractRun} runs it. */
class FaultySide extends SampleSide {
  static final AtomicReference<Fault> CURRENT = new AtomicReference<>(Fault.NONE);

  private static Fault fault() {
    return Objects.requireNonNull(CURRENT.get());
  }

  @Override
  public SmsProvider provider() {
    try {
      return FaultyProviders.of(fault());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<Content> ownContents() {
    return fault() == Fault.D6_CONTENT_LOST_WHEN_STORED
        ? List.of(new Forgetful("x"))
        : List.of(new Poster("Sale", List.of("Today")));
  }
}
