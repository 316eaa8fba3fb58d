package io.patchbay.delivery;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.patchbay.channel.Content;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.PhoneText;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.Recipient;
import io.patchbay.channel.SenderId;
import io.patchbay.channel.ShortCode;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.UserId;
import io.patchbay.content.ContentCodec;
import io.patchbay.content.ContentProblem;
import io.patchbay.content.StrictJson;
import io.patchbay.content.UnreadableContentException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The stored form of messages. Immutable and thread-safe. */
final class MessageCodec {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final ContentCodec contents;

  MessageCodec(ContentCodec contents) {
    this.contents = contents;
  }

  /**
   * A message as it is kept.
   *
   * @param body all of it but its id
   * @param fingerprint the same for the same message, whatever order its maps have and whichever
   *     version wrote it
   */
  record Stored(String body, String fingerprint) {}

  /**
   * The stored form.
   *
   * @throws IllegalArgumentException when no provider that is here lists a content
   */
  Stored write(SmsMessage message) {
    JsonObject stable = body(message, contents::identity);
    return new Stored(
        GSON.toJson(body(message, contents::json)), fingerprint(GSON.toJson(sorted(stable))));
  }

  private static JsonObject body(SmsMessage message, Function<Content, JsonObject> form) {
    JsonObject body = new JsonObject();
    body.add("to", recipient(message.to()));
    JsonArray kinds = new JsonArray();
    message.contents().forEach(one -> kinds.add(form.apply(one)));
    body.add("contents", kinds);
    add(body, "provider", message.provider());
    add(body, "from", message.from());
    if (!message.fromByProvider().isEmpty()) {
      JsonObject own = new JsonObject();
      message.fromByProvider().forEach(own::addProperty);
      body.add("fromByProvider", own);
    }
    add(body, "replyTo", message.replyTo());
    body.addProperty("purpose", message.purpose().name());
    return body;
  }

  /**
   * Reads it.
   *
   * @throws UnreadableContentException with every problem of its contents
   * @throws RuntimeException when something else is wrong with it
   */
  SmsMessage read(String id, String json) {
    List<ContentProblem> problems = new ArrayList<>();
    JsonObject body = parse(json, problems);
    SmsMessage.Builder message = SmsMessage.to(recipient(body.getAsJsonObject("to"))).id(id);
    JsonArray kinds = body.getAsJsonArray("contents");
    for (int i = 0; i < kinds.size(); i++) {
      Content content = contents.read("contents[" + i + "]", kinds.get(i), problems);
      if (content != null) {
        message.content(content);
      }
    }
    if (!problems.isEmpty()) {
      throw new UnreadableContentException(problems);
    }
    String provider = text(body, "provider");
    String from = text(body, "from");
    String replyTo = text(body, "replyTo");
    if (provider != null) {
      message.provider(provider);
    }
    if (from != null) {
      message.from(from);
    }
    if (replyTo != null) {
      message.replyTo(replyTo);
    }
    if (body.has("fromByProvider")) {
      body.getAsJsonObject("fromByProvider")
          .asMap()
          .forEach((instance, sender) -> message.from(instance, sender.getAsString()));
    }
    return message.purpose(Purpose.valueOf(body.get("purpose").getAsString())).build();
  }

  private static JsonObject parse(String json, List<ContentProblem> problems) {
    try {
      StrictJson parsed = StrictJson.parse(json);
      parsed.duplicates().forEach(path -> problems.add(ContentCodec.duplicate(path)));
      return parsed.root().getAsJsonObject();
    } catch (StrictJson.Broken e) {
      throw new JsonParseException(e);
    }
  }

  private static String fingerprint(String json) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(json.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static JsonObject recipient(Recipient to) {
    JsonObject written = new JsonObject();
    if (to instanceof PhoneText typed) {
      written.addProperty("typed", typed.text());
    } else if (to instanceof PhoneNumber number) {
      written.addProperty("phone", number.digits());
    } else if (to instanceof UserId user) {
      written.addProperty("user", user.value());
    } else if (to instanceof GroupId group) {
      written.addProperty("group", group.value());
    } else if (to instanceof ShortCode code) {
      written.addProperty("short", code.digits());
    } else if (to instanceof SenderId name) {
      written.addProperty("name", name.value());
    }
    return written;
  }

  private static Recipient recipient(JsonObject written) {
    Map.Entry<String, JsonElement> kind = written.entrySet().iterator().next();
    String value = kind.getValue().getAsString();
    return switch (kind.getKey()) {
      case "typed" -> new PhoneText(value);
      case "phone" -> new PhoneNumber(value);
      case "user" -> new UserId(value);
      case "group" -> new GroupId(value);
      case "short" -> new ShortCode(value);
      case "name" -> new SenderId(value);
      default -> throw new IllegalArgumentException("A recipient of the kind " + kind.getKey());
    };
  }

  /** Maps have no order of their own: the same message would be written in two ways. */
  private static JsonElement sorted(JsonElement element) {
    if (element instanceof JsonArray array) {
      JsonArray sorted = new JsonArray(array.size());
      array.forEach(one -> sorted.add(sorted(one)));
      return sorted;
    }
    if (!(element instanceof JsonObject object)) {
      return element;
    }
    JsonObject sorted = new JsonObject();
    new TreeMap<>(object.asMap()).forEach((name, value) -> sorted.add(name, sorted(value)));
    return sorted;
  }

  private static void add(JsonObject body, String name, @Nullable String value) {
    if (value != null) {
      body.addProperty(name, value);
    }
  }

  private static @Nullable String text(JsonObject body, String name) {
    JsonElement found = body.get(name);
    return found == null ? null : found.getAsString();
  }
}
