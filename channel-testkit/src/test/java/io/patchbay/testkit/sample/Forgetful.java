package io.patchbay.testkit.sample;

import io.patchbay.channel.Content;
import java.util.Locale;

/** A content that is not what it was after it has been stored. */
public record Forgetful(String words) implements Content {
  /** Changes what it is given, once more each time. */
  public Forgetful {
    words = words.toUpperCase(Locale.ROOT) + "!";
  }
}
