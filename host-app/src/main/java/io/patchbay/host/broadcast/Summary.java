package io.patchbay.host.broadcast;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.channel.Masking;
import io.patchbay.channel.SendError;
import io.patchbay.host.broadcast.Tally.Failures;
import io.patchbay.host.broadcast.Tally.Note;
import io.patchbay.host.broadcast.Tally.Totals;
import io.patchbay.host.console.Table;
import io.patchbay.host.console.Wording;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Shows what became of a broadcast, to a person or to a machine. */
public final class Summary {
  private static final int LINES_SHOWN = 20;

  private Summary() {}

  /** A table, with what to do about each kind of failure. */
  public static String text(Totals totals) {
    Table table = new Table("  ");
    table.row("accepted", Wording.number(totals.accepted()), by(totals));
    if (totals.delivered() > 0) {
      table.row("delivered", Wording.number(totals.delivered()), "so far, by their statuses");
    }
    if (totals.otherWays() > 0) {
      table.row(
          "", "", "of these, " + totals.otherWays() + " by another way than the first choice");
    }
    if (totals.nothingSent() > 0) {
      table.row(
          "nothing sent",
          Wording.number(totals.nothingSent()),
          "a stub took them and sent nothing: configure a provider that sends");
    }
    table.row("refused", Wording.number(totals.rejectedMessages()), "");
    totals.rejected().forEach(failures -> add(table, failures));
    if (totals.unknownMessages() > 0) {
      table.row(
          "unknown",
          Wording.number(totals.unknownMessages()),
          "may have been sent: sending again may deliver them twice");
      totals.unknown().forEach(failures -> add(table, failures));
    }
    if (totals.waiting() > 0) {
      table.row(
          "waiting",
          Wording.number(totals.waiting()),
          "kept in the queue: the same command again, or 'patchbay serve', goes on with them; "
              + "'patchbay status' tells what for");
    }
    table.row("lines not used", Wording.number(totals.faultyLines()), "");
    notes(table, totals.faulty(), totals.faultyLines());
    if (totals.duplicateLines() > 0) {
      table.row("duplicates", Wording.number(totals.duplicateLines()), "sent once only");
      notes(table, totals.duplicates(), totals.duplicateLines());
    }
    if (totals.throttled() > 0) {
      table.row(
          "slowed down",
          Wording.number(totals.throttled()),
          "answers that asked to wait; tried again within the workspace's bounds");
    }
    return table.render();
  }

  private static String by(Totals totals) {
    return new TreeMap<>(totals.acceptedBy())
        .entrySet().stream()
            .map(entry -> entry.getKey() + " " + Wording.number(entry.getValue()))
            .collect(Collectors.joining(", "));
  }

  private static void add(Table table, Failures failures) {
    SendError error = failures.example();
    table.row(
        "  " + failures.category(),
        Wording.number(failures.count()),
        lines(failures) + ": " + sentence(error));
    if (!error.remedy().isEmpty()) {
      table.row("", "", "-> " + error.remedy());
    }
  }

  private static String sentence(SendError error) {
    String message = Masking.numbersIn(error.message());
    String code = error.code();
    return code == null || message.contains(code) ? message : message + " (code " + code + ")";
  }

  private static String lines(Failures failures) {
    List<Long> all = failures.lines();
    String shown =
        all.stream().limit(LINES_SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
    long more = failures.count() - Math.min(all.size(), LINES_SHOWN);
    return (failures.count() == 1 ? "line " : "lines ")
        + shown
        + (more > 0 ? " and " + Wording.number(more) + " more" : "");
  }

  private static void notes(Table table, List<Note> notes, long all) {
    notes.stream()
        .limit(LINES_SHOWN)
        .forEach(note -> table.row("  line " + note.line(), "", note.text()));
    long more = all - Math.min(notes.size(), LINES_SHOWN);
    if (more > 0) {
      table.row("  and more", Wording.number(more), "");
    }
  }

  /** The same for machines. */
  public static JsonObject json(Totals totals) {
    JsonObject object = new JsonObject();
    object.addProperty("accepted", totals.accepted());
    object.addProperty("delivered", totals.delivered());
    object.addProperty("waiting", totals.waiting());
    JsonObject by = new JsonObject();
    new TreeMap<>(totals.acceptedBy()).forEach(by::addProperty);
    object.add("acceptedBy", by);
    object.addProperty("nothingSent", totals.nothingSent());
    object.addProperty("otherWays", totals.otherWays());
    object.addProperty("throttled", totals.throttled());
    object.addProperty("rejected", totals.rejectedMessages());
    object.add("rejections", failures(totals.rejected()));
    object.addProperty("unknown", totals.unknownMessages());
    object.add("unknowns", failures(totals.unknown()));
    object.addProperty("faultyLines", totals.faultyLines());
    object.add("faulty", notes(totals.faulty()));
    object.addProperty("duplicateLines", totals.duplicateLines());
    object.add("duplicates", notes(totals.duplicates()));
    return object;
  }

  private static JsonArray failures(List<Failures> groups) {
    JsonArray array = new JsonArray();
    for (Failures group : groups) {
      JsonObject object = new JsonObject();
      object.addProperty("category", group.category().name());
      object.addProperty("count", group.count());
      JsonArray lines = new JsonArray();
      group.lines().forEach(lines::add);
      object.add("lines", lines);
      object.add("example", ErrorJson.of(group.example()));
      array.add(object);
    }
    return array;
  }

  private static JsonArray notes(List<Note> notes) {
    JsonArray array = new JsonArray();
    for (Note note : notes) {
      JsonObject object = new JsonObject();
      object.addProperty("line", note.line());
      object.addProperty("reason", note.text());
      array.add(object);
    }
    return array;
  }
}
