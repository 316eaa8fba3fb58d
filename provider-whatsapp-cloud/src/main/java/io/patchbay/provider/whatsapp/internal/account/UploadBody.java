package io.patchbay.provider.whatsapp.internal.account;

import io.patchbay.provider.whatsapp.MediaUpload;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.HashingSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an upload, straight from their source to the network, once. The last of them are
 * held back until all have been read and checked, so that the other side never has the whole of
 * what is not as announced.
 */
final class UploadBody extends RequestBody {
  private static final int STEP = 8 << 10;

  private final MediaUpload upload;
  private final @Nullable MediaType type;

  private final @Nullable String sha256;

  UploadBody(MediaUpload upload, String type) {
    this(upload, type, null);
  }

  /**
   * Bytes that have been read before.
   *
   * @param sha256 what they were then, in hexadecimal digits; null when that is not known
   */
  UploadBody(MediaUpload upload, String type, @Nullable String sha256) {
    this.upload = upload;
    this.sha256 = sha256;
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
    try (HashingSource source = HashingSource.sha256(open())) {
      Buffer buffer = new Buffer();
      long left = upload.size();
      while (left > 0) {
        long read = read(source, buffer, Math.min(STEP, left));
        if (read < 0) {
          throw new Unreadable("it is shorter by " + left + " bytes than it was", null);
        }
        left -= read;
        if (left > 0) {
          sink.write(buffer, read);
        }
      }
      if (read(source, buffer, 1) >= 0) {
        throw new Unreadable("it is longer than the " + upload.size() + " bytes it had", null);
      }
      if (sha256 != null && !sha256.equals(source.hash().hex())) {
        throw new Unreadable("it has changed since it was read first", null);
      }
      sink.write(buffer, buffer.size());
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
