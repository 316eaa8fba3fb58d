package io.patchbay.store.inbox;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import io.patchbay.channel.AccountNotice;
import io.patchbay.channel.Address;
import io.patchbay.channel.AddressChange;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.EventContext;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.InboundContent;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.PreferenceChange;
import io.patchbay.channel.SenderId;
import io.patchbay.channel.ShortCode;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.Unrecognized;
import io.patchbay.channel.UserId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The stored form of events. What a provider alone knows of is stored under the name of its class;
 * where that is missing, the content is left out and the raw form has it all. Thread-safe.
 */
final class EventJson {
  private static final Map<String, Class<? extends ChannelEvent>> KINDS =
      Stream.of(
              StatusUpdate.class,
              InboundMessage.class,
              PreferenceChange.class,
              AddressChange.class,
              AccountNotice.class,
              Unrecognized.class)
          .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));

  private static final Map<String, Function<String, Address>> ADDRESSES =
      Map.of(
          "phone", PhoneNumber::new,
          "user", UserId::new,
          "group", GroupId::new,
          "short", ShortCode::new,
          "name", SenderId::new);

  private final ClassLoader contents;
  private final Gson plain = texts().create();
  private final Gson gson =
      texts()
          .registerTypeAdapter(
              InboundContent.class,
              (JsonSerializer<InboundContent>) (content, type, context) -> write(content))
          .registerTypeAdapter(
              InboundContent.class,
              (JsonDeserializer<InboundContent>) (json, type, context) -> content(json))
          .create();

  EventJson(ClassLoader contents) {
    this.contents = contents;
  }

  private static GsonBuilder texts() {
    GsonBuilder builder = new GsonBuilder().disableHtmlEscaping();
    text(builder, Instant.class, Instant::toString, Instant::parse);
    text(builder, Duration.class, Duration::toString, Duration::parse);
    text(builder, URI.class, URI::toString, URI::create);
    text(builder, Address.class, EventJson::write, EventJson::address);
    return builder;
  }

  private static <T> void text(
      GsonBuilder builder, Class<T> type, Function<T, String> write, Function<String, T> read) {
    builder.registerTypeAdapter(
        type,
        (JsonSerializer<T>) (value, declared, context) -> new JsonPrimitive(write.apply(value)));
    builder.registerTypeAdapter(
        type, (JsonDeserializer<T>) (json, declared, context) -> read.apply(json.getAsString()));
  }

  private static String write(Address address) {
    return kind(address) + ":" + address.value();
  }

  private static String kind(Address address) {
    if (address instanceof PhoneNumber) {
      return "phone";
    }
    if (address instanceof GroupId) {
      return "group";
    }
    if (address instanceof ShortCode) {
      return "short";
    }
    return address instanceof SenderId ? "name" : "user";
  }

  private static Address address(String text) {
    int colon = text.indexOf(':');
    return Optional.ofNullable(ADDRESSES.get(text.substring(0, colon)))
        .orElseThrow(() -> new JsonParseException("an address of an unknown kind"))
        .apply(text.substring(colon + 1));
  }

  private JsonElement write(InboundContent content) {
    JsonObject object = new JsonObject();
    try {
      object.addProperty("class", content.getClass().getName());
      object.add("value", plain.toJsonTree(content, content.getClass()));
      return object;
    } catch (RuntimeException | LinkageError e) {
      return JsonNull.INSTANCE;
    }
  }

  /** Only a record that says it is a content is ever made: a name in a file is no permission. */
  @SuppressWarnings("NullAway") // Gson takes null for an absent field.
  private InboundContent content(JsonElement json) {
    try {
      JsonObject object = json.getAsJsonObject();
      Class<?> type = Class.forName(object.get("class").getAsString(), false, contents);
      return type.isRecord() && InboundContent.class.isAssignableFrom(type)
          ? (InboundContent) plain.fromJson(object.get("value"), type)
          : null;
    } catch (ClassNotFoundException | RuntimeException | LinkageError e) {
      return null;
    }
  }

  String write(ReceivedEvent received) {
    JsonObject object = new JsonObject();
    EventContext context = received.context();
    object.addProperty("instance", context.instance().toString());
    object.addProperty("workspace", context.workspace());
    context.message().ifPresent(message -> object.addProperty("message", message.encode()));
    if (!context.sender().isEmpty()) {
      object.addProperty("sender", context.sender());
    }
    object.addProperty("kind", received.event().getClass().getSimpleName());
    object.add("event", gson.toJsonTree(received.event(), received.event().getClass()));
    return object.toString();
  }

  /**
   * The workspaces that an event belongs to: the one whose instance received it, and the one that
   * it was addressed to, which may use the instance of an ancestor. None of a text that cannot be
   * read: an export must not fail because of it.
   */
  static Set<String> workspaces(String text) {
    try {
      JsonObject object = JsonParser.parseString(text).getAsJsonObject();
      Set<String> workspaces = new HashSet<>();
      workspaces.add(object.get("workspace").getAsString());
      InstanceId.parse(object.get("instance").getAsString())
          .ifPresent(instance -> workspaces.add(instance.workspace()));
      return workspaces;
    } catch (RuntimeException e) {
      return Set.of();
    }
  }

  ReceivedEvent read(String text) {
    JsonObject object = JsonParser.parseString(text).getAsJsonObject();
    JsonElement message = object.get("message");
    JsonElement sender = object.get("sender");
    EventContext context =
        new EventContext(
            InstanceId.parse(object.get("instance").getAsString()).orElseThrow(),
            object.get("workspace").getAsString(),
            message == null ? Optional.empty() : MessageRef.parse(message.getAsString()),
            sender == null ? "" : sender.getAsString());
    Class<? extends ChannelEvent> kind =
        Optional.ofNullable(KINDS.get(object.get("kind").getAsString()))
            .orElseThrow(() -> new JsonParseException("an event of an unknown kind"));
    return new ReceivedEvent(gson.fromJson(object.get("event"), kind), context);
  }

  /** The kinds that there are, for the test that none is forgotten. */
  static List<String> kinds() {
    return KINDS.keySet().stream().sorted().toList();
  }
}
