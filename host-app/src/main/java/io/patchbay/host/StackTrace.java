package io.patchbay.host;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What there is to say about an error of the program itself. */
final class StackTrace {
  private StackTrace() {}

  static String of(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** The first place in the project's own code. */
  static String place(Throwable error) {
    for (StackTraceElement element : error.getStackTrace()) {
      if (element.getClassName().startsWith("io.patchbay.")) {
        return " at " + element;
      }
    }
    return "";
  }
}
