package io.patchbay.channel;

import java.net.URI;
import java.nio.file.Path;

/**
 * Where the bytes of a {@link Media} come from.
 *
 * <p>Immutable.
 *
 * @param kind how to read {@code value}
 * @param value a link, an id that the provider issued, or the path of a local file
 */
public record MediaSource(Kind kind, String value) {
  /** The ways to name bytes. */
  public enum Kind {
    /** A link that the provider fetches. */
    LINK,
    /** An id that the provider gave for an earlier upload. */
    UPLOADED,
    /** A local file that the provider's module uploads before it sends. */
    FILE
  }

  /**
   * Refuses an empty value.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public MediaSource {
    Names.notBlank("Media source", value);
  }

  /** Bytes that the provider fetches from a link. */
  public static MediaSource link(URI link) {
    return new MediaSource(Kind.LINK, link.toString());
  }

  /** Bytes uploaded earlier. */
  public static MediaSource uploaded(String id) {
    return new MediaSource(Kind.UPLOADED, id);
  }

  /** Bytes in a local file. */
  public static MediaSource file(Path file) {
    return new MediaSource(Kind.FILE, file.toString());
  }

  /** Shows the kind only: links and paths may hold personal data. */
  @Override
  public String toString() {
    return "MediaSource[" + kind + "]";
  }
}
