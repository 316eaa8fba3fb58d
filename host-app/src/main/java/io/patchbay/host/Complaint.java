package io.patchbay.host;

import com.google.gson.JsonObject;
import io.patchbay.host.console.Json;
import io.patchbay.host.console.Surroundings;
import java.util.List;

/**
 * Says what went wrong: to the person on stderr and, where {@code --json} stands on the command
 * line, to the script on stdout too, which waits for an object there.
 */
final class Complaint {
  private final Surroundings surroundings;
  private final boolean json;

  Complaint(Surroundings surroundings, List<String> arguments) {
    this.surroundings = surroundings;
    this.json =
        arguments.stream()
            .anyMatch(argument -> argument.equals("--json") || argument.equals("--json=true"));
  }

  void tell(String message) {
    surroundings.err().println("patchbay: " + message);
    if (json) {
      JsonObject error = new JsonObject();
      error.addProperty("message", message);
      JsonObject object = new JsonObject();
      object.add("error", error);
      surroundings.out().println(Json.line(object));
    }
  }
}
