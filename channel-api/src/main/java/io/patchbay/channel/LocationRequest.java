package io.patchbay.channel;

/**
 * Asks the person to share where they are.
 *
 * <p>Immutable.
 *
 * @param body the text of the question
 */
public record LocationRequest(String body) implements Content {
  /**
   * Refuses an empty text.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public LocationRequest {
    Names.notBlank("Body of a location request", body);
  }

  @Override
  public String toString() {
    return "LocationRequest[" + Masking.text(body) + "]";
  }
}
