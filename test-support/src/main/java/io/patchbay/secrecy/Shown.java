package io.patchbay.secrecy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the code under test has shown in this whole run of the tests, by {@code toString} and by
 * exceptions; and what it must not show anywhere. Any thread may call it.
 */
public final class Shown {
  private static final Queue<String> TEXTS = new ConcurrentLinkedQueue<>();

  static final Confidential CONFIDENTIAL = Confidential.ofThisModule();

  private Shown() {}

  /** Must never be shown; short texts and plain words are left alone, they may stand anywhere. */
  public static void secret(String text) {
    CONFIDENTIAL.secret(text);
  }

  /** May be shown although it looks like a phone number. */
  public static void id(String text) {
    CONFIDENTIAL.id(text);
  }

  /** Notes the text form of an object, and returns the object. */
  public static <T> T text(T object) {
    TEXTS.add(String.valueOf(object));
    return object;
  }

  /** Notes an exception with its causes and its stack trace, and returns it. */
  public static <T extends Throwable> T thrown(T failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    TEXTS.add(text.toString());
    return failure;
  }

  static Queue<String> texts() {
    return TEXTS;
  }
}
