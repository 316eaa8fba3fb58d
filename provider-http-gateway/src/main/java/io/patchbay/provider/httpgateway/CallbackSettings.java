package io.patchbay.provider.httpgateway;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.Settings;
import io.patchbay.support.SettingProblems;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the gateway's callbacks are read.
 *
 * <p>Immutable and thread-safe.
 *
 * @param items where a list of several items stands; null for the top
 * @param words what status words mean, in lower case
 * @param codes what error codes of statuses mean
 * @param answer the body of our answer
 */
record CallbackSettings(
    Format format,
    @Nullable AnswerPath items,
    StatusFields status,
    InboundFields inbound,
    Map<String, DeliveryStatus> words,
    Map<String, ErrorRule> codes,
    CallbackTimes times,
    String answer,
    CallbackAuthenticator proof) {
  private static final String FORMAT = "callbackFormat";
  private static final String ITEMS = "callbackItems";
  private static final String WORDS = "statusWords";
  private static final String CODES = "statusErrorCodes";
  private static final String WHEN = "inboundWhen";
  private static final String GROUP = "Callbacks";

  /** Where the parts of a status stand. */
  record StatusFields(
      @Nullable AnswerPath id,
      @Nullable AnswerPath word,
      @Nullable AnswerPath code,
      @Nullable AnswerPath text,
      @Nullable AnswerPath reference,
      @Nullable AnswerPath to,
      @Nullable AnswerPath time) {}

  /**
   * Where the parts of a message from a person stand.
   *
   * @param when what tells such a message from a status; null when its fields do
   * @param value what stands there then
   */
  record InboundFields(
      @Nullable AnswerPath when,
      String value,
      @Nullable AnswerPath id,
      @Nullable AnswerPath from,
      @Nullable AnswerPath to,
      @Nullable AnswerPath text,
      @Nullable AnswerPath time) {}

  static List<Setting> schema() {
    return Stream.of(
            List.of(
                Setting.choice(FORMAT, "json", "form", "query")
                    .label("Callback format")
                    .help(
                        "What callbacks are written in: a JSON or form body, or the query of the"
                            + " address. With json the settings below are paths, else keys.")
                    .defaultValue("json")
                    .group(GROUP)
                    .build(),
                field(ITEMS, "Callback items", "the list of several statuses or messages stands")
                    .example("results")
                    .build()),
            statusFields(),
            inboundFields(),
            CallbackTimes.schema(),
            List.of(
                Setting.text("callbackAnswer")
                    .label("Callback answer")
                    .help("What to answer to a callback that was taken, where the gateway asks.")
                    .example("OK")
                    .group(GROUP)
                    .build()),
            CallbackAuthenticator.schema())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Setting> statusFields() {
    return List.of(
        field("statusId", "Status: message id", "the message's id stands in a status").build(),
        field("statusWord", "Status: word", "the word or number of a status stands").build(),
        field("statusCode", "Status: error code", "the error code stands in a status").build(),
        field("statusText", "Status: error text", "the error's explanation stands").build(),
        field("statusReference", "Status: reference", "our {reference} is echoed").build(),
        field("statusTo", "Status: recipient", "the recipient's number stands in a status").build(),
        field("statusTime", "Status: time", "the time of a status stands").build(),
        Setting.text(WORDS)
            .label("Status words")
            .help(
                "What status words mean, as WORD=STATE: ACCEPTED, SENT, DELIVERED, READ, PLAYED,"
                    + " FAILED or OTHER. Case does not count. A word that is not listed is kept and"
                    + " changes nothing.")
            .pattern(".+=.+")
            .example("delivrd=DELIVERED")
            .group(GROUP)
            .repeated()
            .build(),
        Setting.text(CODES)
            .label("Status error codes")
            .help("What error codes of failed statuses mean, written like errorCodes.")
            .pattern(".+=.+")
            .example("27=RECIPIENT_UNREACHABLE")
            .group(GROUP)
            .repeated()
            .build());
  }

  private static List<Setting> inboundFields() {
    return List.of(
        Setting.text(WHEN)
            .label("Inbound: when")
            .help(
                "What tells a message from a person from a status, as FIELD=VALUE. Without it an"
                    + " item without a status word is one if it has a sender and a text.")
            .pattern(".+=.+")
            .example("type=inbound")
            .group(GROUP)
            .build(),
        field("inboundId", "Inbound: message id", "the id of a person's message stands").build(),
        field("inboundFrom", "Inbound: sender", "the person's number stands").build(),
        field("inboundTo", "Inbound: recipient", "the number that was written to stands").build(),
        field("inboundText", "Inbound: text", "the person's text stands").build(),
        field("inboundTime", "Inbound: time", "the time of a person's message stands").build());
  }

  private static Setting.Builder field(String key, String label, String what) {
    return Setting.text(key).label(label).help("Where in a callback " + what + ".").group(GROUP);
  }

  static CallbackSettings read(Settings settings, SettingProblems problems) {
    Format format = Format.of(settings.text(FORMAT));
    AnswerPath items = AnswerSettings.at(ITEMS, format, settings, problems);
    if (items != null && format != Format.JSON) {
      problems.add(ITEMS, "is of no use with callbackFormat " + settings.text(FORMAT), "");
    }
    Locations at = new Locations(format, settings, problems);
    checkPairs(settings, problems);
    return new CallbackSettings(
        format,
        items,
        new StatusFields(
            at.of("statusId"),
            at.of("statusWord"),
            at.of("statusCode"),
            at.of("statusText"),
            at.of("statusReference"),
            at.of("statusTo"),
            at.of("statusTime")),
        inbound(at, settings, problems),
        words(settings, problems),
        Map.copyOf(Mapping.parse(CODES, settings.texts(CODES), ErrorRule::parse, problems)),
        CallbackTimes.read(settings, problems),
        settings.optionalText("callbackAnswer").orElse(""),
        CallbackAuthenticator.read(format, settings, problems));
  }

  private static InboundFields inbound(Locations at, Settings settings, SettingProblems problems) {
    String when = settings.optionalText(WHEN).orElse("=");
    int equals = when.lastIndexOf('=');
    AnswerPath field =
        settings.has(WHEN)
            ? AnswerPath.parse(
                at.format(),
                when.substring(0, equals).strip(),
                message -> problems.add(WHEN, message, ""))
            : null;
    return new InboundFields(
        field,
        when.substring(equals + 1).strip(),
        at.of("inboundId"),
        at.of("inboundFrom"),
        at.of("inboundTo"),
        at.of("inboundText"),
        at.of("inboundTime"));
  }

  private static void checkPairs(Settings settings, SettingProblems problems) {
    List<List<String>> pairs =
        List.of(
            List.of("statusId", "statusWord"),
            List.of("statusWord", "statusId"),
            List.of("inboundFrom", "inboundText"),
            List.of("inboundText", "inboundFrom"),
            List.of(WORDS, "statusWord"),
            List.of(CODES, "statusCode"),
            List.of(WHEN, "inboundFrom"));
    for (List<String> pair : pairs) {
      if (settings.has(pair.get(0)) && !settings.has(pair.get(1))) {
        problems.add(pair.get(1), "is missing, and " + pair.get(0) + " needs it", "");
      }
    }
    if (settings.has("statusWord") && !settings.has(WORDS)) {
      problems.add(
          WORDS, "is missing, so that no status means anything", "for example delivrd=DELIVERED");
    }
  }

  private static Map<String, DeliveryStatus> words(Settings settings, SettingProblems problems) {
    Map<String, DeliveryStatus> words = new HashMap<>();
    Mapping.parse(WORDS, settings.texts(WORDS), CallbackSettings::state, problems)
        .forEach(
            (word, status) -> {
              if (words.putIfAbsent(word.toLowerCase(Locale.ROOT), status) != null) {
                problems.add(WORDS, "maps '" + word + "' twice: case does not count", "");
              }
            });
    return Map.copyOf(words);
  }

  private static Optional<DeliveryStatus> state(String name, Consumer<String> problems) {
    Optional<DeliveryStatus> state =
        Arrays.stream(DeliveryStatus.values())
            .filter(one -> one.name().equals(name.toUpperCase(Locale.ROOT)))
            .findFirst();
    if (state.isEmpty()) {
      problems.accept(
          "names the unknown state '"
              + name
              + "'; known: "
              + Arrays.stream(DeliveryStatus.values())
                  .map(Enum::name)
                  .collect(Collectors.joining(", ")));
    }
    return state;
  }

  /** Reads the settings that name a place. */
  private record Locations(Format format, Settings settings, SettingProblems problems) {
    @Nullable AnswerPath of(String key) {
      return AnswerSettings.at(key, format, settings, problems);
    }
  }
}
