package io.patchbay.host.demo;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.host.console.Table;
import java.util.ArrayList;
import java.util.List;

/** Two accounts of the same thing, side by side: they must agree. Not thread-safe. */
final class Comparison {
  private record Row(String what, String one, String other) {
    boolean agrees() {
      return one.equals(other);
    }
  }

  private final List<Row> rows = new ArrayList<>();

  /** Adds a pair. */
  void add(String what, Object one, Object other) {
    rows.add(new Row(what, one.toString(), other.toString()));
  }

  boolean agrees() {
    return rows.stream().allMatch(Row::agrees);
  }

  int size() {
    return rows.size();
  }

  String text(String oneTitle, String otherTitle) {
    Table table = new Table("  ").row("", oneTitle, otherTitle, "");
    for (Row row : rows) {
      table.row(row.what(), row.one(), row.other(), row.agrees() ? "ok" : "DIFFERS");
    }
    return table.render();
  }

  JsonArray json() {
    JsonArray array = new JsonArray();
    for (Row row : rows) {
      JsonObject object = new JsonObject();
      object.addProperty("what", row.what());
      object.addProperty("one", row.one());
      object.addProperty("other", row.other());
      object.addProperty("agrees", row.agrees());
      array.add(object);
    }
    return array;
  }
}
