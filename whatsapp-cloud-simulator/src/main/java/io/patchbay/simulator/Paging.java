package io.patchbay.simulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cursor paging: {@code limit}, {@code after} and {@code before}, and links to the pages on both
 * sides. A cursor stands for a row; should the row be gone, for its place.
 *
 * @see <a href="https://developers.facebook.com/docs/graph-api/results">Paginated results</a>
 */
final class Paging {
  private static final int USUAL = 25;
  private static final int MOST = 1_000;

  private Paging() {}

  /**
   * The page that a request asks for.
   *
   * @param id what tells one row from another
   * @param shape what is answered for a row
   */
  static <T> JsonObject page(
      GraphRequest request, List<T> rows, Function<T, String> id, Function<T, JsonObject> shape) {
    int limit = Math.max(1, request.number("limit", USUAL, MOST));
    String after = request.query().get("after");
    String before = request.query().get("before");
    int from = 0;
    int to = Math.min(rows.size(), limit);
    if (after != null && !after.isEmpty()) {
      Place place = place(rows, id, after, "after");
      from = Math.min(rows.size(), place.found() ? place.index() + 1 : place.index());
      to = Math.min(rows.size(), from + limit);
    } else if (before != null && !before.isEmpty()) {
      to = Math.min(rows.size(), place(rows, id, before, "before").index());
      from = Math.max(0, to - limit);
    }
    JsonObject page = new JsonObject();
    JsonArray data = new JsonArray();
    rows.subList(from, to).forEach(row -> data.add(shape.apply(row)));
    page.add("data", data);
    if (from < to) {
      page.add("paging", paging(request, rows, id, from, to));
    }
    return page;
  }

  private static <T> JsonObject paging(
      GraphRequest request, List<T> rows, Function<T, String> id, int from, int to) {
    JsonObject cursors = new JsonObject();
    String first = cursor(from, id.apply(rows.get(from)));
    String last = cursor(to - 1, id.apply(rows.get(to - 1)));
    cursors.addProperty("before", first);
    cursors.addProperty("after", last);
    JsonObject paging = new JsonObject();
    paging.add("cursors", cursors);
    if (to < rows.size()) {
      paging.addProperty("next", link(request, "after", last));
    }
    if (from > 0) {
      paging.addProperty("previous", link(request, "before", first));
    }
    return paging;
  }

  private record Place(int index, boolean found) {}

  private static <T> Place place(
      List<T> rows, Function<T, String> id, String cursor, String parameter) {
    String[] parts = decoded(cursor);
    if (parts == null) {
      throw new Refusal(GraphErrors.badParameter("Param " + parameter + " is not a valid cursor."));
    }
    for (int i = 0; i < rows.size(); i++) {
      if (id.apply(rows.get(i)).equals(parts[1])) {
        return new Place(i, true);
      }
    }
    return new Place(Math.min(rows.size(), Integer.parseInt(parts[0])), false);
  }

  private static String cursor(int index, String id) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((index + ":" + id).getBytes(StandardCharsets.UTF_8));
  }

  private static String @Nullable [] decoded(String cursor) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      return plain.matches("(?s)\\d{1,9}:.*") ? plain.split(":", 2) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String link(GraphRequest request, String parameter, String cursor) {
    StringBuilder link = new StringBuilder(request.origin()).append(request.path());
    String separator = "?";
    for (Map.Entry<String, String> entry : request.query().entrySet()) {
      String name = entry.getKey();
      if (!name.equals("after") && !name.equals("before") && !name.equals("appsecret_proof")) {
        link.append(separator).append(encoded(name)).append('=').append(encoded(entry.getValue()));
        separator = "&";
      }
    }
    return link.append(separator).append(parameter).append('=').append(cursor).toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
