package io.patchbay.provider.whatsapp;

import io.patchbay.channel.Category;
import io.patchbay.channel.Media;
import io.patchbay.channel.SendError;
import io.patchbay.channel.spi.SendRequest;

/** Uploads the local files that a message names before the message itself is sent. Thread-safe. */
interface MediaUploads {
  /** For connections that upload nothing. */
  MediaUploads NONE =
      (media, request) -> {
        throw new Refused(
            SendError.of(Category.UNSUPPORTED, "Media in a local file cannot be sent yet")
                .remedy("Upload the file and name its id, or give a link to it.")
                .build());
      };

  /**
   * The id that Meta gave for a local file; blocks for the upload unless it is known already.
   *
   * @param media whose source is a local file
   * @param request the message that it belongs to, whose time-out bounds the upload
   * @throws Refused when there is no id; nothing of the message has been sent then
   */
  String idFor(Media media, SendRequest request) throws Refused;

  /** Why a file has no id. */
  final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient SendError error;

    Refused(SendError error) {
      super(error.describe());
      this.error = error;
    }

    SendError error() {
      return error;
    }
  }
}
