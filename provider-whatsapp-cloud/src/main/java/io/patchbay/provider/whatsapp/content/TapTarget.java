package io.patchbay.provider.whatsapp.content;

import java.net.URI;

/**
 * What opens when a person taps the picture of a template instead of its button.
 *
 * <p>Immutable.
 *
 * @param url what is opened
 * @param title what is shown instead of the address
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/tap-target-url-title-override">Tap
 *     targets</a>
 */
public record TapTarget(URI url, String title) {
  /**
   * Refuses an empty title.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public TapTarget {
    Require.notBlank("Title of a tap target", title);
  }

  /** Links may hold personal data. */
  @Override
  public String toString() {
    return "TapTarget[...]";
  }
}
