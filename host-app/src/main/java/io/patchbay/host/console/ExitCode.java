package io.patchbay.host.console;

/** What the program tells the script that called it. */
public final class ExitCode {
  /** All that was asked for was done. */
  public static final int OK = 0;

  /** It ran, but some messages were not accepted, lines not usable, or checks not passed. */
  public static final int NOT_ALL = 1;

  /** The command line, the configuration or an input file is wrong; nothing was sent. */
  public static final int BAD_INPUT = 2;

  /** The program itself failed. */
  public static final int DEFECT = 3;

  /** It was interrupted; what a shell reports for Ctrl-C. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
