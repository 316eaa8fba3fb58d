package io.patchbay.host.broadcast;

import io.patchbay.channel.Attempt;
import io.patchbay.channel.Category;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendResult;
import io.patchbay.delivery.store.SeriesMember;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts what became of messages and lines, in bounded memory. Thread-safe. */
public final class Tally {
  private static final int MOST_EXAMPLES = 1_000;

  private static final Pattern CATEGORY =
      Pattern.compile(
          Arrays.stream(Category.values())
              .map(Category::name)
              .collect(Collectors.joining("|", "\\b(?:", ")\\b")));

  private final Object lock = new Object();
  private final Map<String, Long> acceptedBy = new TreeMap<>();
  private final Map<Category, Group> rejected = new EnumMap<>(Category.class);
  private final Map<Category, Group> unknown = new EnumMap<>(Category.class);
  private final List<Note> faulty = new ArrayList<>();
  private final List<Note> duplicates = new ArrayList<>();
  private long accepted;
  private long nothingSent;
  private long faultyLines;
  private long duplicateLines;
  private long throttled;
  private long otherWays;
  private long delivered;
  private long waiting;

  /** Nothing counted yet. */
  public Tally() {}

  /** Lines that ended alike. */
  private static final class Group {
    private final SendError first;
    private final List<Long> lines = new ArrayList<>();
    private long count;

    Group(SendError first) {
      this.first = first;
    }
  }

  /**
   * What there is to say about one line.
   *
   * @param line the line's number
   * @param text why it was not used
   */
  public record Note(long line, String text) {}

  /**
   * Lines that ended alike.
   *
   * @param category the reason
   * @param count how many there are
   * @param lines the first thousand of them, in order
   * @param example the first one's error
   */
  public record Failures(Category category, long count, List<Long> lines, SendError example) {
    /** Copies the list. */
    public Failures {
      lines = List.copyOf(lines);
    }
  }

  void result(long line, SendResult result) {
    synchronized (lock) {
      throttled += result.attempts().stream().filter(Tally::throttled).count();
      SendOutcome outcome = result.outcome();
      if (outcome.nothingSent()) {
        nothingSent++;
        return;
      }
      if (outcome.accepted()) {
        accepted++;
        Attempt last = result.attempts().get(result.attempts().size() - 1);
        acceptedBy.merge(last.instance().name(), 1L, Long::sum);
        if (differs(last, result.attempts().get(0))) {
          otherWays++;
        }
        return;
      }
      SendError error = outcome.error().orElseThrow();
      Map<Category, Group> groups = outcome instanceof SendOutcome.Rejected ? rejected : unknown;
      add(groups, line, error);
    }
  }

  private static void add(Map<Category, Group> groups, long line, SendError error) {
    Group group = groups.computeIfAbsent(error.category(), category -> new Group(error));
    group.count++;
    if (group.lines.size() < MOST_EXAMPLES) {
      group.lines.add(line);
    }
  }

  /** A message of the queue. */
  void ended(long line, SeriesMember member, BroadcastAttempts attempts) {
    synchronized (lock) {
      switch (member.state()) {
        case ACCEPTED -> {
          accepted++;
          delivered += arrived(member.progress()) ? 1 : 0;
          otherWays += member.otherWay() ? 1 : 0;
          String instance = String.valueOf(member.instance());
          acceptedBy.merge(instance.substring(instance.indexOf('/') + 1), 1L, Long::sum);
        }
        case NOTHING_SENT -> nothingSent++;
        case UNKNOWN -> add(unknown, line, error(member, attempts));
        case FAILED, EXPIRED, CANCELLED -> add(rejected, line, error(member, attempts));
        case QUEUED, SENDING, PARKED -> waiting++;
      }
    }
  }

  private static boolean arrived(@Nullable DeliveryStatus progress) {
    return progress != null && progress.compareTo(DeliveryStatus.DELIVERED) >= 0;
  }

