package io.patchbay.testkit.sample;

import io.patchbay.channel.Content;
import java.util.List;

/** A content that only the sample provider has. */
public record Poster(String headline, List<String> lines) implements Content {
  /** Copies the lines. */
  public Poster {
    lines = List.copyOf(lines);
  }

  @Override
  public String toString() {
    return "Poster[" + lines.size() + " lines]";
  }
}
