package io.patchbay.channel;

import org.jspecify.annotations.Nullable;

/**
 * A point on the map.
 *
 * <p>Immutable.
 *
 * @param latitude degrees north, -90 to 90 (WGS 84)
 * @param longitude degrees east, -180 to 180 (WGS 84)
 * @param name what the place is called
 * @param address its postal address in one line
 */
public record Location(
    double latitude, double longitude, @Nullable String name, @Nullable String address)
    implements Content, InboundContent {
  /**
   * Checks the ranges; not-a-number is refused too.
   *
   * @throws IllegalArgumentException when a check fails
   */
  public Location {
    if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) {
      throw new IllegalArgumentException(
          "A location needs a latitude of -90 to 90 and a longitude of -180 to 180 degrees");
    }
  }

  /** Shows nothing of where it is. */
  @Override
  public String toString() {
    return "Location[...]";
  }
}
