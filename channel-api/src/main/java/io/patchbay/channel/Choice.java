package io.patchbay.channel;

import org.jspecify.annotations.Nullable;

/**
 * A button that somebody pressed or a row that somebody chose in a message of ours.
 *
 * <p>Immutable.
 *
 * @param id our id or payload of what was chosen
 * @param title what the person saw
 * @param description the second line of a row
 */
public record Choice(String id, String title, @Nullable String description)
    implements InboundContent {
  @Override
  public String toString() {
    return "Choice[" + Masking.text(id) + "]";
  }
}
