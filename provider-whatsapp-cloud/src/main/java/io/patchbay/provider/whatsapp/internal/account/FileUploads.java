package io.patchbay.provider.whatsapp.internal.account;

import io.patchbay.channel.Category;
import io.patchbay.channel.Media;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.provider.whatsapp.MediaUpload;
import io.patchbay.provider.whatsapp.internal.send.MediaUploads;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import okio.ByteString;

/**
 * Uploads local files that are about to be sent: each content once for as long as Meta keeps it,
 * however many sends want it at once. A connection has one phone number, so its uploads are that
 * number's. Thread-safe.
 *
 * <p>A failure here happens before the message's own request, so it is proof that no message went
 * out: the send is {@code Rejected} with the error of the {@link ProviderException}.
 */
public final class FileUploads implements MediaUploads {
  /** Meta keeps an upload for 30 days; the rest is for the message's own way. */
  private static final Duration LIFE = Duration.ofDays(25);

  private static final int MOST = 1_000;
  private static final String SEND_AGAIN = "Send again: the message was not sent.";

  private final AccountClient client;
  private final LoadingCache<Key, String> ids;

  public FileUploads(AccountClient client, Clock clock) {
    this.client = client;
    this.ids = new LoadingCache<>(MOST, LIFE, clock);
  }

  @Override
  public String idFor(Media media, Duration left) throws Refused {
    try {
      return id(Path.of(media.source().value()), media.kind(), left);
    } catch (ProviderException e) {
      throw new Refused(e.error());
    } catch (InvalidPathException e) {
      throw new Refused(
          SendError.of(Category.MEDIA, "The path of the file to send is none on this machine")
              .remedy("Check the path.")
              .build());
    }
  }

  /**
   * The id of a local file's bytes, uploading them if need be.
   *
   * @param file its name's ending says what type it is
   * @param timeout how long it may take, out of the send's own time
   * @throws ProviderException when there is no id; nothing has been sent
   */
  public String id(Path file, Media.Kind kind, Duration timeout) {
    return id(MediaUpload.file(file), kind, timeout);
  }

  /** The same for bytes from anywhere. */
  public String id(MediaUpload upload, Media.Kind kind, Duration timeout) {
    String type = MediaTypes.check(kind, upload);
    long start = System.nanoTime();
    Key key = new Key(sha256(upload), type);
    Duration left = timeout.minusNanos(System.nanoTime() - start);
    if (left.isNegative() || left.isZero()) {
      throw tooLate(timeout);
    }
    try {
      return ids.get(key, left, () -> CloudMedia.upload(client, kind, upload, key.sha256(), left))
          .value();
    } catch (ProviderException e) {
      throw notUploaded(e.error());
    } catch (TimeoutException e) {
      throw tooLate(timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException(
          SendError.of(Category.NETWORK, "Interrupted while waiting for the upload of a file")
              .retry(Retry.BACKOFF)
              .scope(Scope.MESSAGE)
              .remedy(SEND_AGAIN)
              .build());
    }
  }

  @Override
  public void forget(String mediaId) {
    ids.forgetIf(mediaId::equals);
  }

  /** Uploading twice harms nobody, so that trouble on the way is worth another try of the send. */
  private static ProviderException notUploaded(SendError error) {
    boolean trouble =
        switch (error.category()) {
          case NETWORK, UNAVAILABLE, UNKNOWN_SERVER, UNREADABLE_ANSWER -> true;
          default -> false;
        };
    SendError.Builder built =
        error.toBuilder()
            .message("The file was not uploaded, so nothing was sent: " + error.message());
    return new ProviderException(
        (trouble ? built.retry(Retry.BACKOFF).remedy(SEND_AGAIN) : built).build());
  }

  private static ProviderException tooLate(Duration timeout) {
    return new ProviderException(
        SendError.of(
                Category.MEDIA,
                "Uploading the file took longer than the "
                    + timeout.toMillis()
                    + " ms that the send had for it")
            .retry(Retry.BACKOFF)
            .scope(Scope.MESSAGE)
            .remedy("Upload the file beforehand with MediaStore, or give the send more time.")
            .build());
  }

  private static String sha256(MediaUpload upload) {
    try (DigestInputStream in =
        new DigestInputStream(upload.source().open(), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return ByteString.of(in.getMessageDigest().digest()).hex();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    } catch (IOException e) {
      throw AccountErrors.local(
          Category.MEDIA,
          "The file to send cannot be read: " + e.getClass().getSimpleName(),
          "Check that this process may read the file.");
    }
  }

  /**
   * What makes two uploads the same.
   *
   * @param sha256 of the bytes
   * @param type as it is sent
   */
  private record Key(String sha256, String type) {}
}
