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
    try (Source source = open()) {
      Buffer buffer = new Buffer();
      long left = upload.size();
      while (left > 0) {
        long read = read(source, buffer, Math.min(STEP, left));
        if (read < 0) {
          throw new Unreadable("it is shorter by " + left + " bytes than it was", null);
        }
        sink.write(buffer, read);
        left -= read;
      }
      if (read(source, buffer, 1) >= 0) {
        throw new Unreadable("it is longer than the " + upload.size() + " bytes it had", null);
      }
    }
  }

  private Source open() throws Unreadable {
    try {
      return Okio.source(upload.source().open());
    } catch (IOException e) {
      throw new Unreadable(e.getClass().getSimpleName(), e);
    }
  }

  private static long read(Source source, Buffer buffer, long most) throws Unreadable {
    try {
      return source.read(buffer, most);
    } catch (IOException e) {
      throw new Unreadable(e.getClass().getSimpleName(), e);
    }
  }

  /** The bytes are not what was announced, or cannot be had: no trouble of the network. */
  static final class Unreadable extends IOException {
    private static final long serialVersionUID = 1L;

    Unreadable(String reason, @Nullable IOException cause) {
      super("the file to upload cannot be read: " + reason, cause);
    }
  }
}
