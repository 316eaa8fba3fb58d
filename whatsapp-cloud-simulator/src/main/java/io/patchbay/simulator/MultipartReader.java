package io.patchbay.simulator;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code multipart/form-data} body part by part without holding it (RFC 7578, RFC 2046). A
 * part must be read to its end before the next. For one thread.
 */
final class MultipartReader {
  /** One part; the stream ends where the part does. */
  record FormPart(
      String name, @Nullable String fileName, @Nullable String contentType, InputStream content) {}

  private static final Pattern BOUNDARY =
      Pattern.compile(
          "(?i)multipart/form-data\\s*;.*?boundary=(?:\"([^\"]{1,70})\"|([^;\\s]{1,70})).*");
  private static final int HEADER_LIMIT = 8 * 1024;

  private final InputStream source;
  private final byte[] delimiter;
  private final byte[] buffer = new byte[64 * 1024];
  private int start;
  private int end;
  private boolean sourceEnded;
  private boolean first = true;

  private MultipartReader(InputStream source, String boundary) {
    this.source = source;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    // The first delimiter has no line before it.
    buffer[0] = '\r';
    buffer[1] = '\n';
    end = 2;
  }

  /** A reader of a body; null when its content type says that it is something else. */
  static @Nullable MultipartReader of(@Nullable String contentType, InputStream source) {
    Matcher matcher = BOUNDARY.matcher(contentType == null ? "" : contentType);
    if (!matcher.matches()) {
      return null;
    }
    String boundary = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return new MultipartReader(source, boundary);
  }

  /** The next part, or null after the last. */
  @Nullable FormPart next() throws IOException {
    if (first) {
      new Content().skipAll();
      first = false;
    }
    String rest = line();
    if (rest.startsWith("--")) {
      return null;
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
    String disposition = headers.getOrDefault("content-disposition", "");
    String name = parameter(disposition, "name");
    return new FormPart(
        name == null ? "" : name,
        parameter(disposition, "filename"),
        headers.get("content-type"),
        new Content());
  }

  private static @Nullable String parameter(String disposition, String name) {
    Matcher matcher =
        Pattern.compile("(?i);\\s*" + name + "=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]+))")
            .matcher(disposition);
    if (!matcher.find()) {
      return null;
    }
    return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
  }

  /** The rest of a line, without its end. */
  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() < HEADER_LIMIT) {
      if (start == end && !fill()) {
        throw new EOFException("The body ends within a part's header");
      }
      char c = (char) (buffer[start++] & 0xff);
      if (c == '\n') {
        return new String(
            line.toString().stripTrailing().getBytes(StandardCharsets.ISO_8859_1),
            StandardCharsets.UTF_8);
      }
      line.append(c);
    }
    throw new EOFException("A part's header is longer than " + HEADER_LIMIT + " bytes");
  }

  /** Reads more, moving what is left to the front; false at the end of the source. */
  private boolean fill() throws IOException {
    if (sourceEnded) {
      return false;
    }
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    int read = source.read(buffer, end, buffer.length - end);
    sourceEnded = read < 0;
    end += Math.max(0, read);
    return !sourceEnded;
  }

  /** Where the delimiter begins in the buffer, or -1. */
  private int delimiterAt() {
    for (int i = start; i <= end - delimiter.length; i++) {
      if (buffer[i] == '\r' && matches(i)) {
        return i;
      }
    }
    return -1;
  }

  private boolean matches(int at) {
    for (int i = 1; i < delimiter.length; i++) {
      if (buffer[at + i] != delimiter[i]) {
        return false;
      }
    }
    return true;
  }

  /** The bytes up to the next delimiter, which it swallows. */
  private final class Content extends InputStream {
    private boolean ended;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      int read = read(one, 0, 1);
      return read < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      while (!ended) {
        int delimiterAt = delimiterAt();
        int safe = delimiterAt >= 0 ? delimiterAt : Math.max(start, end - delimiter.length + 1);
        if (safe > start) {
          int count = Math.min(length, safe - start);
          System.arraycopy(buffer, start, into, offset, count);
          start += count;
          return count;
        }
        if (delimiterAt >= 0) {
          start = delimiterAt + delimiter.length;
          ended = true;
        } else if (!fill()) {
          throw new EOFException("The body ends within a part");
        }
      }
      return -1;
    }

    void skipAll() throws IOException {
      byte[] waste = new byte[1024];
      int read = 0;
      while (read >= 0) {
        read = read(waste, 0, waste.length);
      }
    }
  }
}
