package io.patchbay.host;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.channel.Address;
import io.patchbay.channel.Content;
import io.patchbay.channel.Masking;
import io.patchbay.channel.SendError;
import io.patchbay.channel.Template;
import io.patchbay.channel.Text;
import io.patchbay.host.audience.Audience;
import io.patchbay.host.audience.AudienceLine;
import io.patchbay.host.console.ExitCode;
import io.patchbay.host.console.Json;
import io.patchbay.host.console.ProgressBar;
import io.patchbay.host.console.Surroundings;
import io.patchbay.host.console.Wording;
import io.patchbay.registry.routing.WorkspaceRouting;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows what would be sent, and to whom; numbers are masked, texts are the person's own. */
final class DryRun {
  private static final int SHOWN = 20;

  private final Surroundings surroundings;
  private final String through;
  private final boolean json;
  private final StringBuilder text = new StringBuilder();
  private final JsonArray messages = new JsonArray();
  private final JsonArray notes = new JsonArray();

  private final Foresight foresight;
  private long refused;

  /** Says why a message is certain to be rejected. */
  interface Foresight {
    Optional<SendError> refusal(Address to, List<Content> contents);
  }

  DryRun(
      Surroundings surroundings,
      WorkspaceRouting routing,
      @Nullable String provider,
      Foresight foresight,
      boolean json) {
    this.surroundings = surroundings;
    this.through = routing.routesFor(provider).get(0).instance().toString();
    this.foresight = foresight;
    this.json = json;
  }

  int one(Address to, List<Content> contents) {
    Optional<SendError> refusal = foresight.refusal(to, contents);
    show("", to.value(), contents);
    refusal.ifPresent(error -> refused("", error));
    return end(1, 0, 0);
  }

  int all(Audience audience, long total, ProgressBar progress) {
    long people = 0;
    long faulty = 0;
    long duplicates = 0;
    Optional<AudienceLine> next = audience.next();
    while (next.isPresent()) {
      AudienceLine line = next.get();
      if (line instanceof AudienceLine.Person person) {
        people++;
        if (people <= SHOWN) {
          show("line " + line.line() + ", ", person.to().value(), person.contents());
        }
        foresight
            .refusal(person.to(), person.contents())
            .ifPresent(error -> refused("line " + line.line() + ", ", error));
      } else if (line instanceof AudienceLine.Faulty bad) {
        faulty++;
        note(faulty, line.line(), "not used: " + bad.reason());
      } else if (line instanceof AudienceLine.Duplicate duplicate) {
        duplicates++;
        note(duplicates, line.line(), "the same number as line " + duplicate.firstLine());
      }
      progress.show(people + faulty + duplicates, total, () -> "nothing is sent");
      next = audience.next();
    }
    progress.close();
    return end(people, faulty, duplicates);
  }

  private void show(String line, String number, List<Content> contents) {
    String said = contents.stream().map(DryRun::describe).collect(Collectors.joining("; or "));
    text.append("  ").append(line).append("to ").append(Masking.address(number));
    text.append(": ").append(said).append('\n');
    JsonObject message = new JsonObject();
    message.addProperty("to", Masking.address(number));
    message.addProperty("content", said);
    messages.add(message);
  }

  private void refused(String line, SendError error) {
    refused++;
    if (refused <= SHOWN) {
      String why = error.message() + (error.remedy().isEmpty() ? "" : "\n    -> " + error.remedy());
      text.append("  ").append(line).append("would not be sent: ").append(why).append('\n');
      JsonObject note = new JsonObject();
      note.addProperty("reason", line + "would not be sent: " + error.message());
      note.addProperty("remedy", error.remedy());
      notes.add(note);
    }
  }

  private void note(long count, long line, String reason) {
    if (count <= SHOWN) {
      text.append("  line ").append(line).append(", ").append(reason).append('\n');
      JsonObject note = new JsonObject();
      note.addProperty("line", line);
      note.addProperty("reason", reason);
      notes.add(note);
    }
  }

  private static String describe(Content content) {
    if (content instanceof Text said) {
      return '"' + said.body() + '"';
    }
    if (content instanceof Template template) {
      return "template "
          + template.name()
          + " in "
          + template.language()
          + template.parameters().stream()
              .map(
                  parameter ->
                      (parameter.name() == null ? "" : parameter.name() + "=")
                          + '"'
                          + parameter.text()
                          + '"')
              .toList();
    }
    return content.toString();
  }

  private int end(long people, long faulty, long duplicates) {
    if (json) {
      JsonObject object = new JsonObject();
      object.addProperty("dryRun", true);
      object.addProperty("through", through);
      object.addProperty("messages", people);
      object.addProperty("wouldNotBeSent", refused);
      object.addProperty("faultyLines", faulty);
      object.addProperty("duplicateLines", duplicates);
      object.add("firstMessages", messages);
      object.add("firstNotes", notes);
      surroundings.out().println(Json.text(object));
    } else {
      surroundings.out().print(text);
      surroundings
          .out()
          .println(
              "Nothing was sent. Through "
                  + through
                  + " there would be "
                  + Wording.count(people, "message")
                  + (refused > 0
                      ? ", " + Wording.number(refused) + " of which would be rejected"
                      : "")
                  + "; "
                  + Wording.count(faulty, "line")
                  + " not used, "
                  + Wording.count(duplicates, "duplicate")
                  + (people > SHOWN ? "; the first " + SHOWN + " are shown" : "")
                  + ".");
    }
    return faulty == 0 && refused == 0 ? ExitCode.OK : ExitCode.NOT_ALL;
  }
}
