package io.patchbay.channel;

import org.jspecify.annotations.Nullable;

/**
 * Media that somebody sent to us. The bytes stay with the provider until its own interface for
 * media fetches them.
 *
 * <p>Immutable.
 *
 * @param kind what it is
 * @param mediaId the provider's id, for fetching it
 * @param mimeType the media type, where the provider says so
 * @param sha256 the hash of the bytes as the provider writes it, where it does
 * @param caption the text sent with it
 * @param fileName the name of the file, usually for documents only
 */
public record ReceivedMedia(
    Media.Kind kind,
    String mediaId,
    @Nullable String mimeType,
    @Nullable String sha256,
    @Nullable String caption,
    @Nullable String fileName)
    implements InboundContent {
  /**
   * Refuses an empty id.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public ReceivedMedia {
    Names.notBlank("Media id", mediaId);
  }

  @Override
  public String toString() {
    return "ReceivedMedia[" + kind + ", " + mediaId + ", " + mimeType + "]";
  }
}
