package io.patchbay.provider.whatsapp.inbound;

import io.patchbay.channel.InboundContent;
import io.patchbay.channel.Masking;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a person's WhatsApp have changed, as after a new installation; the phone may be in
 * other hands. {@link io.patchbay.provider.whatsapp.content.WithIdentityCheck} takes the new hash.
 *
 * <p>Immutable.
 *
 * @param hash the new identity, opaque
 * @param body Meta's sentence about it
 */
public record IdentityChange(@Nullable String hash, @Nullable String body)
    implements InboundContent {
  @Override
  public boolean opensConversation() {
    return false;
  }

  @Override
  public String toString() {
    return "IdentityChange[" + (body == null ? "" : Masking.text(body)) + "]";
  }
}
