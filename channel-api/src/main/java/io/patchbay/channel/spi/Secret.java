package io.patchbay.channel.spi;

/**
 * A password, token or key. It shows itself only to {@link #reveal}.
 *
 * <p>Immutable.
 *
 * @param reveal the value itself: hand it to the provider and to nobody else
 */
public record Secret(String reveal) {
  /**
   * Refuses an empty secret.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public Secret {
    if (reveal.isBlank()) {
      throw new IllegalArgumentException("A secret is empty");
    }
  }

  @Override
  public String toString() {
    return "Secret[****]";
  }
}
