package io.patchbay.registry.internal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import io.patchbay.channel.InboundContent;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.time.temporal.Temporal;
import java.time.temporal.TemporalAmount;
import org.jspecify.annotations.Nullable;

/**
 * Measures a content that a person sent by its JSON, because only the provider's module may know
 * its type. Thread-safe.
 */
public final class ContentSize {
  private static final JsonSerializer<Object> AS_TEXT =
      (value, type, context) -> new JsonPrimitive(value.toString());

  private final Gson gson =
      new GsonBuilder()
          .registerTypeHierarchyAdapter(Temporal.class, AS_TEXT)
          .registerTypeHierarchyAdapter(TemporalAmount.class, AS_TEXT)
          .registerTypeHierarchyAdapter(URI.class, AS_TEXT)
          .create();

  /** The content; null when it has more characters. One without a JSON form has no size. */
  @Nullable InboundContent within(int most, @Nullable InboundContent content) {
    if (content == null) {
      return null;
    }
    Counter counter = new Counter(most);
    try {
      gson.toJson(content, content.getClass(), counter);
    } catch (StackOverflowError e) {
      return null;
    } catch (RuntimeException | LinkageError e) {
      return counter.left < 0 ? null : content;
    }
    return content;
  }

  /** Fails as soon as more is written than fits. */
  private static final class Counter extends Writer {
    private int left;

    Counter(int most) {
      left = most;
    }

    @Override
    public void write(char[] characters, int from, int length) throws IOException {
      left -= length;
      if (left < 0) {
        throw new IOException("too large");
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
