package io.patchbay.host.audience;

import io.patchbay.host.console.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;

/**
 * Decodes strictly and says at which byte and line a file is not in the encoding it should be in.
 * Guessing instead would put wrong letters into people's messages. Not thread-safe.
 */
final class DecodingReader extends Reader {
  private static final String ADVICE =
      "save the file as 'CSV UTF-8' in the spreadsheet, or name its encoding, for example"
          + " --encoding windows-1252";

  private final Path file;
  private final InputStream in;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(16 * 1024).flip();
  private long consumed;
  private long line = 1;
  private boolean ended;

  /**
   * A reader.
   *
   * @param file what is read, for messages
   * @param skipped how many bytes of the file were read before, for the positions in messages
   */
  DecodingReader(Path file, InputStream in, Charset charset, int skipped) {
    this.file = file;
    this.in = in;
    this.consumed = skipped;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    CharBuffer chars = CharBuffer.wrap(target, offset, length).slice();
    while (chars.position() == 0) {
      int before = bytes.position();
      CoderResult result = decoder.decode(bytes, chars, ended);
      consumed += bytes.position() - before;
      countLines(target, offset, chars.position());
      if (result.isError()) {
        throw new UserError(
            "The audience "
                + file
                + ", line "
                + line
                + ", byte "
                + (consumed + 1)
                + ": this is not "
                + decoder.charset()
                + " text; "
                + ADVICE
                + ".");
      }
      if (chars.position() > 0) {
        break;
      }
      if (result.isOverflow()) {
        // A character outside the basic plane needs two places, and only one was offered.
        throw new IOException("Read at least two characters at a time");
      }
      if (ended) {
        return -1;
      }
      fill();
    }
    return chars.position();
  }

  private void fill() throws IOException {
    bytes.compact();
    int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (count < 0) {
      ended = true;
    } else {
      bytes.position(bytes.position() + count);
    }
    bytes.flip();
  }

  private void countLines(char[] chars, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (chars[i] == '\n') {
        line++;
      }
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
