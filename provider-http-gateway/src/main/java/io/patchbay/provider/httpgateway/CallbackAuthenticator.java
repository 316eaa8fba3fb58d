package io.patchbay.provider.httpgateway;

import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.Secret;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.Settings;
import io.patchbay.support.FormFields;
import io.patchbay.support.SecretComparison;
import io.patchbay.support.SettingProblems;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a callback comes from the gateway: by a signature, or by a secret that it holds.
 * Several secrets are good at once while one is being exchanged. Without any, nothing is believed.
 *
 * <p>Immutable and thread-safe.
 *
 * @param header that carries the signature or the secret
 * @param prefix what stands before the signature
 * @param timestampHeader that carries the time which the signature covers; null for none
 * @param parameter of the query that carries the secret
 * @param user of basic authentication
 */
record CallbackAuthenticator(
    Way way,
    List<Secret> secrets,
    @Nullable Signature signature,
    String header,
    String prefix,
    @Nullable String timestampHeader,
    Duration tolerance,
    String parameter,
    String user) {
  private static final String CHECK = "callbackCheck";
  static final String SECRET = "callbackSecret";
  private static final String HEADER = "callbackHeader";
  private static final String PREFIX = "callbackPrefix";
  private static final String ALGORITHM = "callbackAlgorithm";
  private static final String ENCODING = "callbackEncoding";
  private static final String SIGNED = "callbackSigned";
  private static final String TIMESTAMP = "callbackTimestampHeader";
  private static final String TOLERANCE = "callbackTolerance";
  private static final String PARAMETER = "callbackParameter";
  private static final String USER = "callbackUser";
  private static final String GROUP = "Callback check";
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

  /** How a callback is proven. */
  enum Way {
    /** A signature over what was posted. */
    HMAC,
    /** A secret in a header. */
    HEADER,
    /** A secret in the query. */
    QUERY,
    /** A secret as the password of basic authentication. */
    BASIC
  }

  static List<Setting> schema() {
    return List.of(
        Setting.secret(SECRET)
            .label("Callback secret")
            .help(
                "The key of the signature, or the shared secret. Without it every callback is"
                    + " refused. While it is exchanged give both.")
            .group(GROUP)
            .repeated()
            .build(),
        Setting.choice(CHECK, "hmac", "header", "query", "basic")
            .label("Callback check")
            .help(
                "How a callback proves where it comes from: hmac by a signature in callbackHeader;"
                    + " header, query or basic by the secret itself, which a signature is better"
                    + " than.")
            .defaultValue("hmac")
            .group(GROUP)
            .build(),
        Setting.text(HEADER)
            .label("Callback header")
            .help("The header with the signature (hmac) or the secret (header).")
            .pattern(TOKEN)
            .example("X-Signature")
            .group(GROUP)
            .build(),
        Setting.text(PREFIX)
            .label("Callback prefix")
            .help("What stands before signature or secret in that header.")
            .example("sha256=")
            .group(GROUP)
            .build(),
        Setting.choice(ALGORITHM, "sha256", "sha1")
            .label("Signature algorithm")
            .help("HMAC with SHA-256 or SHA-1.")
            .defaultValue("sha256")
            .group(GROUP)
            .build(),
        Setting.choice(ENCODING, "hex", "base64")
            .label("Signature encoding")
            .help("How the signature is written.")
            .defaultValue("hex")
            .group(GROUP)
            .build(),
        Setting.text(SIGNED)
            .label("Signed text")
            .help(
                "What is signed: {body}, {timestamp}, {url} (the public address of the webhook with"
                    + " its query) and other characters in any order.")
            .defaultValue("{body}")
            .group(GROUP)
            .build(),
        Setting.text(TIMESTAMP)
            .label("Timestamp header")
            .help(
                "The header with the time that callbackSigned covers, against old callbacks that"
                    + " somebody repeats.")
            .pattern(TOKEN)
            .example("X-Timestamp")
            .group(GROUP)
            .build(),
        Setting.duration(TOLERANCE)
            .label("Tolerance")
            .help("How far that time may be from ours, up to a day.")
            .defaultValue("5m")
            .group(GROUP)
            .build(),
        Setting.text(PARAMETER)
            .label("Callback parameter")
            .help("The part of the query with the secret (query).")
            .example("secret")
            .group(GROUP)
            .build(),
        Setting.text(USER)
            .label("Callback user")
            .help("The user name of basic authentication (basic).")
            .group(GROUP)
            .build());
  }

  static CallbackAuthenticator read(Format format, Settings settings, SettingProblems problems) {
    Way way = Way.valueOf(settings.text(CHECK).toUpperCase(Locale.ROOT));
    List<Secret> secrets = settings.secrets(SECRET);
    if (!secrets.isEmpty()) {
      need(HEADER, way == Way.HMAC || way == Way.HEADER, settings, problems);
      need(PARAMETER, way == Way.QUERY, settings, problems);
      need(USER, way == Way.BASIC, settings, problems);
      checkSigned(format, way, settings, problems);
    }
    checkUse(way, settings, problems);
    if (settings.duration(TOLERANCE).toMillis() < 1
        || settings.duration(TOLERANCE).compareTo(Duration.ofDays(1)) > 0) {
      problems.add(TOLERANCE, "is not between a millisecond and a day", "for example 5m");
    }
    return new CallbackAuthenticator(
        way,
        secrets,
        way == Way.HMAC
            ? Signature.of(
                settings.text(ALGORITHM), settings.text(ENCODING), settings.text(SIGNED), secrets)
            : null,
        settings.optionalText(HEADER).orElse(""),
        settings.optionalText(PREFIX).orElse(""),
        settings.optionalText(TIMESTAMP).orElse(null),
        settings.duration(TOLERANCE),
        settings.optionalText(PARAMETER).orElse(""),
        settings.optionalText(USER).orElse(""));
  }

  private static void need(
      String key, boolean needed, Settings settings, SettingProblems problems) {
    if (needed && !settings.has(key)) {
      problems.add(key, "is missing, which callbackCheck " + settings.text(CHECK) + " needs", "");
    }
  }

  /** What another way would need shows that this one was not meant, or its check forgotten. */
  private static void checkUse(Way way, Settings settings, SettingProblems problems) {
    Map<String, Set<Way>> users = new LinkedHashMap<>();
    users.put(HEADER, EnumSet.of(Way.HMAC, Way.HEADER));
    users.put(PREFIX, EnumSet.of(Way.HMAC, Way.HEADER));
    List.of(ALGORITHM, ENCODING, SIGNED, TIMESTAMP, TOLERANCE)
        .forEach(key -> users.put(key, EnumSet.of(Way.HMAC)));
    users.put(PARAMETER, EnumSet.of(Way.QUERY));
    users.put(USER, EnumSet.of(Way.BASIC));
    if (way == Way.HMAC && settings.has(TOLERANCE) && !settings.has(TIMESTAMP)) {
      problems.add(
          TOLERANCE,
          "is of no use without callbackTimestampHeader: old callbacks could be repeated",
          "name the header with the time, and have callbackSigned cover {timestamp}");
    }
    users.forEach(
        (key, ways) -> {
          if (settings.has(key) && !ways.contains(way)) {
            problems.add(
                key,
                "is of no use with callbackCheck " + settings.text(CHECK),
                "leave it out, or set callbackCheck to "
                    + ways.stream()
                        .map(one -> one.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" or ")));
          }
        });
  }

  /** A signature that leaves out what is read, or the time that it is to prove, proves nothing. */
  private static void checkSigned(
      Format format, Way way, Settings settings, SettingProblems problems) {
    String signed = settings.text(SIGNED);
    boolean timestamp = settings.has(TIMESTAMP);
    if (way != Way.HMAC) {
      return;
    }
    String read = format == Format.QUERY ? Signature.URL : Signature.BODY;
    if (!signed.contains(read)) {
      problems.add(
          SIGNED,
          "does not cover " + read + ", which holds what is read",
          "write " + (timestamp ? Signature.TIMESTAMP + "." : "") + read);
    }
    if (timestamp != signed.contains(Signature.TIMESTAMP)) {
      problems.add(
          timestamp ? SIGNED : TIMESTAMP,
          timestamp
              ? "does not cover {timestamp}, so that anybody could write a new time"
              : "is missing, and callbackSigned has {timestamp}",
          timestamp ? "write {timestamp}." + read : "name the header with the time");
    }
  }

  /**
   * Why a callback is not believed; empty when it is proven.
   *
   * @param clock for the tolerance
   */
  Optional<String> refusal(WebhookRequest request, Clock clock) {
    if (secrets.isEmpty()) {
      return Optional.of("callbackSecret is not configured, so that no callback can be believed");
    }
    return switch (way) {
      case HMAC ->
          signature == null ? Optional.of("no signature") : signed(signature, request, clock);
      case HEADER ->
          secret(request.header(header).map(this::withoutPrefix), "the header " + header);
      case QUERY -> secret(FormFields.inQuery(request.publicUri(), parameter), "the query");
      case BASIC ->
          secret(request.header("Authorization").flatMap(this::password), "basic authentication");
    };
  }

  private Optional<String> signed(Signature signature, WebhookRequest request, Clock clock) {
    String given = request.header(header).orElse("");
    if (given.isEmpty()) {
      return Optional.of("the header " + header + " with the signature is missing");
    }
    String time = "";
    if (timestampHeader != null) {
      time = request.header(timestampHeader).orElse("").strip();
    }
    if (!given.startsWith(prefix)
        || !signature.match(given.substring(prefix.length()).strip(), time, request)) {
      return Optional.of("the signature in the header " + header + " is not ours");
    }
    return timestampHeader == null ? Optional.empty() : late(time, clock.instant());
  }

  private Optional<String> late(String time, Instant now) {
    Optional<Instant> sent = new CallbackTimes(null, ZoneOffset.UTC).parse(time);
    if (sent.isEmpty()) {
      return Optional.of("the header " + timestampHeader + " has no time that can be read");
    }
    Duration apart = Duration.between(sent.get(), now).abs();
    return apart.compareTo(tolerance) > 0
        ? Optional.of(
            "the callback's time is " + apart.toSeconds() + " s from ours, which is too far")
        : Optional.empty();
  }

  private Optional<String> secret(Optional<String> given, String where) {
    if (given.isEmpty()) {
      return Optional.of("the shared secret is missing in " + where);
    }
    return SecretComparison.matchesAny(secrets, given.get())
        ? Optional.empty()
        : Optional.of("the shared secret in " + where + " is wrong");
  }

  private String withoutPrefix(String value) {
    return value.startsWith(prefix) ? value.substring(prefix.length()) : "";
  }

  private Optional<String> password(String header) {
    if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return Optional.empty();
    }
    try {
      String pair =
          new String(
              Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
      return pair.startsWith(user + ":")
          ? Optional.of(pair.substring(user.length() + 1))
          : Optional.of("");
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "CallbackAuthenticator[" + way + ", " + secrets.size() + " secrets]";
  }
}
