package io.patchbay.channel.spi;

import io.patchbay.channel.Masking;
import org.jspecify.annotations.Nullable;

/**
 * The sender and the account of ours that an event of a webhook names, or that a connection has.
 * Providers that call one address for several senders name them in each item.
 *
 * <p>Immutable.
 *
 * @param sender the sender, in the form of {@link Sender#key}; null when the event names none
 * @param account the account, by the provider's own id; null when the event names none
 */
public record Addressee(@Nullable String sender, @Nullable String account) {
  private static final Addressee NONE = new Addressee(null, null);

  /** An event that names neither: it is for the instance whose address was called. */
  public static Addressee none() {
    return NONE;
  }

  /** Masks what may be a phone number. */
  @Override
  public String toString() {
    return "Addressee[" + masked(sender) + ", account " + masked(account) + "]";
  }

  private static String masked(@Nullable String id) {
    return id == null ? "none" : Masking.numbersIn(id);
  }
}
