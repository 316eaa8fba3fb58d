package io.patchbay.host.audience;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Takes out of CSV text what stands between a closing quotation mark and the next separator, and
 * remembers the records it stood in: the parser would give up the whole file because of one such
 * line. Not thread-safe.
 */
final class QuoteCheck extends Reader {
  private enum State {
    FIELD_START,
    PLAIN,
    QUOTED,
    CLOSED,
    SPACE_BEHIND,
    STRAY
  }

  private final Reader in;
  private final char separator;

  /** No longer than a parser reads ahead: it takes each as soon as it has come to its record. */
  private final Deque<Fault> faults = new ArrayDeque<>();

  private State state = State.FIELD_START;
  private boolean afterReturn;
  private long line;
  private long recordLine;
  private boolean faulty;

  /**
   * A record with stray text.
   *
   * @param line where it begins, counted from 1
   * @param strayLine where the text stands, which is further down when a quote went over line ends
   */
  record Fault(long line, long strayLine) {
    /** One sentence without a value. */
    String reason() {
      return (line == strayLine
              ? "text follows the closing quotation mark of a value"
              : "a quotation mark that is opened here is closed on line "
                  + strayLine
                  + " only, and text follows it; none of these lines is used")
          + "; put the whole value in quotation marks and write a mark within it twice";
    }
  }

  /**
   * A check of what follows in a text.
   *
   * @param firstLine the number of its first line
   */
  QuoteCheck(Reader in, char separator, long firstLine) {
    this.in = in;
    this.separator = separator;
    this.line = firstLine;
    this.recordLine = firstLine;
  }

  /** The fault of the record that begins on a line; to be asked in their order. */
  Optional<Fault> faultOf(long record) {
    while (!faults.isEmpty() && faults.element().line() < record) {
      faults.remove();
    }
    return !faults.isEmpty() && faults.element().line() == record
        ? Optional.of(faults.remove())
        : Optional.empty();
  }

  /** How many faults nobody has asked for yet. */
  int pending() {
    return faults.size();
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    int kept = 0;
    while (kept == 0 && length > 0) {
      int count = in.read(target, offset, length);
      if (count < 0) {
        return count;
      }
      for (int i = offset; i < offset + count; i++) {
        if (keeps(target[i])) {
          target[offset + kept++] = target[i];
        }
      }
    }
    return kept;
  }

  private boolean keeps(char next) {
    boolean lineEnd = next == '\r' || (next == '\n' && !afterReturn);
    boolean secondHalf = next == '\n' && afterReturn;
    afterReturn = next == '\r';
    line += lineEnd ? 1 : 0;
    if (secondHalf) {
      return true;
    }
    State before = state;
    state = after(before, next, lineEnd);
    if (lineEnd && state == State.FIELD_START) {
      recordLine = line;
      faulty = false;
    }
    if (state == State.STRAY && !faulty) {
      faulty = true;
      faults.add(new Fault(recordLine, line));
    }
    return state != State.STRAY;
  }

  private State after(State before, char next, boolean lineEnd) {
    if (before == State.QUOTED) {
      return next == '"' ? State.CLOSED : State.QUOTED;
    }
    if (lineEnd || next == separator) {
      return State.FIELD_START;
    }
    boolean space = next <= ' ';
    return switch (before) {
      case FIELD_START -> next == '"' ? State.QUOTED : space ? before : State.PLAIN;
      case CLOSED -> next == '"' ? State.QUOTED : space ? State.SPACE_BEHIND : State.STRAY;
      case SPACE_BEHIND -> space ? before : State.STRAY;
      case PLAIN, QUOTED, STRAY -> before;
    };
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
