package io.patchbay.channel.spi;

import io.patchbay.channel.Masking;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who is seen as the sender of a message, and what it may do.
 *
 * <p>Immutable.
 *
 * @param key identity among all connections of this provider: connections with the same key share
 *     their speed limit. Empty when every connection is a sender of its own. At most 1,000 bytes of
 *     UTF-8 without the character 0, so that every database takes it into an index.
 * @param account the account whose limits it shares with other senders
 * @param rate how fast it may send; null when unknown
 * @param perRecipient how fast it may send to one recipient; null when unlimited
 * @param longestSend how long one send may take at most
 * @param dailyRecipients how many different people the account may write to in 24 hours who are not
 *     in a conversation; {@link #UNLIMITED} for any number, null when unknown
 */
public record Sender(
    String key,
    @Nullable String account,
    @Nullable Rate rate,
    @Nullable Rate perRecipient,
    Duration longestSend,
    @Nullable Long dailyRecipients) {
  /** As many people as there are. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  private static final int LONGEST_KEY = 1_000;

  private static final Sender PER_CONNECTION =
      new Sender("", null, null, null, Duration.ofMinutes(1));

  /**
   * Checks the key.
   *
   * @throws IllegalArgumentException when no database could look for it
   */
  public Sender {
    if (key.indexOf('\0') >= 0 || key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
      throw new IllegalArgumentException(
          "A sender's key has at most "
              + LONGEST_KEY
              + " bytes and no character 0, unlike this one of "
              + key.length()
              + " characters; choose a short id of the sender");
    }
  }

  /** One of which it is not known how many people its account may write to. */
  public Sender(
      String key,
      @Nullable String account,
      @Nullable Rate rate,
      @Nullable Rate perRecipient,
      Duration longestSend) {
    this(key, account, rate, perRecipient, longestSend, null);
  }

  /** Masks what may be a phone number in key and account. */
  @Override
  public String toString() {
    return "Sender["
        + Masking.numbersIn(key)
        + (account == null ? "" : ", account " + Masking.numbersIn(account))
        + (rate == null ? "" : ", " + rate)
        + (perRecipient == null ? "" : ", per recipient " + perRecipient)
        + ", a send takes "
        + longestSend
        + " at most"
        + (dailyRecipients == null
            ? ""
            : dailyRecipients == UNLIMITED
                ? ", to any number of people a day"
                : ", to " + dailyRecipients + " people a day")
        + "]";
  }

  /** A connection that is a sender of its own, with no known limits. */
  public static Sender perConnection() {
    return PER_CONNECTION;
  }
}