  /** The queue keeps a reason in words, which begins with the category. */
  private static SendError error(SeriesMember member, BroadcastAttempts attempts) {
    String reason =
        member.reason() == null ? member.state().name().toLowerCase(Locale.ROOT) : member.reason();
    Matcher words = CATEGORY.matcher(reason);
    Category category = words.find() ? Category.valueOf(words.group()) : Category.OTHER;
    SendError example = attempts.example(category);
    return example != null ? example : SendError.of(category, reason).build();
  }

  /** Takes what only this process knows of the attempts. */
  void seen(BroadcastAttempts attempts) {
    synchronized (lock) {
      throttled += attempts.throttled();
    }
  }

  private static boolean throttled(Attempt attempt) {
    return attempt.outcome().error().filter(error -> error.category().throttled()).isPresent();
  }

  private static boolean differs(Attempt last, Attempt first) {
    return !last.instance().equals(first.instance()) || !last.content().equals(first.content());
  }

  /** A message that the queue has not taken. */
  void rejected(long line, SendError error) {
    synchronized (lock) {
      add(rejected, line, error);
    }
  }

  void faulty(long line, String reason) {
    synchronized (lock) {
      faultyLines++;
      if (faulty.size() < MOST_EXAMPLES) {
        faulty.add(new Note(line, reason));
      }
    }
  }

  void duplicate(long line, long firstLine) {
    synchronized (lock) {
      duplicateLines++;
      if (duplicates.size() < MOST_EXAMPLES) {
        duplicates.add(new Note(line, "the same number as line " + firstLine));
      }
    }
  }

  /** How it stands, as a value. */
  public Totals totals() {
    synchronized (lock) {
      return new Totals(
          accepted,
          delivered,
          waiting,
          Map.copyOf(acceptedBy),
          nothingSent,
          otherWays,
          throttled,
          failures(rejected),
          failures(unknown),
          faultyLines,
          faulty,
          duplicateLines,
          duplicates);
    }
  }

  private static List<Failures> failures(Map<Category, Group> groups) {
    return groups.entrySet().stream()
        .map(
            entry ->
                new Failures(
                    entry.getKey(),
                    entry.getValue().count,
                    entry.getValue().lines.stream().sorted().toList(),
                    entry.getValue().first))
        .toList();
  }

  /**
   * What became of everything so far.
   *
   * @param accepted messages that a provider took
   * @param delivered of those, messages that are known to have arrived
   * @param waiting messages that wait in the queue still
   * @param acceptedBy the accepted ones, by the name of the instance
   * @param nothingSent messages that a stub took and did not send; they are not among the accepted
   * @param otherWays of the accepted, messages that went another way than the first: another
   *     instance, or another content
   * @param throttled how often a provider asked to slow down
   * @param rejected messages that were refused, by reason
   * @param unknown messages of which nobody can tell, by reason
   * @param faultyLines lines that could not be used
   * @param faulty the first thousand of them
   * @param duplicateLines lines whose number stood before
   * @param duplicates the first thousand of them
   */
  public record Totals(
      long accepted,
      long delivered,
      long waiting,
      Map<String, Long> acceptedBy,
      long nothingSent,
      long otherWays,
      long throttled,
      List<Failures> rejected,
      List<Failures> unknown,
      long faultyLines,
      List<Note> faulty,
      long duplicateLines,
      List<Note> duplicates) {
    /** Copies the collections. */
    public Totals {
      acceptedBy = Map.copyOf(acceptedBy);
      rejected = List.copyOf(rejected);
      unknown = List.copyOf(unknown);
      faulty = List.copyOf(faulty);
      duplicates = List.copyOf(duplicates);
    }

    /** How many messages were refused. */
    public long rejectedMessages() {
      return rejected.stream().mapToLong(Failures::count).sum();
    }

    /** Of how many messages nobody can tell. */
    public long unknownMessages() {
      return unknown.stream().mapToLong(Failures::count).sum();
    }

    /** How many messages were handed over. */
    public long messages() {
      return accepted + nothingSent + rejectedMessages() + unknownMessages() + waiting;
    }

    /**
     * Whether every line was used and every message accepted by a provider that sends, duplicates
     * aside.
     */
    public boolean complete() {
      return messages() == accepted && faultyLines == 0;
    }
  }
}
