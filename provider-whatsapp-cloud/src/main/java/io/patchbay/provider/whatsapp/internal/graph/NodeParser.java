package io.patchbay.provider.whatsapp.internal.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds where each value of a JSON document begins and ends, by the grammar of RFC 8259 and nothing
 * beside it. It decodes and converts nothing, so that its time and memory are linear in the bytes
 * whatever stands in them; nesting is bounded and takes no stack.
 *
 * <p>The result is a list of three numbers a value: its first byte, the byte after its last, and
 * the position in the list of what follows it. The names and values of an object, and the elements
 * of an array, come after it.
 */
public final class NodeParser {
  /** Meta's webhooks have a dozen levels. */
  public static final int DEEPEST = 128;

  /** In the place of what follows a name, which is always its value. */
  static final int PLAIN_NAME = 0;

  /** A name with escapes or with letters beyond ASCII; there its bytes are not what it says. */
  static final int ODD_NAME = 1;

  private static final int BYTES_PER_VALUE = 12;

  private final byte[] bytes;
  private final int[] open = new int[DEEPEST];
  private int[] tape;
  private int used;
  private int at;
  private boolean odd;

  private NodeParser(byte[] bytes) {
    this.bytes = bytes;
    this.tape = new int[3 * (bytes.length / BYTES_PER_VALUE + 8)];
  }

  /** The positions; null when the bytes are not exactly one JSON value, or one nested too deep. */
  static int @Nullable [] parse(byte[] bytes) {
    NodeParser parser = new NodeParser(bytes);
    return parser.document() ? parser.tape : null;
  }

  private boolean document() {
    skipByteOrderMark();
    int depth = 0;
    while (true) {
      int value = begin();
      if (value < 0) {
        return false;
      }
      byte first = bytes[at];
      boolean container = first == '{' || first == '[';
      if (container && !closesAtOnce(first)) {
        if (depth == DEEPEST || (first == '{' && !name())) {
          return false;
        }
        open[depth++] = value;
        continue;
      }
      if (!container && !scalar(first)) {
        return false;
      }
      end(value);
      depth = afterValue(depth);
      if (depth <= 0) {
        return depth == 0;
      }
    }
  }

  /** Closes what ends here; the depth of the next value, 0 at the end of it all, -1 for a fault. */
  private int afterValue(int before) {
    int depth = before;
    while (depth > 0) {
      skipBlanks();
      if (at == bytes.length) {
        return -1;
      }
      int container = open[depth - 1];
      byte opener = bytes[tape[container]];
      byte next = bytes[at++];
      if (next == ',') {
        return opener == '[' || name() ? depth : -1;
      }
      if (next != opener + 2) {
        return -1;
      }
      end(container);
      depth--;
    }
    skipBlanks();
    return at == bytes.length ? 0 : -1;
  }

  /** Steps into a container, or over an empty one. Closing brackets come two after their opener. */
  private boolean closesAtOnce(byte opener) {
    at++;
    skipBlanks();
    boolean empty = at < bytes.length && bytes[at] == opener + 2;
    if (empty) {
      at++;
    }
    return empty;
  }

  private int begin() {
    skipBlanks();
    if (at == bytes.length) {
      return -1;
    }
    if (used + 3 > tape.length) {
      tape = Arrays.copyOf(tape, tape.length + tape.length / 2);
    }
    int value = used;
    tape[value] = at;
    used += 3;
    return value;
  }

  private void end(int value) {
    tape[value + 1] = at;
    tape[value + 2] = used;
  }

  private boolean name() {
    int name = begin();
    if (name < 0 || bytes[at] != '"' || !string()) {
      return false;
    }
    end(name);
    tape[name + 2] = odd ? ODD_NAME : PLAIN_NAME;
    skipBlanks();
    return at < bytes.length && bytes[at++] == ':';
  }

  private boolean scalar(byte first) {
    return switch (first) {
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean string() {
    odd = false;
    int i = at + 1;
    while (i < bytes.length) {
      byte c = bytes[i++];
      if (c == '"') {
        at = i;
        return true;
      }
      if (c == '\\') {
        odd = true;
        i = escape(i);
        if (i < 0) {
          return false;
        }
      } else if (c < ' ') {
        if (c >= 0) {
          return false;
        }
        odd = true;
      }
    }
    return false;
  }

  /** After a backslash: the position behind the escape, or -1. */
  private int escape(int i) {
    if (i == bytes.length) {
      return -1;
    }
    if (bytes[i] != 'u') {
      return "\"\\/bfnrt".indexOf(bytes[i]) < 0 ? -1 : i + 1;
    }
    if (i + 5 > bytes.length) {
      return -1;
    }
    for (int digit = i + 1; digit < i + 5; digit++) {
      if (Character.digit(bytes[digit], 16) < 0) {
        return -1;
      }
    }
    return i + 5;
  }

  private boolean word(String word) {
    int length = word.length();
    if (at + length > bytes.length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[at + i] != word.charAt(i)) {
        return false;
      }
    }
    at += length;
    return true;
  }

  private boolean number() {
    if (is('-')) {
      at++;
    }
    boolean zero = is('0');
    int whole = digits();
    if (whole == 0 || (zero && whole > 1)) {
      return false;
    }
    if (is('.')) {
      at++;
      if (digits() == 0) {
        return false;
      }
    }
    if (is('e') || is('E')) {
      at++;
      if (is('+') || is('-')) {
        at++;
      }
      return digits() > 0;
    }
    return true;
  }

  private int digits() {
    int from = at;
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at - from;
  }

  private boolean is(char c) {
    return at < bytes.length && bytes[at] == c;
  }

  private void skipBlanks() {
    while (at < bytes.length && isBlank(bytes[at])) {
      at++;
    }
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  private void skipByteOrderMark() {
    if (bytes.length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF) {
      at = 3;
    }
  }
}
