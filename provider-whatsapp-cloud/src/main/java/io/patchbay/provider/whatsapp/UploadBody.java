package io.patchbay.provider.whatsapp;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/** The bytes of an upload, straight from their source to the network, once. */
final class UploadBody extends RequestBody {
  private static final int STEP = 8 << 10;

  private final MediaUpload upload;
  private final @Nullable MediaType type;

  UploadBody(MediaUpload upload, String type) {
    this.upload = upload;
    this.type = MediaType.parse(type);
  }

  @Override
  public @Nullable MediaType contentType() {
    return type;
  }

  @Override
  public long contentLength() {
    return upload.size();
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    try (Source source = Okio.source(upload.source().open())) {
      Buffer buffer = new Buffer();
      long left = upload.size();
      while (left > 0) {
        long read = source.read(buffer, Math.min(STEP, left));
        if (read < 0) {
          throw new IOException("the file has become shorter by " + left + " bytes");
        }
        sink.write(buffer, read);
        left -= read;
      }
      if (source.read(buffer, 1) >= 0) {
        throw new IOException("the file has become longer than " + upload.size() + " bytes");
      }
    }
  }
}
