package io.patchbay.host.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.patchbay.channel.Content;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.Masking;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.PhoneText;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.Recipient;
import io.patchbay.channel.ShortCode;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.Text;
import io.patchbay.channel.UserId;
import io.patchbay.content.ContentCodec;
import io.patchbay.content.ContentProblem;
import io.patchbay.content.Storable;
import io.patchbay.content.StrictJson;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.host.console.Wording;
import io.patchbay.registry.routing.ProviderRegistry;
import io.patchbay.registry.routing.WorkspaceRouting;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of a message and says everything wrong in it at once. Used once. */
final class MessageReader {
  private static final List<String> MEMBERS =
      Stream.concat(
              Stream.of(
                  "id",
                  "workspace",
                  "to",
                  "text",
                  "contents",
                  "provider",
                  "from",
                  "replyTo",
                  "purpose"),
              DeliveryOptions.MEMBERS.stream())
          .toList();

  private final ProviderRegistry registry;
  private final ContentCodec contents;
  private final JsonObject json;
  private final List<Problem> problems = new ArrayList<>();

  private MessageReader(ProviderRegistry registry, ContentCodec contents, JsonObject json) {
    this.registry = registry;
    this.contents = contents;
    this.json = json;
  }

  /**
   * Reads a body.
   *
   * @param contents reads contents
   * @throws Refusal when it is no message
   */
  static MessageRequest read(ProviderRegistry registry, ContentCodec contents, byte[] body)
      throws Refusal {
    StrictJson json = parse(body);
    if (!json.root().isJsonObject()) {
      throw Refusal.of(400, "The body is not a JSON object.");
    }
    MessageReader reader = new MessageReader(registry, contents, json.root().getAsJsonObject());
    json.duplicates().forEach(path -> reader.wrong(ContentCodec.duplicate(path)));
    return reader.read();
  }

