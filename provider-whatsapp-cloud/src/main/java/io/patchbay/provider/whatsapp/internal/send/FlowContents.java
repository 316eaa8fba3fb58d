package io.patchbay.provider.whatsapp.internal.send;

import com.google.gson.stream.JsonWriter;
import io.patchbay.provider.whatsapp.content.Flow;
import io.patchbay.provider.whatsapp.internal.graph.RawJson;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages that open a flow. */
final class FlowContents {
  static final List<ContentWriter<?>> KINDS =
      List.of(
          ContentWriter.own(
                  "flow",
                  Flow.class,
                  "/docs/whatsapp/flows/guides/sendingaflow",
                  FlowContents::flow,
                  FlowContents::checkFlow)
              .withMedia(content -> InteractiveJson.media(content.frame().header())));

  private FlowContents() {}

  private static void flow(JsonWriter json, Flow flow, MediaJson media) throws IOException {
    InteractiveJson.write(
        json,
        "flow",
        flow.frame(),
        media,
        action -> {
          action.name("name").value("flow").name("parameters").beginObject();
          action.name("flow_message_version").value("3");
          action.name("flow_id").value(flow.id());
          action.name("flow_name").value(flow.name());
          action.name("flow_cta").value(flow.label());
          action.name("flow_token").value(flow.token());
          if (flow.draft()) {
            action.name("mode").value("draft");
          }
          start(action, flow.start());
          action.endObject();
        });
  }

  private static void start(JsonWriter json, Flow.@Nullable Start start) throws IOException {
    if (start == null) {
      return;
    }
    json.name("flow_action").value(start.dataExchange() ? "data_exchange" : "navigate");
    if (start.screen() != null) {
      json.name("flow_action_payload").beginObject();
      json.name("screen").value(start.screen());
      if (start.data() != null) {
        json.name("data");
        RawJson.copy(start.data(), json);
      }
      json.endObject();
    }
  }

  private static void checkFlow(Flow flow, Violations rules) {
    InteractiveJson.check(flow.frame(), rules);
    Flow.Start start = flow.start();
    if (start != null && start.data() != null) {
      rules.that(
          RawJson.fields(start.data()) > 0,
          "Data of a flow are a JSON object with a field or more");
    }
  }
}
