package io.patchbay.host.audience;

import io.patchbay.host.console.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens an audience file as text: finds out its encoding, and what is wrong with it as a file. */
final class AudienceText {
  private AudienceText() {}

  /**
   * Opens a file.
   *
   * @param encoding the encoding that the person named; null to go by the file's first bytes
   * @throws UserError when it is missing, empty, a directory or not readable; the reader throws it
   *     too where the text is not in its encoding
   */
  static BufferedReader open(Path file, @Nullable Charset encoding) {
    if (Files.isDirectory(file)) {
      throw new UserError("The audience " + file + " is a directory; name a CSV file in it.");
    }
    try {
      PushbackInputStream in = new PushbackInputStream(Files.newInputStream(file), 3);
      byte[] start = in.readNBytes(3);
      if (start.length == 0) {
        in.close();
        throw new UserError(
            "The audience "
                + file
                + " is empty; its first line must name the columns, for example: phone,name");
      }
      Mark mark = Mark.of(start);
      in.unread(start, mark.length(), start.length - mark.length());
      return new BufferedReader(reader(file, in, mark, encoding), 16 * 1024);
    } catch (NoSuchFileException e) {
      throw new UserError("The audience " + file + " does not exist.");
    } catch (AccessDeniedException e) {
      throw new UserError("The audience " + file + " cannot be read: permission denied.");
    } catch (IOException e) {
      throw new UserError("The audience " + file + " cannot be read: " + e.getMessage());
    }
  }

  private static Reader reader(Path file, InputStream in, Mark mark, @Nullable Charset encoding) {
    Charset charset = mark.charset();
    if (charset == null) {
      charset = encoding == null ? StandardCharsets.UTF_8 : encoding;
    }
    return new DecodingReader(file, in, charset, mark.length());
  }

  /** The byte order mark at the start of a file. */
  private record Mark(int length, @Nullable Charset charset) {
    static Mark of(byte[] start) {
      if (at(start, 0, 0xEF) && at(start, 1, 0xBB) && at(start, 2, 0xBF)) {
        return new Mark(3, StandardCharsets.UTF_8);
      }
      if (at(start, 0, 0xFF) && at(start, 1, 0xFE)) {
        return new Mark(2, StandardCharsets.UTF_16LE);
      }
      if (at(start, 0, 0xFE) && at(start, 1, 0xFF)) {
        return new Mark(2, StandardCharsets.UTF_16BE);
      }
      return new Mark(0, null);
    }

    private static boolean at(byte[] start, int index, int value) {
      return index < start.length && (start[index] & 0xFF) == value;
    }
  }
}
