package io.patchbay.provider.httpgateway;

import io.patchbay.channel.Category;
import io.patchbay.channel.spi.Settings;
import io.patchbay.support.SettingProblems;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway's codes and HTTP statuses mean. A code that is listed counts whatever the
 * status; a code that is not listed is settled by the status; {@code *} lists all other codes.
 *
 * <p>Immutable and thread-safe.
 */
final class ErrorRules {
  static final String CODES = "errorCodes";
  static final String STATUSES = "httpStatuses";

  private static final String OTHERS = "*";

  /** What HTTP itself says: that the request was not carried out, and why. */
  private static final Map<Integer, Category> HTTP =
      Map.ofEntries(
          Map.entry(400, Category.REQUEST),
          Map.entry(401, Category.AUTHENTICATION),
          Map.entry(402, Category.PAYMENT),
          Map.entry(403, Category.PERMISSION),
          Map.entry(404, Category.REQUEST),
          Map.entry(405, Category.REQUEST),
          Map.entry(406, Category.REQUEST),
          Map.entry(410, Category.REQUEST),
          Map.entry(411, Category.REQUEST),
          Map.entry(413, Category.REQUEST),
          Map.entry(414, Category.REQUEST),
          Map.entry(415, Category.REQUEST),
          Map.entry(422, Category.REQUEST),
          Map.entry(429, Category.RATE_LIMITED),
          Map.entry(431, Category.REQUEST));

  private final Map<String, ErrorRule> codes;
  private final Map<Integer, ErrorRule> listedStatuses;

  private ErrorRules(Map<String, ErrorRule> codes, Map<Integer, ErrorRule> listedStatuses) {
    this.codes = Map.copyOf(codes);
    this.listedStatuses = Map.copyOf(listedStatuses);
  }

  static ErrorRules read(Settings settings, SettingProblems problems) {
    Map<Integer, ErrorRule> statuses = new HashMap<>();
    Mapping.parse(STATUSES, settings.texts(STATUSES), ErrorRule::parse, problems)
        .forEach(
            (status, rule) -> {
              if (status.matches("[345][0-9][0-9]")) {
                statuses.put(Integer.valueOf(status), rule);
              } else {
                problems.add(
                    STATUSES,
                    "lists '" + status + "', which is no HTTP status from 300 to 599",
                    "for example 503=UNAVAILABLE");
              }
            });
    return new ErrorRules(
        Mapping.parse(CODES, settings.texts(CODES), ErrorRule::parse, problems), statuses);
  }

  /**
   * What an answer means that may be a refusal.
   *
   * @param code the gateway's code; null when the answer has none
   * @return empty when nothing is known: a success if there is no code, else no proof of anything
   */
  Optional<ErrorRule> find(@Nullable String code, int status) {
    ErrorRule listed = code == null ? null : codes.get(code);
    if (listed == null) {
      listed = listedStatuses.get(status);
    }
    if (listed != null) {
      return Optional.of(listed);
    }
    boolean others = code != null && codes.containsKey(OTHERS);
    Category usual = HTTP.get(status);
    if (usual == null) {
      // A server error proves nothing, whatever all other codes mean.
      return others && status >= 200 && (status < 300 || status >= 400) && status < 500
          ? Optional.ofNullable(codes.get(OTHERS))
          : Optional.empty();
    }
    if (usual == Category.REQUEST && code != null) {
      return Optional.of(codes.getOrDefault(OTHERS, ErrorRule.of(Category.OTHER)));
    }
    return Optional.of(ErrorRule.of(usual));
  }
}
