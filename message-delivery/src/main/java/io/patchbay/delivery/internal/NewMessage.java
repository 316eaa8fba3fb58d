package io.patchbay.delivery.internal;

import io.patchbay.channel.MessageId;
import io.patchbay.channel.MessageRef;
import io.patchbay.content.Storable;
import io.patchbay.delivery.SubmitOptions;
import org.jspecify.annotations.Nullable;

/**
 * A message to write down.
 *
 * <p>Immutable.
 *
 * @param id the host's id of it
 * @param lane who is to send it
 * @param recipient the key of its recipient's address, in a form that databases take
 * @param body its stored form
 * @param fingerprint the same for the same recipient and content
 * @param options how it is to be delivered
 */
public record NewMessage(
    String id,
    LaneKey lane,
    String recipient,
    String body,
    String fingerprint,
    SubmitOptions options) {
  /**
   * Checks what would be refused by some database at every try, or by the provider's reference.
   *
   * @throws IllegalArgumentException when a check fails
   */
  public NewMessage {
    // It checks both names.
    new MessageRef(lane.workspace(), new MessageId(id), 1);
    checked(id, "provider", lane.provider());
    checked(id, "sender", lane.from());
    checked(id, "provider", lane.via());
    recipient = Storable.key(recipient);
    body = Storable.text(body);
  }

  private static void checked(String id, String what, @Nullable String text) {
    if (text != null && !Storable.isKey(text)) {
      throw new IllegalArgumentException(
          "The "
              + what
              + " that message "
              + id
              + " names cannot be stored: it has "
              + text.length()
              + " characters; use at most "
              + Storable.LONGEST_KEY
              + " bytes of UTF-8, without the character 0");
    }
  }

  @Override
  public String toString() {
    return "NewMessage[" + id + " of " + lane.workspace() + ", " + options + "]";
  }
}
