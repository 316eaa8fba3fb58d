package io.patchbay.simulator;

import com.google.gson.JsonObject;
import io.patchbay.simulator.Reaction.Answer;

/** What many operations say when they are done. */
final class Answers {
  private Answers() {}

  static Answer success() {
    JsonObject done = new JsonObject();
    done.addProperty("success", true);
    return Answer.json(200, done);
  }
}
