package io.patchbay.provider.whatsapp.internal.account;

import io.patchbay.channel.Category;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendError;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.provider.whatsapp.StoredMedia;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import okhttp3.HttpUrl;
import okhttp3.ResponseBody;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import retrofit2.Response;

/** One download of media: from one of Meta's hosts, bounded, and checked against the look-up. */
public final class Download {
  private static final int STEP = 16 << 10;

  private final AccountClient client;
  private final StoredMedia media;
  private final HttpUrl url;

  /** Refuses media that are not where the token may go. */
  public Download(AccountClient client, StoredMedia media) {
    this.client = client;
    this.media = media;
    this.url =
        MediaHosts.check(
            media.url() == null ? null : media.url().toString(), client.settings().baseUrl());
  }

  /**
   * Copies the bytes.
   *
   * @throws IOException when they cannot be written
   * @throws ProviderException when they do not arrive whole and right
   */
  public void into(OutputStream out) throws IOException {
    if (media.size() > MediaTypes.LARGEST) {
      throw wrong(
          media.size()
              + " bytes are announced; WhatsApp carries "
              + MediaTypes.LARGEST
              + " at most");
    }
    long most = media.size() < 0 ? MediaTypes.LARGEST : media.size();
    Response<ResponseBody> response =
        client.open(url, most + 1, CloudMedia.time(client.settings(), most));
    try (ResponseBody body = response.body()) {
      if (!response.isSuccessful() || body == null) {
        throw refused(response.code());
      }
      MessageDigest digest = sha256();
      long copied = copy(body.byteStream(), out, digest, most);
      if (media.size() >= 0 && copied != media.size()) {
        throw wrong(copied + " bytes arrived instead of " + media.size());
      }
      String hash = ByteString.of(digest.digest()).hex();
      if (media.sha256() != null && !same(hash, media.sha256())) {
        throw wrong("their SHA-256 is " + hash + " instead of " + media.sha256());
      }
    }
  }

  /** Keeps the two kinds of trouble apart: what cannot be read, and what cannot be written. */
  private long copy(InputStream in, OutputStream out, MessageDigest digest, long most)
      throws IOException {
    byte[] step = new byte[STEP];
    long copied = 0;
    while (true) {
      int read = read(in, step);
      if (read < 0) {
        return copied;
      }
      copied += read;
      if (copied > most) {
        throw wrong("more than " + most + " bytes arrived");
      }
      digest.update(step, 0, read);
      out.write(step, 0, read);
    }
  }

  private int read(InputStream in, byte[] step) {
    try {
      return in.read(step);
    } catch (IOException e) {
      throw client.broken(e, url);
    }
  }

  /** The look-up writes it in hexadecimal, webhooks in Base64. */
  private static boolean same(String hash, String announced) {
    if (hash.equals(announced.toLowerCase(Locale.ROOT))) {
      return true;
    }
    @Nullable ByteString decoded = ByteString.decodeBase64(announced);
    return decoded != null && decoded.hex().equals(hash);
  }

  private ProviderException refused(int status) {
    String what =
        status / 100 == 3
            ? "HTTP " + status + ": a redirection, which is not followed with a token"
            : "HTTP " + status;
    return new ProviderException(
        SendError.of(Category.MEDIA, "The media cannot be downloaded: " + what)
            .code("HTTP " + status)
            .retry(status >= 500 || status == 429 ? Retry.BACKOFF : Retry.NEVER)
            .remedy("Ask anew for the media's address, which is good for five minutes only.")
            .build());
  }

  private static ProviderException wrong(String what) {
    return new ProviderException(
        SendError.of(Category.MEDIA, "The media did not arrive as announced: " + what)
            .retry(Retry.BACKOFF)
            .remedy("Download them again; tell Meta if that keeps happening.")
            .build());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
