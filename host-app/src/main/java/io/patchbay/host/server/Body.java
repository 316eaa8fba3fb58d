package io.patchbay.host.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The bytes of one body as they arrive, and its share of what all bodies may hold. To be closed
 * when nobody needs the bytes any more. Used by one thread.
 */
final class Body implements AutoCloseable {
  private static final int CHUNK = 16 * 1024;

  private final BodyBudget budget;
  private final boolean lengthKnown;
  private final int most;
  private byte[] buffer;
  private int size;
  private int reserved;

  /**
   * An empty body.
   *
   * @param length how many bytes were announced; negative when that was not told
   * @param most how many may come
   * @throws Refusal when the bodies under way hold too much already
   */
  Body(BodyBudget budget, long length, int most) throws Refusal {
    this.budget = budget;
    this.lengthKnown = length >= 0;
    this.most = most;
    int expected = lengthKnown ? (int) Math.min(length, most) : most;
    budget.reserve(expected);
    this.reserved = expected;
    this.buffer = new byte[lengthKnown ? expected : Math.min(CHUNK, expected)];
  }

  /** The bytes, not copied when their number was announced. */
  byte[] bytes() {
    return size == buffer.length ? buffer : Arrays.copyOf(buffer, size);
  }

  int reserved() {
    return reserved;
  }

  /** Whether all that was announced is there. */
  boolean full() {
    return lengthKnown && size == buffer.length;
  }

  /** Whether there is more than may come; of what is too much, one byte is taken at most. */
  boolean tooLarge() {
    return size > most;
  }

  /**
   * Reads some bytes.
   *
   * @return whether there may be more
   */
  boolean readSome(InputStream in) throws IOException {
    if (size == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(most + 1, Math.max(CHUNK, size * 2)));
    }
    int read = in.read(buffer, size, buffer.length - size);
    if (read < 0) {
      return false;
    }
    size += read;
    return !full();
  }

  /** Gives back what was reserved for bytes that did not come. */
  void complete() {
    int unused = Math.max(0, reserved - size);
    budget.release(unused);
    reserved -= unused;
  }

  @Override
  public void close() {
    budget.release(reserved);
    reserved = 0;
  }
}
