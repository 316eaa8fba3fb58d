package io.patchbay.provider.httpgateway;

import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.Settings;
import io.patchbay.support.SettingProblems;
import io.patchbay.support.UnrepresentableValue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * What a request to the gateway is made of.
 *
 * <p>Immutable and thread-safe.
 *
 * @param senders the senders that a message may name, the first is the default; possibly none
 * @param maxLength the most characters of a text; null without a limit
 */
record RequestSettings(
    String method,
    RequestTemplate url,
    List<Named> query,
    List<Named> headers,
    @Nullable RequestTemplate body,
    BodyType bodyType,
    PhoneFormat phones,
    List<String> senders,
    @Nullable Long maxLength,
    String gsm7Name,
    String ucs2Name) {
  private static final String METHOD = "method";
  private static final String URL = "url";
  private static final String QUERY = "query";
  private static final String HEADERS = "headers";
  private static final String BODY = "body";
  private static final String BODY_TYPE = "bodyType";
  private static final String FROM = "from";
  private static final String PHONE_FORMAT = "phoneFormat";
  private static final String COUNTRY_CODE = "countryCode";
  private static final String NATIONAL_PREFIX = "nationalPrefix";
  private static final String MAX_LENGTH = "maxLength";
  private static final String GROUP = "Message";

  /** Headers that follow from the body, and one with which an answer would stay compressed. */
  private static final Set<String> OF_HTTP =
      Set.of("content-length", "transfer-encoding", "accept-encoding");

  /** A header or a part of the query. */
  record Named(String name, RequestTemplate value) {}

  static List<Setting> schema() {
    return List.of(
        Setting.text(URL)
            .label("Address")
            .help(
                "Where messages are sent to. Its path and query may have placeholders: {to}, {text},"
                    + " {from}, {reference}, {username}, {password}, {token}, {account}, {encoding},"
                    + " {segments}.")
            .pattern("https?://[^\\s#]+")
            .example("https://sms.example.com/v1/messages")
            .required()
            .build(),
        Setting.choice(METHOD, "POST", "PUT", "GET")
            .label("Method")
            .help("The HTTP method.")
            .defaultValue("POST")
            .build(),
        Setting.text(BODY)
            .label("Body")
            .help("The body with placeholders, each escaped for its place. None with GET.")
            .example("{\"to\":\"{to}\",\"text\":\"{text}\",\"ref\":\"{reference}\"}")
            .build(),
        Setting.choice(BODY_TYPE, "json", "form", "xml")
            .label("Body type")
            .help("What the body is written in: how values are escaped, and the Content-Type.")
            .defaultValue("json")
            .build(),
        Setting.text(QUERY)
            .label("Query")
            .help("Parts of the query as NAME=TEMPLATE; more convenient than within the address.")
            .pattern("[^=]+=.*")
            .example("to={to}")
            .repeated()
            .build(),
        Setting.text(HEADERS)
            .label("Headers")
            .help("Further headers as NAME: TEMPLATE.")
            .pattern("[!#$%&'*+.^_`|~0-9A-Za-z-]+:.*")
            .example("Idempotency-Key: {reference}")
            .repeated()
            .build(),
        Setting.text(FROM)
            .label("Sender")
            .sender()
            .help(
                "The senders that messages may name, for {from}: numbers or names as the gateway"
                    + " wants them. The first is the default.")
            .example("Example")
            .group(GROUP)
            .repeated()
            .build(),
        Setting.choice(PHONE_FORMAT, "digits", "plus", "national")
            .label("Phone number format")
            .help(
                "Whether a recipient's number is sent as 14155551234, as +14155551234, or without"
                    + " the country code; then people of other countries are refused.")
            .defaultValue("digits")
            .group(GROUP)
            .build(),
        Setting.text(COUNTRY_CODE)
            .label("Country code")
            .help("Of the gateway's country, with phoneFormat national.")
            .pattern("[1-9][0-9]{0,2}")
            .example("49")
            .group(GROUP)
            .build(),
        Setting.text(NATIONAL_PREFIX)
            .label("National prefix")
            .help("What stands before national numbers; nothing if it is left out.")
            .pattern("[0-9]{1,3}")
            .example("0")
            .group(GROUP)
            .build(),
        Setting.number(MAX_LENGTH)
            .label("Longest text")
            .help("In characters; a longer text is refused without a call. No limit without it.")
            .example("1530")
            .group(GROUP)
            .build(),
        encoding("gsm7Name", "a text that the GSM alphabet has", "gsm7"),
        encoding("ucs2Name", "any other text", "ucs2"));
  }

  private static Setting encoding(String key, String what, String name) {
    return Setting.text(key)
        .label("Name of " + name.toUpperCase(Locale.ROOT))
        .help("What {encoding} stands for with " + what + ".")
        .defaultValue(name)
        .group(GROUP)
        .build();
  }

  static RequestSettings read(Settings settings, SettingProblems problems) {
    PhoneFormat phones = phones(settings, problems);
    BodyType bodyType = BodyType.of(settings.text(BODY_TYPE));
    RequestTemplate url =
        RequestTemplate.parse(
            settings.text(URL), new UrlContext(), message -> problems.add(URL, message, ""));
    checkUrl(settings.text(URL), url, problems);
    RequestTemplate body =
        settings
            .optionalText(BODY)
            .map(
                text ->
                    bodyType.template(
                        text,
                        phones.style() == PhoneFormat.Style.DIGITS,
                        message -> problems.add(BODY, message, "")))
            .orElse(null);
    if (body != null && settings.text(METHOD).equals("GET")) {
      problems.add(BODY, "is given, but GET has no body", "use query, or method POST");
    }
    RequestSettings request =
        new RequestSettings(
            settings.text(METHOD),
            url,
            named(QUERY, '=', settings, problems),
            named(HEADERS, ':', settings, problems),
            body,
            bodyType,
            phones,
            settings.texts(FROM),
            settings.has(MAX_LENGTH) ? (Long) settings.number(MAX_LENGTH) : null,
            settings.text("gsm7Name"),
            settings.text("ucs2Name"));
    request.checkPlaceholders(settings, problems);
    request.checkHeaders(settings, problems);
    if (request.maxLength() != null && request.maxLength() < 1) {
      problems.add(MAX_LENGTH, "is not positive", "leave it out when there is no limit");
    }
    return request;
  }

  private static void checkUrl(String text, RequestTemplate url, SettingProblems problems) {
    try {
      HttpUrl sample = HttpUrl.parse(url.fill(Values.sample()));
      if (sample == null) {
        problems.add(URL, "is not an address", "for example https://sms.example.com/v1/messages");
      } else if (!sample.username().isEmpty() || !sample.password().isEmpty()) {
        problems.add(
            URL,
            "has a user name or password in it",
            "use username, password, authentication basic");
      }
    } catch (UnrepresentableValue e) {
      problems.add(URL, "cannot be filled: " + e.reason(), "");
    }
    if (text.matches("https?://[^/]*@.*")) {
      // Seen above too, but not in an address that cannot be read.
      problems.add(URL, "has an @ before the path", "use username, password, authentication basic");
    }
  }

  private static PhoneFormat phones(Settings settings, SettingProblems problems) {
    PhoneFormat.Style style = PhoneFormat.Style.of(settings.text(PHONE_FORMAT));
    boolean national = style == PhoneFormat.Style.NATIONAL;
    if (national && !settings.has(COUNTRY_CODE)) {
      problems.add(COUNTRY_CODE, "is missing, which phoneFormat national needs", "for example 49");
    }
    for (String key : List.of(COUNTRY_CODE, NATIONAL_PREFIX)) {
      if (!national && settings.has(key)) {
        problems.add(
            key,
            "is of no use with phoneFormat " + settings.text(PHONE_FORMAT),
            "leave it out, or set phoneFormat to national");
      }
    }
    return new PhoneFormat(
        style,
        settings.optionalText(COUNTRY_CODE).orElse(null),
        settings.optionalText(NATIONAL_PREFIX).orElse(""));
  }

  private static List<Named> named(
      String key, char separator, Settings settings, SettingProblems problems) {
    List<Named> all = new ArrayList<>();
    List<String> lines = settings.texts(key);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String at = lines.size() == 1 ? key : key + "[" + i + "]";
      int end = line.indexOf(separator);
      EscapeContext place = separator == '=' ? EscapeContext.percent() : EscapeContext.header();
      RequestTemplate value =
          RequestTemplate.parse(
              line.substring(end + 1).strip(), place, message -> problems.add(at, message, ""));
      if (separator == ':' && value.written().stream().anyMatch(text -> !text.matches("[ -~]*"))) {
        problems.add(at, "has characters that no header can carry", "");
      }
      all.add(new Named(line.substring(0, end).strip(), value));
    }
    return all;
  }

  private Set<Placeholder> placeholders() {
    Set<Placeholder> used = EnumSet.noneOf(Placeholder.class);
    used.addAll(url.placeholders());
    Stream.concat(query.stream(), headers.stream())
        .forEach(part -> used.addAll(part.value().placeholders()));
    if (body != null) {
      used.addAll(body.placeholders());
    }
    return used;
  }

  private void checkPlaceholders(Settings settings, SettingProblems problems) {
    Set<Placeholder> used = placeholders();
    for (Placeholder needed : List.of(Placeholder.TO, Placeholder.TEXT)) {
      if (!used.contains(needed)) {
        problems.add(
            settings.has(BODY) ? BODY : URL,
            "says nowhere " + needed.written() + ", nor do url, query, headers and body together",
            "put " + needed.written() + " where the gateway expects it");
      }
    }
    for (Placeholder placeholder : used) {
      Optional<String> setting = placeholder.setting();
      if (setting.isPresent() && !settings.has(setting.get())) {
        problems.add(
            setting.get(),
            "is missing, and a template has " + placeholder.written(),
            "give it, or take the placeholder out");
      }
    }
    for (Placeholder secret : List.of(Placeholder.PASSWORD, Placeholder.TOKEN)) {
      String key = secret.setting().orElseThrow();
      if (settings.has(key) && !used.contains(secret) && !Credentials.uses(key, settings)) {
        problems.add(
            key,
            "is given, but neither authentication "
                + settings.text("authentication")
                + " nor a template uses it",
            "set authentication, or put " + secret.written() + " where the gateway expects it");
      }
    }
    if (!senders.isEmpty() && !used.contains(Placeholder.FROM)) {
      problems.add(
          FROM,
          "is given, but no template has {from}, so that the gateway would not learn of it",
          "put {from} where the gateway expects the sender");
    }
  }

  /** Of two headers with one name only the last would go out, and nobody would hear of it. */
  private void checkHeaders(Settings settings, SettingProblems problems) {
    String proof = Credentials.header(settings).orElse("");
    Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.get(i).name();
      String at = headers.size() == 1 ? HEADERS : HEADERS + "[" + i + "]";
      if (name.equalsIgnoreCase(proof)) {
        problems.add(
            at,
            "sets " + name + ", as authentication " + settings.text("authentication") + " does",
            "take it out, or set authentication to none");
      } else if (OF_HTTP.contains(name.toLowerCase(Locale.ROOT))) {
        problems.add(at, "sets " + name + ", which is written for every request", "take it out");
      } else if (!seen.add(name)) {
        problems.add(at, "sets " + name + " a second time", "keep one of the two");
      }
    }
  }

  @Override
  public String toString() {
    return "RequestSettings[" + method + ", " + bodyType + "]";
  }
}
