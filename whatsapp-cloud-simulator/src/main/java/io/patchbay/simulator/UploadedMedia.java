package io.patchbay.simulator;

import org.jspecify.annotations.Nullable;

/**
 * A file that a client has uploaded: what a test compares with what it sent. Immutable.
 *
 * @param id the media id that it was given
 * @param phoneNumberId the number it was uploaded to
 * @param mimeType its type as the client named it, parameters included
 * @param fileName its name as the client gave it; null for none
 * @param size in bytes
 * @param sha256 the SHA-256 of all its bytes, in lower-case hex
 */
public record UploadedMedia(
    String id,
    String phoneNumberId,
    String mimeType,
    @Nullable String fileName,
    long size,
    String sha256) {

  /** Leaves the file's name out: it may name a person. */
  @Override
  public String toString() {
    return "UploadedMedia[id=%s, phoneNumberId=%s, mimeType=%s, size=%d, sha256=%s]"
        .formatted(id, phoneNumberId, mimeType, size, sha256);
  }
}
