package io.patchbay.channel;

import java.util.Optional;

/**
 * Names one attempt to send one message, in a form that fits into a provider's reference field.
 *
 * <p>Immutable.
 *
 * @param workspace the workspace that sent the message
 * @param id the message
 * @param attempt which attempt, counted from 1; 0 means that nothing was attempted
 */
public record MessageRef(String workspace, MessageId id, int attempt) {
  private static final String PREFIX = "pb1.";
  private static final int MOST_ATTEMPTS = 999_999;

  /** The longest text that {@link #encode} can give, in characters. */
  public static final int MAX_LENGTH = PREFIX.length() + 64 + 1 + 64 + 1 + 6;

  /**
   * Checks the workspace name and the range of the attempt.
   *
   * @throws IllegalArgumentException when a check fails
   */
  public MessageRef {
    Names.checked("Workspace name", workspace);
    if (attempt < 0 || attempt > MOST_ATTEMPTS) {
      throw new IllegalArgumentException(
          "Attempt " + attempt + " is outside 0 to " + MOST_ATTEMPTS);
    }
  }

  /** The text to hand to a provider, for example {@code pb1.acme.order-17.2}. */
  public String encode() {
    return PREFIX + workspace + '.' + id.value() + '.' + attempt;
  }

  /** Reads what {@link #encode} wrote; empty for any other text, such as a foreign reference. */
  public static Optional<MessageRef> parse(String text) {
    if (!text.startsWith(PREFIX) || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String[] parts = text.substring(PREFIX.length()).split("\\.", -1);
    if (parts.length != 3
        || !Names.valid(parts[0])
        || !Names.valid(parts[1])
        || !parts[2].matches("0|[1-9][0-9]{0,5}")) {
      return Optional.empty();
    }
    return Optional.of(
        new MessageRef(parts[0], new MessageId(parts[1]), Integer.parseInt(parts[2])));
  }

  /** The same message, another attempt. */
  public MessageRef withAttempt(int number) {
    return new MessageRef(workspace, id, number);
  }
}
