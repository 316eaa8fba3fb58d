package io.patchbay.provider.httpgateway;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON, strictly. */
record JsonTree(JsonElement element) implements Document {
  public static JsonTree parse(String text) throws Unreadable {
    if (text.isBlank()) {
      throw new Unreadable("empty");
    }
    try (JsonReader reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.STRICT);
      JsonElement element = JsonParser.parseReader(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new Unreadable("more follows after the end of the JSON");
      }
      return new JsonTree(element);
    } catch (IOException | JsonParseException | IllegalStateException e) {
      throw new Unreadable("not JSON");
    }
  }

  private @Nullable JsonElement at(AnswerPath location) {
    JsonElement here = element;
    for (AnswerPath.Step step : location.steps()) {
      here = step(here, step);
      if (here == null) {
        return null;
      }
    }
    return here;
  }

  private static @Nullable JsonElement step(JsonElement from, AnswerPath.Step step) {
    if (step.name() != null) {
      return from.isJsonObject() ? from.getAsJsonObject().get(step.name()) : null;
    }
    JsonArray array = from.isJsonArray() ? from.getAsJsonArray() : new JsonArray();
    return step.index() < array.size() ? array.get(step.index()) : null;
  }

  @Override
  public @Nullable String text(AnswerPath location) {
    JsonElement found = at(location);
    return found != null && found.isJsonPrimitive() ? found.getAsString() : null;
  }

  @Override
  public List<Document> items(@Nullable AnswerPath location) {
    JsonElement found = location == null ? element : at(location);
    if (found == null || found.isJsonNull()) {
      return List.of();
    }
    if (!found.isJsonArray()) {
      return List.of(new JsonTree(found));
    }
    List<Document> items = new ArrayList<>();
    found.getAsJsonArray().forEach(item -> items.add(new JsonTree(item)));
    return items;
  }

  @Override
  public String raw() {
    return element.toString();
  }
}