  private static StrictJson parse(byte[] utf8) throws Refusal {
    try {
      return StrictJson.parse(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      throw Refusal.of(400, "The body is not UTF-8 text.");
    } catch (StrictJson.Broken e) {
      throw Refusal.of(400, "The body cannot be read: " + e.getMessage() + ".");
    }
  }

  private MessageRequest read() throws Refusal {
    for (String member : json.keySet()) {
      if (!MEMBERS.contains(member)) {
        wrong(member, "is not known here", Wording.didYouMean(MEMBERS, member));
      }
    }
    String id = required("id");
    String workspace = required("workspace");
    Recipient to = recipient();
    List<Content> said = said();
    String provider = optional("provider");
    String from = optional("from");
    String replyTo = optional("replyTo");
    Purpose purpose = purpose();
    SubmitOptions options = DeliveryOptions.read(json, problems);
    if (workspace != null) {
      checkWay(workspace, provider);
    }
    SmsMessage.Builder message = SmsMessage.to(to == null ? new PhoneText("?") : to);
    if (id != null) {
      given("id", id, message::id);
    }
    said.forEach(message::content);
    message.purpose(purpose);
    Optional.ofNullable(provider).ifPresent(value -> given("provider", value, message::provider));
    Optional.ofNullable(from).ifPresent(value -> given("from", value, from(message)));
    Optional.ofNullable(replyTo).ifPresent(value -> given("replyTo", value, message::replyTo));
    if (!problems.isEmpty() || workspace == null) {
      throw Refusal.of(problems);
    }
    return new MessageRequest(workspace, message.build(), options);
  }

  /** A workspace or instance that is not there is a mistake in the request, not an outcome. */
  private void checkWay(String workspace, @Nullable String provider) {
    Optional<WorkspaceRouting> routing = registry.routing(workspace);
    if (routing.isEmpty()) {
      wrong(
          "workspace",
          "is not configured",
          Wording.closest(registry.workspaces(), workspace)
              .map(name -> "did you mean '" + name + "'?")
              .orElse("give the name of a workspace in the server's configuration"));
    } else if (provider != null && routing.get().routesFor(provider).isEmpty()) {
      wrong(
          "provider",
          Masking.numbersIn(routing.get().refusalFor(provider).message()),
          routing.get().refusalFor(provider).remedy());
    }
  }

  private @Nullable Recipient recipient() {
    JsonElement to = json.get("to");
    if (to instanceof JsonObject object && object.size() == 1) {
      String kind = object.keySet().iterator().next();
      String value = text("to." + kind, object.get(kind));
      switch (kind) {
        case "userId" -> {
          return value == null ? null : given("to.userId", value, UserId::new);
        }
        case "groupId", "group" -> {
          return value == null ? null : given("to." + kind, value, GroupId::new);
        }
        case "shortCode" -> {
          return value == null ? null : given("to.shortCode", value, ShortCode::new);
        }
        case "phone" -> {
          return value == null ? null : given("to.phone", value, MessageReader::exactNumber);
        }
        default -> {
          wrong("to." + kind, "is not known here", "use phone, userId, groupId or shortCode");
          return null;
        }
      }
    }
    String phone = to == null ? null : text("to", to);
    if (to == null || phone == null) {
      if (to == null) {
        wrong(
            "to",
            "is missing",
            "a phone number, {\"userId\": ...}, {\"groupId\": ...} or {\"shortCode\": ...}");
      }
      return null;
    }
    return given("to", phone, PhoneText::new);
  }

  /** A number as an event or an export shows it, whether or not it is valid by today's plan. */
  private static PhoneNumber exactNumber(String text) {
    return new PhoneNumber(text.startsWith("+") ? text.substring(1) : text);
  }

  private List<Content> said() {
    JsonElement text = json.get("text");
    JsonElement list = json.get("contents");
    if ((text == null) == (list == null)) {
      wrong(
          "",
          text == null ? "there is nothing to say" : "there are both text and contents",
          "give text, or contents in order of preference");
      return List.of();
    }
    List<Content> said = new ArrayList<>();
    if (text != null) {
      String body = text("text", text);
      Content content = body == null ? null : given("text", body, Text::of);
      if (content != null) {
        said.add(content);
      }
      return said;
    }
    if (!(list instanceof JsonArray array) || array.isEmpty()) {
      wrong("contents", "is not a list with something in it", "[{\"text\": {\"body\": \"Hi\"}}]");
      return said;
    }
    List<ContentProblem> found = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      Content content = contents.read("contents[" + i + "]", array.get(i), found);
      if (content != null) {
        said.add(content);
      }
    }
    found.forEach(this::wrong);
    return said;
  }

  private Purpose purpose() {
    String word = optional("purpose");
    for (Purpose purpose : Purpose.values()) {
      if (word == null || ContentCodec.word(purpose).equals(word)) {
        return word == null ? Purpose.TRANSACTIONAL : purpose;
      }
    }
    wrong(
        "purpose",
        "is none of "
            + String.join(
                ", ", Arrays.stream(Purpose.values()).map(ContentCodec::word).sorted().toList()),
        "");
    return Purpose.TRANSACTIONAL;
  }

  /** What the queue would refuse, with its place. */
  private static Function<String, SmsMessage.Builder> from(SmsMessage.Builder message) {
    return sender -> {
      if (!Storable.isKey(sender)) {
        throw new IllegalArgumentException("no sender is so long or has such characters in it");
      }
      return message.from(sender);
    };
  }

  private @Nullable String required(String member) {
    if (json.get(member) == null) {
      wrong(member, "is missing", "");
      return null;
    }
    return optional(member);
  }

  private @Nullable String optional(String member) {
    JsonElement element = json.get(member);
    return element == null ? null : text(member, element);
  }

  private @Nullable String text(String path, JsonElement element) {
    if (element instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    wrong(path, "is not a text", "write it in quotes");
    return null;
  }

  private <T> @Nullable T given(String path, String value, Function<String, T> use) {
    try {
      return use.apply(value);
    } catch (IllegalArgumentException e) {
      String why = e.getMessage();
      wrong(path, "is refused: " + (why == null ? "" : Masking.numbersIn(why)), "");
      return null;
    }
  }

  private void wrong(ContentProblem problem) {
    wrong(problem.path(), problem.message(), problem.suggestion());
  }

  private void wrong(String path, String message, String suggestion) {
    problems.add(new Problem(path, message, suggestion));
  }
}
