package io.patchbay.host.audience;

import io.patchbay.channel.Address;
import io.patchbay.channel.Content;
import java.util.List;

/** What a line of an audience amounts to. */
public sealed interface AudienceLine {
  /** Where it begins in the file, counted from 1. */
  long line();

  /**
   * Somebody to write to.
   *
   * @param to the number
   * @param contents what to say, in order of preference
   */
  record Person(long line, Address to, List<Content> contents) implements AudienceLine {
    /** Copies the list. */
    public Person {
      contents = List.copyOf(contents);
    }
  }

  /**
   * A line that cannot be used.
   *
   * @param reason why, masked
   */
  record Faulty(long line, String reason) implements AudienceLine {}

  /**
   * A number that stood on an earlier line.
   *
   * @param firstLine that line
   */
  record Duplicate(long line, long firstLine) implements AudienceLine {}
}
