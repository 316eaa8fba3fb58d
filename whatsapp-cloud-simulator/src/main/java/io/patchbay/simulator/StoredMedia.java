package io.patchbay.simulator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that the simulator has, or remembers.
 *
 * @param phoneNumberId the number that uploaded it, or got it from a person
 * @param inbound whether a person sent it, in which case the business cannot send it on
 * @param received the SHA-256 of what came, in hex
 * @param kept its bytes; null when only its length was kept, and {@link FillBytes} stands for it
 * @param expires when the platform forgets it
 */
@SuppressWarnings("ArrayRecordComponent")
record StoredMedia(
    String id,
    String phoneNumberId,
    boolean inbound,
    String mimeType,
    @Nullable String fileName,
    long size,
    String received,
    byte @Nullable [] kept,
    Instant expires) {

  UploadedMedia shown() {
    return new UploadedMedia(id, phoneNumberId, mimeType, fileName, size, received);
  }
}
