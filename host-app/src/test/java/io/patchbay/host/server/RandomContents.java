package io.patchbay.host.server;

import io.patchbay.channel.Content;
import io.patchbay.channel.ContentType;
import io.patchbay.channel.MediaSource;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes valid contents of any kind from the components of its record, so that a new kind is covered
 * without a line here. What a constructor refuses is made again. Not thread-safe.
 */
final class RandomContents {
  private static final int MOST_TRIES = 20_000;
  private static final List<String> TEXTS =
      List.of(
          "Hi", "Grüße 👋 <b>&", "a\"b\\c", "İstanbul ı", "two\nlines\tand a tab", "17", "null");

  private final Random random;
  private final List<ContentType> inner;

  /**
   * Makes the same contents for the same seed.
   *
   * @param inner the kinds of contents inside contents
   */
  RandomContents(long seed, List<ContentType> inner) {
    this.random = new Random(seed);
    this.inner = List.copyOf(inner);
  }

  Content next(ContentType type) {
    return (Content) record(type.type());
  }

  private Object record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    for (int i = 0; i < MOST_TRIES; i++) {
      @Nullable Object[] values = new @Nullable Object[components.length];
      for (int at = 0; at < components.length; at++) {
        values[at] = component(components[at]);
      }
      Object made = construct(type, components, values);
      if (made != null) {
        return made;
      }
    }
    throw new AssertionError(type + ": no values found that its constructor takes");
  }

  private static @Nullable Object construct(
      Class<?> type, RecordComponent[] components, @Nullable Object[] values) {
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException) {
        return null;
      }
      throw new AssertionError(e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.getName(), e);
    }
  }

  private @Nullable Object component(RecordComponent component) {
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    return nullable && random.nextBoolean() ? null : value(component.getGenericType());
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == Map.class ? map() : list(generic.getActualTypeArguments()[0]);
    }
    Class<?> wanted = (Class<?>) type;
    if (wanted == Content.class) {
      return next(inner.get(random.nextInt(inner.size())));
    }
    if (wanted.isEnum()) {
      Object constant = wanted.getEnumConstants()[random.nextInt(wanted.getEnumConstants().length)];
      // HTTP takes no files of this machine; a test of its own says so.
      return constant == MediaSource.Kind.FILE ? MediaSource.Kind.LINK : constant;
    }
    return wanted.isRecord() ? record(wanted) : plain(wanted);
  }

  private List<Object> list(Type item) {
    List<Object> items = new ArrayList<>();
    for (int size = random.nextInt(3); size > 0; size--) {
      items.add(value(item));
    }
    return items;
  }

  private Map<String, String> map() {
    Map<String, String> map = new LinkedHashMap<>();
    for (int size = random.nextInt(3); size > 0; size--) {
      map.put("key-" + size, text());
    }
    return map;
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private Object plain(Class<?> type) {
    if (type == String.class) {
      return text();
    }
    if (type == boolean.class || type == Boolean.class) {
      return random.nextBoolean();
    }
    if (type == int.class || type == Integer.class) {
      return random.nextInt(1_000);
    }
    if (type == long.class || type == Long.class) {
      return random.nextLong();
    }
    if (type == double.class || type == Double.class) {
      return List.of(-0.0, 1.0E-7, 52.0, -33.123456789, 0.1).get(random.nextInt(5));
    }
    if (type == URI.class) {
      return URI.create("https://example.com/?a=" + random.nextInt(100) + "&b=c");
    }
    if (type == Duration.class) {
      return Duration.ofMillis(random.nextInt(10_000_000));
    }
    if (type == Instant.class) {
      return Instant.ofEpochMilli(random.nextInt());
    }
    if (type == LocalDate.class) {
      return LocalDate.ofEpochDay(random.nextInt(40_000));
    }
    throw new AssertionError(
        "A content has a component of "
            + type
            + ": add a value for it, and a form in"
            + " channel-content");
  }
}
