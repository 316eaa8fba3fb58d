package io.patchbay.delivery;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.registry.routing.Route;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a question to a provider, which may be unable to answer. Thread-safe. */
final class Inquiry {
  private static final Logger LOG = LoggerFactory.getLogger(Inquiry.class);

  /** What follows when there is no answer, for people. */
  static final String AGAIN = "it is asked for again later";

  private final ChannelCore patchbay;

  Inquiry(ChannelCore patchbay) {
    this.patchbay = patchbay;
  }

  /** Whether an instance is configured. */
  boolean knows(InstanceId instance) {
    return route(instance).isPresent();
  }

  /** Whether an instance is configured, and can be asked for this. */
  boolean offers(InstanceId instance, Class<?> capability) {
    return route(instance)
        .map(route -> route.provider().capabilities().contains(capability))
        .orElse(false);
  }

  private Optional<Route> route(InstanceId instance) {
    return patchbay
        .registry()
        .routing(instance.workspace())
        .map(routing -> routing.instances().get(instance.name()));
  }

  /**
   * What it answers; empty when it cannot be asked now.
   *
   * @param what what is asked for
   * @param then what follows when there is no answer
   */
  <R> Optional<R> ask(InstanceId instance, String what, String then, Supplier<R> question) {
    try {
      return Optional.of(question.get());
    } catch (RuntimeException | LinkageError e) {
      // Only what the core has bounded and masked: another message may quote a sender's number.
      LOG.info(
          "{}: {} could not be asked for ({}); {}",
          instance,
          what,
          e instanceof ProviderException known
              ? known.error().describe()
              : e.getClass().getSimpleName(),
          then);
      return Optional.empty();
    }
  }
}
