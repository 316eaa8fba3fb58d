package io.patchbay.provider.whatsapp.internal.graph;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One value of a JSON document that may be anything: what is absent, or of another kind than
 * expected, is null. It is a view of the document's bytes; only what is asked for is decoded.
 *
 * <p>Where a name comes twice in an object, the last one counts. Immutable and thread-safe, as long
 * as nobody changes the bytes.
 */
public final class Node {
  private final byte[] bytes;
  private final int[] tape;
  private final int at;

  private Node(byte[] bytes, int[] tape, int at) {
    this.bytes = bytes;
    this.tape = tape;
    this.at = at;
  }

  /** The document; null when it is not well-formed or nested too deep. The bytes are not copied. */
  public static @Nullable Node parse(byte[] bytes) {
    int[] tape = NodeParser.parse(bytes);
    return tape == null ? null : new Node(bytes, tape, 0);
  }

  public static @Nullable Node parse(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  public boolean isObject() {
    return bytes[tape[at]] == '{';
  }

  public boolean isArray() {
    return bytes[tape[at]] == '[';
  }

  /** This, if it is an object. */
  public @Nullable Node asObject() {
    return isObject() ? this : null;
  }

  /** The value as it stands in the document. */
  public String raw() {
    return text(tape[at], tape[at + 1]);
  }

  /** A string, number or truth value as text, every blank of it; null for anything else. */
  public @Nullable String scalar() {
    int start = tape[at];
    int end = tape[at + 1];
    return switch (bytes[start]) {
      case '{', '[', 'n' -> null;
      case '"' -> string(start + 1, end - 1);
      default -> text(start, end);
    };
  }

  private String string(int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\\') {
        return Escapes.decode(text(from, to));
      }
    }
    return text(from, to);
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  private @Nullable Node member(String name) {
    if (!isObject()) {
      return null;
    }
    int end = tape[at + 2];
    int found = -1;
    for (int i = at + 3; i < end; i = tape[i + 5]) {
      if (isNamed(i, name)) {
        found = i + 3;
      }
    }
    return found < 0 ? null : new Node(bytes, tape, found);
  }

  private boolean isNamed(int i, String name) {
    int from = tape[i] + 1;
    int to = tape[i + 1] - 1;
    if (tape[i + 2] == NodeParser.ODD_NAME) {
      return string(from, to).equals(name);
    }
    int length = name.length();
    if (to - from != length) {
      return false;
    }
    for (int c = 0; c < length; c++) {
      if (bytes[from + c] != name.charAt(c)) {
        return false;
      }
    }
    return true;
  }

  /** The elements of an array, or the values of an object; none of anything else. */
  public Iterable<Node> children() {
    int end = tape[at + 2];
    int skip = isObject() ? 3 : 0;
    return () -> new Walk<>(end, skip, i -> new Node(bytes, tape, i));
  }

  /** The members of an object. */
  public Iterable<Member> members() {
    return isObject()
        ? () ->
            new Walk<>(
                tape[at + 2],
                3,
                i -> new Member(string(tape[i - 3] + 1, tape[i - 2] - 1), new Node(bytes, tape, i)))
        : List.of();
  }

  public static @Nullable Node object(@Nullable Node parent, String name) {
    Node member = parent == null ? null : parent.member(name);
    return member != null && member.isObject() ? member : null;
  }

  public static @Nullable Node array(@Nullable Node parent, String name) {
    Node member = parent == null ? null : parent.member(name);
    return member != null && member.isArray() ? member : null;
  }

  /** Any member. */
  public static @Nullable Node any(@Nullable Node parent, String name) {
    return parent == null ? null : parent.member(name);
  }

  /** The elements of an array; none when there is no array. */
  public static Iterable<Node> elements(@Nullable Node parent, String name) {
    Node array = array(parent, name);
    return array == null ? List.of() : array.children();
  }

  /** The first element of an array of objects. */
  public static @Nullable Node first(@Nullable Node parent, String name) {
    Iterator<Node> elements = elements(parent, name).iterator();
    return elements.hasNext() ? elements.next().asObject() : null;
  }

  /** A string, number or truth value as text without blanks around it; null when it is blank. */
  public static @Nullable String text(@Nullable Node parent, String name) {
    String text = verbatim(parent, name);
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** A string, number or truth value as text, every blank of it. */
  public static @Nullable String verbatim(@Nullable Node parent, String name) {
    Node member = parent == null ? null : parent.member(name);
    return member == null ? null : member.scalar();
  }

  /** The first of several names under which something may stand. */
  public static @Nullable String firstText(@Nullable Node parent, String... names) {
    for (String name : names) {
      String text = text(parent, name);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /**
   * One member of an object.
   *
   * @param name decoded
   */
  public record Member(String name, Node value) {}

  private final class Walk<T> implements Iterator<T> {
    private final int end;
    private final int skip;
    private final IntFunction<T> view;
    private int next = at + 3;

    Walk(int end, int skip, IntFunction<T> view) {
      this.end = end;
      this.skip = skip;
      this.view = view;
    }

    @Override
    public boolean hasNext() {
      return next < end;
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int value = next + skip;
      next = tape[value + 2];
      return view.apply(value);
    }
  }
}
