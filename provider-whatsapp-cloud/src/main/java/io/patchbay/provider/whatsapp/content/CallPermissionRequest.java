package io.patchbay.provider.whatsapp.content;

import io.patchbay.channel.Content;
import io.patchbay.channel.Masking;
import org.jspecify.annotations.Nullable;

/**
 * Asks a person for permission to call.
 *
 * <p>Immutable.
 *
 * @param body the text of the question; null leaves it out
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/calling/user-call-permissions">User
 *     call permissions</a>
 */
public record CallPermissionRequest(@Nullable String body) implements Content {
  @Override
  public String toString() {
    return "CallPermissionRequest[" + (body == null ? "" : Masking.text(body)) + "]";
  }
}
