package io.patchbay.delivery;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is written into the log meanwhile; it is written where it was before as well. */
@SuppressWarnings("SystemOut") // That stream is what is listened to.
final class HeardLog implements AutoCloseable {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

  HeardLog() {
    OutputStream both =
        new OutputStream() {
          @Override
          public void write(int one) {
            heard.write(one);
            before.write(one);
          }

          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            heard.write(bytes, from, length);
            before.write(bytes, from, length);
          }
        };
    System.setErr(new PrintStream(both, true, StandardCharsets.UTF_8));
  }

  /** The entries with this text: without the traces that follow some of them. */
  List<String> with(String text) {
    return heard
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("["))
        .filter(line -> line.contains(text))
        .toList();
  }

  @Override
  public void close() {
    System.setErr(before);
  }
}
