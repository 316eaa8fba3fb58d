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

  /** What kind of error where; its message is left out: nobody checks that it holds no secret. */
  static String sentence(Throwable error) {
    return "an error in the program itself, " + error.getClass().getName() + place(error);
  }

  /** The first place in the project's own code. */
  private static String place(Throwable error) {
    for (StackTraceElement element : error.getStackTrace()) {
      if (element.getClassName().startsWith("io.patchbay.")) {
        return " at " + element;
      }
    }
    return "";
  }
}
