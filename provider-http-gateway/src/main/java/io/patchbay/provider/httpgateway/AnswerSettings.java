package io.patchbay.provider.httpgateway;

import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.Settings;
import io.patchbay.support.SettingProblems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the gateway's answers are read.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id where the gateway's id of the message stands
 * @param acceptedStatuses what the status says when the message was taken; empty for anything
 * @param noError codes that mean that there is no error
 */
record AnswerSettings(
    Format format,
    AnswerPath id,
    @Nullable AnswerPath code,
    @Nullable AnswerPath text,
    @Nullable AnswerPath status,
    @Nullable AnswerPath to,
    List<String> acceptedStatuses,
    List<String> noError,
    @Nullable String traceHeader,
    ErrorRules rules) {
  private static final String FORMAT = "answerFormat";
  private static final String ID = "answerId";
  private static final String STATUS = "answerStatus";
  private static final String ACCEPTED = "acceptedStatuses";
  private static final String NO_ERROR = "noErrorCodes";
  private static final String GROUP = "Answer";

  static List<Setting> schema() {
    return List.of(
        Setting.choice(FORMAT, "json", "xml", "form", "text")
            .label("Answer format")
            .help(
                "What answers are written in. With json and xml the settings below are paths such"
                    + " as messages[0].id or response.message.@id, with form keys, with text"
                    + " regular expressions whose first group is read.")
            .defaultValue("json")
            .group(GROUP)
            .build(),
        Setting.text(ID)
            .label("Message id")
            .help("Where the gateway's id of the message stands. An answer without is no success.")
            .example("messages[0].id")
            .group(GROUP)
            .required()
            .build(),
        location("answerCode", "Error code", "the error code stands", "error.code"),
        location("answerText", "Error text", "the error's explanation stands", "error.message"),
        location(
            STATUS, "Status", "a word stands that says whether the message was taken", "status"),
        location("answerTo", "Recipient", "the gateway repeats the recipient's number", "to"),
        Setting.text(ACCEPTED)
            .label("Accepted statuses")
            .help(
                "What the status says when the message was taken; any other counts as the error"
                    + " code if there is none.")
            .example("queued")
            .group(GROUP)
            .repeated()
            .build(),
        Setting.text(NO_ERROR)
            .label("Codes of no error")
            .help("Error codes that mean that all is well, often 0.")
            .example("0")
            .group(GROUP)
            .repeated()
            .build(),
        Setting.text(ErrorRules.CODES)
            .label("Error codes")
            .help(
                "What codes mean, as CODE=CATEGORY[,RETRY[,SCOPE]]; * stands for all other codes."
                    + " UNKNOWN_SERVER is for a code that does not prove that the message was not"
                    + " taken.")
            .pattern("[\\s\\S]+=[\\s\\S]+")
            .example("17=RATE_LIMITED")
            .group(GROUP)
            .repeated()
            .build(),
        Setting.text(ErrorRules.STATUSES)
            .label("HTTP statuses")
            .help(
                "What HTTP statuses mean where they differ from the usual, as"
                    + " STATUS=CATEGORY[,RETRY[,SCOPE]]. A status of 500 and more is unknown unless"
                    + " it is listed.")
            .pattern("[0-9]{3}=.+")
            .example("503=UNAVAILABLE")
            .group(GROUP)
            .repeated()
            .build(),
        Setting.text("traceHeader")
            .label("Trace header")
            .help("The answer's header with an id of the call that the gateway's support asks for.")
            .pattern("[!#$%&'*+.^_`|~0-9A-Za-z-]+")
            .example("X-Request-Id")
            .group(GROUP)
            .build());
  }

  private static Setting location(String key, String label, String what, String example) {
    return Setting.text(key)
        .label(label)
        .help("Where in an answer " + what + ".")
        .example(example)
        .group(GROUP)
        .build();
  }

  static AnswerSettings read(Settings settings, SettingProblems problems) {
    Format format = Format.of(settings.text(FORMAT));
    if (settings.has(ACCEPTED) && !settings.has(STATUS)) {
      problems.add(STATUS, "is missing, and acceptedStatuses needs it", "say where it stands");
    }
    if (settings.has(STATUS) && !settings.has(ACCEPTED)) {
      problems.add(
          ACCEPTED, "is missing, so that no status means anything", "list the words of success");
    }
    return new AnswerSettings(
        format,
        AnswerPath.parse(format, settings.text(ID), message -> problems.add(ID, message, "")),
        at("answerCode", format, settings, problems),
        at("answerText", format, settings, problems),
        at(STATUS, format, settings, problems),
        at("answerTo", format, settings, problems),
        settings.texts(ACCEPTED),
        settings.texts(NO_ERROR),
        settings.optionalText("traceHeader").orElse(null),
        ErrorRules.read(settings, problems));
  }

  /** The location that a setting names; null for one that is not given. */
  static @Nullable AnswerPath at(
      String key, Format format, Settings settings, SettingProblems problems) {
    return settings
        .optionalText(key)
        .map(text -> AnswerPath.parse(format, text, message -> problems.add(key, message, "")))
        .orElse(null);
  }
}
