package io.patchbay.simulator;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Checks the media of one message. Ids must be those of files that the same number has uploaded;
 * links are not followed. A file that the kind of message cannot carry is accepted, as on the
 * platform, and fails later. For one thread.
 */
final class MediaCheck {
  private static final int LINK_LIMIT = 2048;

  private final MediaLibrary library;
  private final String phoneNumberId;
  private @Nullable GraphError lateFailure;

  MediaCheck(MediaLibrary library, String phoneNumberId) {
    this.library = library;
    this.phoneNumberId = phoneNumberId;
  }

  /** What the message's status will say instead of delivery; null for nothing. */
  @Nullable GraphError lateFailure() {
    return lateFailure;
  }

  void check(Part media, MediaKind kind) {
    String link = media.optionalText("link", LINK_LIMIT);
    String id = media.optionalText("id", LINK_LIMIT);
    if (link == null && id == null) {
      throw media.missing("id");
    }
    if (link != null && id != null) {
      throw new Refusal(
          GraphErrors.invalidParameter(
              "Param " + media.param("id") + " and link cannot be given together."));
    }
    if (link != null) {
      checkLink(media, "link", link);
      return;
    }
    StoredMedia stored = library.sendable(id == null ? "" : id, phoneNumberId);
    if (stored == null) {
      throw new Refusal(
          GraphErrors.badParameter(
              "Param "
                  + media.param("id")
                  + " is not a valid whatsapp business account media attachment ID"));
    }
    if (!kind.carries(stored.mimeType()) && lateFailure == null) {
      String name = kind.word().substring(0, 1).toUpperCase(Locale.ROOT) + kind.word().substring(1);
      lateFailure =
          GraphErrors.mediaFailed(
              "Unsupported %s mime type %s. Please use one of %s."
                  .formatted(name, stored.mimeType(), kind.carried()));
    }
  }

  static void checkLink(Part part, String name, String link) {
    if (!isWebAddress(link)) {
      throw new Refusal(
          GraphErrors.invalidParameter("Param " + part.param(name) + " is not a valid URI."));
    }
  }

  private static boolean isWebAddress(String link) {
    try {
      URI uri = new URI(link);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      return (scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
