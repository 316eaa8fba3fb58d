package io.patchbay.provider.whatsapp.internal.send;

import io.patchbay.channel.Media;
import io.patchbay.channel.SendError;
import java.time.Duration;

/** Uploads the local files that a message names before the message itself is sent. Thread-safe. */
public interface MediaUploads {
  /**
   * The id that Meta gave for a local file; blocks for the upload unless it is known already.
   *
   * @param media whose source is a local file
   * @param left what is left of the send's time, which bounds the upload
   * @throws Refused when there is no id; nothing of the message has been sent then
   */
  String idFor(Media media, Duration left) throws Refused;

  /** Tells that Meta no longer has an id, or that a message was refused with it. */
  default void forget(String mediaId) {}

  /** Why a file has no id. */
  final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient SendError error;

    public Refused(SendError error) {
      super(error.describe());
      this.error = error;
    }

    SendError error() {
      return error;
    }
  }
}
