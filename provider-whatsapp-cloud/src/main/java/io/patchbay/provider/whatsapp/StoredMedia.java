package io.patchbay.provider.whatsapp;

import io.patchbay.channel.Masking;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What Meta says about media it keeps. Immutable.
 *
 * @param id Meta's id
 * @param url where to download it, with the token, within five minutes; null when not said
 * @param mimeType what it is; null when not said
 * @param sha256 the SHA-256 of the bytes as Meta writes it; null when not said
 * @param size how many bytes; -1 when not said
 */
public record StoredMedia(
    String id, @Nullable URI url, @Nullable String mimeType, @Nullable String sha256, long size) {

  /** Leaves the address out: it is as good as the file for whoever has the token. */
  @Override
  public String toString() {
    return "StoredMedia["
        + Masking.numbersIn(id)
        + ", "
        + mimeType
        + ", "
        + size
        + " bytes, sha256 "
        + sha256
        + "]";
  }
}
