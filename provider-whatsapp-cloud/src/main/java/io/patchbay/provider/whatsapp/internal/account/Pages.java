package io.patchbay.provider.whatsapp.internal.account;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * A list that Meta hands out in pages. A page is fetched when its first element is asked for and
 * not before; every iteration starts anew. Thread-safe; an iterator belongs to one thread.
 *
 * @see <a href="https://developers.facebook.com/docs/graph-api/results">Meta on cursors</a>
 */
final class Pages<T> implements Iterable<T> {
  /** A hundred thousand elements at the usual hundred a page: beyond any list of an account. */
  private static final int MOST_PAGES = 1_000;

  private final Function<HttpUrl, JsonObject> fetch;
  private final HttpUrl first;
  private final Function<JsonObject, ? extends @Nullable T> reader;

  /**
   * With the first page's address.
   *
   * @param reader reads one element; null skips it
   */
  Pages(AccountClient client, HttpUrl first, Function<JsonObject, ? extends @Nullable T> reader) {
    this(client::get, first, reader);
  }

  /** With another way to fetch a page. */
  Pages(
      Function<HttpUrl, JsonObject> fetch,
      HttpUrl first,
      Function<JsonObject, ? extends @Nullable T> reader) {
    this.fetch = fetch;
    this.first = first;
    this.reader = reader;
  }

  @Override
  public Iterator<T> iterator() {
    return new Elements();
  }

  private final class Elements implements Iterator<T> {
    private final Deque<T> page = new ArrayDeque<>();
    private final Set<String> cursors = new HashSet<>();
    private @Nullable HttpUrl next = first;

    @Override
    public boolean hasNext() {
      while (page.isEmpty() && next != null) {
        JsonObject answer = fetch.apply(next);
        next = following(answer);
        for (JsonElement element : GraphJson.elements(answer, "data")) {
          T read = element.isJsonObject() ? reader.apply(element.getAsJsonObject()) : null;
          if (read != null) {
            page.add(read);
          }
        }
      }
      return !page.isEmpty();
    }

    /**
     * The address of the next page: our own with the cursor. The one that the answer names is only
     * the sign that there is more; following it could take the token anywhere.
     */
    private @Nullable HttpUrl following(JsonObject answer) {
      JsonObject paging = GraphJson.object(answer, "paging");
      HttpUrl named = url(GraphJson.text(paging, "next"));
      if (named == null) {
        return null;
      }
      String cursor = GraphJson.text(GraphJson.object(paging, "cursors"), "after");
      if (cursor == null) {
        cursor = named.queryParameter("after");
      }
      if (cursor == null || !cursors.add(cursor) || cursors.size() >= MOST_PAGES) {
        throw AccountErrors.unreadable(
            "A list names a next page but no new cursor to it, after " + cursors.size() + " pages",
            false);
      }
      return first.newBuilder().setQueryParameter("after", cursor).build();
    }

    private static @Nullable HttpUrl url(@Nullable String text) {
      return text == null ? null : HttpUrl.parse(text);
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return page.remove();
    }
  }
}
