package io.patchbay.provider.whatsapp.content;

import io.patchbay.channel.Content;
import org.jspecify.annotations.Nullable;

/**
 * Pins a message of a group for everybody in it, or takes the pin off. It goes to groups only.
 *
 * <p>Immutable.
 *
 * @param messageId the message's id, as the provider gave it
 * @param days for how many days it is pinned, 1 to 30; null to take the pin off
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/groups/groups-messaging">Messages
 *     of groups</a>
 */
public record GroupPin(String messageId, @Nullable Integer days) implements Content {
  /**
   * Refuses an empty id.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public GroupPin {
    Require.notBlank("Message of a pin", messageId);
  }

  /** Pins a message for so many days. */
  public static GroupPin pin(String messageId, int days) {
    return new GroupPin(messageId, days);
  }

  /** Takes a pin off. */
  public static GroupPin unpin(String messageId) {
    return new GroupPin(messageId, null);
  }

  @Override
  public String toString() {
    return days == null ? "GroupPin[off]" : "GroupPin[" + days + " days]";
  }
}
