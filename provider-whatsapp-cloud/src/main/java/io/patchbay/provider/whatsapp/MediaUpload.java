package io.patchbay.provider.whatsapp;

import io.patchbay.channel.Category;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.provider.whatsapp.internal.account.AccountErrors;
import io.patchbay.provider.whatsapp.internal.account.MediaTypes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes to upload, read as a stream and never held in memory as a whole. Immutable; thread-safe if
 * the source is.
 *
 * @param fileName the name under which Meta keeps the file
 * @param mimeType what it is, for example {@code image/jpeg}
 * @param size how many bytes there are, exactly
 * @param source gives the bytes
 */
public record MediaUpload(String fileName, String mimeType, long size, Source source) {
  /**
   * Refuses an empty name, an empty type and a negative size.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public MediaUpload {
    if (fileName.isBlank() || mimeType.isBlank() || size < 0) {
      throw new IllegalArgumentException(
          "An upload needs a file name, a MIME type and a size, not '"
              + mimeType
              + "' of "
              + size
              + " bytes");
    }
  }

  /**
   * A local file whose name's ending says what it is.
   *
   * @throws ProviderException with category {@code MEDIA} when it cannot be read, or has an ending
   *     that none of WhatsApp's types has
   */
  public static MediaUpload file(Path file) {
    return file(file, MediaTypes.named(String.valueOf(file.getFileName())));
  }

  /**
   * A local file.
   *
   * @throws ProviderException with category {@code MEDIA} when it cannot be read
   */
  public static MediaUpload file(Path file, String mimeType) {
    try {
      if (!Files.isRegularFile(file)) {
        throw AccountErrors.local(
            Category.MEDIA,
            "There is no file to upload under the path given",
            "Check the path, and that this process may read the file.");
      }
      return new MediaUpload(
          String.valueOf(file.getFileName()),
          mimeType,
          Files.size(file),
          () -> Files.newInputStream(file));
    } catch (IOException e) {
      throw AccountErrors.local(
          Category.MEDIA,
          "The file to upload cannot be read: " + e.getClass().getSimpleName(),
          "Check that this process may read the file.");
    }
  }

  /** Bytes in memory, which are copied. */
  public static MediaUpload bytes(String fileName, String mimeType, byte[] content) {
    byte[] copy = content.clone();
    return new MediaUpload(fileName, mimeType, copy.length, () -> new ByteArrayInputStream(copy));
  }

  /** Names what and how much, but no file: names may hold personal data. */
  @Override
  public String toString() {
    return "MediaUpload[" + mimeType + ", " + size + " bytes]";
  }

  /** Opens the bytes anew at each call; whoever called closes the stream. */
  public interface Source {
    /**
     * Opens the bytes.
     *
     * @throws IOException when they cannot be read
     */
    InputStream open() throws IOException;
  }
}
