package io.patchbay.delivery.store;

import io.patchbay.channel.Masking;
import io.patchbay.channel.spi.Sender;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How many people were written to in the last 24 hours, and what was charged for it. An attempt
 * counts when it was accepted, or nobody can tell.
 *
 * <p>Immutable.
 *
 * @param since what was sent from then on counts
 * @param accounts by the account that sets the limit
 * @param senders by real sender
 * @param prices what was accepted, by what the provider's statuses said of the price
 * @param nothingSent what providers took that send nothing; it counts nowhere else
 */
public record Usage(
    Instant since,
    List<People> accounts,
    List<People> senders,
    List<Charged> prices,
    List<NothingSent> nothingSent) {
  /** From this share of a limit on it is time to act. */
  public static final double WARNING = 0.8;

  /** Copies the lists. */
  public Usage {
    accounts = List.copyOf(accounts);
    senders = List.copyOf(senders);
    prices = List.copyOf(prices);
    nothingSent = List.copyOf(nothingSent);
  }

  /**
   * How many messages a provider took that sends nothing.
   *
   * @param sender the key of the sender
   * @param messages how many
   */
  public record NothingSent(String sender, long messages) {
    @Override
    public String toString() {
      return "NothingSent[" + Masking.numbersIn(sender) + ", " + messages + "]";
    }
  }

  /**
   * How many different people were written to. One of whom only an erased message is left counts
   * for each of these.
   *
   * @param key of the account or the sender, among all providers; an account that is not known is
   *     that of the one sender
   * @param account of a sender, the key of its account; of an account, itself
   * @param outside people who were not in a conversation, or of whom that is not known
   * @param unknown of those, people of whom it is not known for at least one message
   * @param inside people who were in a conversation
   * @param ofWorkspace of those outside, the people whom the workspace that was asked for wrote to
   * @param limit how many there may be outside; {@link Sender#UNLIMITED} for any number, null when
   *     not known
   * @param limitSeen when the provider last said so; null when it was never asked
   */
  public record People(
      String key,
      String account,
      long outside,
      long unknown,
      long inside,
      long ofWorkspace,
      @Nullable Long limit,
      @Nullable Instant limitSeen) {
    /** The share of the limit that is used; empty when there is none, or it is not known. */
    public OptionalDouble used() {
      return limit == null || limit == Sender.UNLIMITED || limit <= 0
          ? OptionalDouble.empty()
          : OptionalDouble.of((double) outside / limit);
    }

    /** Whether it is time to act. */
    public boolean warns() {
      return used().orElse(0) >= WARNING;
    }

    @Override
    public String toString() {
      return "People[" + Masking.numbersIn(key) + ", " + outside + " of " + limit + "]";
    }
  }

  /**
   * How many messages had one price.
   *
   * @param sender the key of the sender
   * @param category the provider's word for the kind of message; null when no status said so
   * @param billable whether they are charged; null when no status said so
   * @param messages how many
   */
  public record Charged(
      String sender, @Nullable String category, @Nullable Boolean billable, long messages) {
    @Override
    public String toString() {
      return "Charged["
          + Masking.numbersIn(sender)
          + ", "
          + category
          + ", "
          + billable
          + ", "
          + messages
          + "]";
    }
  }
}
