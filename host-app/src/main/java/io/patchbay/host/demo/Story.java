package io.patchbay.host.demo;

import java.io.PrintWriter;

/** Tells what happens in numbered steps. Not thread-safe. */
final class Story {
  private final PrintWriter out;
  private int step;

  Story(PrintWriter out) {
    this.out = out;
  }

  /** Begins the next step. */
  void step(String title) {
    step++;
    out.println();
    out.println(step + ". " + title);
  }

  /** Says something, indented; each line of it. */
  void say(String text) {
    text.lines().forEach(line -> out.println(line.isEmpty() ? "" : "   " + line));
    out.flush();
  }

  /** Shows something as it is, after an empty line. */
  void show(String text) {
    out.println();
    say(text);
  }
}
