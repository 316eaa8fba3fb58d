package io.patchbay.host.console;

import java.io.IOException;
import java.io.Writer;

/**
 * Writes control characters as <code>&#92;u001B</code> and the like: in a name or text from outside
 * they would move the cursor, colour the screen or retitle the window. Line ends and tabs stay. In
 * JSON the result means the same.
 */
public final class ControlEscapes extends Writer {
  private final Writer out;
  private final boolean redrawn;

  /**
   * A writer before another.
   *
   * @param redrawn whether carriage returns stay, as a progress bar needs them
   */
  public ControlEscapes(Writer out, boolean redrawn) {
    super(out);
    this.out = out;
    this.redrawn = redrawn;
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    int written = offset;
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      boolean lineEnd = text[i] == '\r' && i + 1 < end && text[i + 1] == '\n';
      if (!lineEnd && escaped(text[i])) {
        out.write(text, written, i - written);
        out.write("\\u00" + hex(text[i] >> 4) + hex(text[i]));
        written = i + 1;
      }
    }
    out.write(text, written, end - written);
  }

  private boolean escaped(char character) {
    return Character.isISOControl(character)
        && character != '\n'
        && character != '\t'
        && !(redrawn && character == '\r');
  }

  private static char hex(int value) {
    return "0123456789ABCDEF".charAt(value & 0xF);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
