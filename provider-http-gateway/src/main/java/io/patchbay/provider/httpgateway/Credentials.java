package io.patchbay.provider.httpgateway;

import io.patchbay.channel.spi.Secret;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.Settings;
import io.patchbay.support.Redaction;
import io.patchbay.support.SettingProblems;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.Headers;

/**
 * Who the host is to the gateway: headers that prove it, and what templates may say of it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param values of the placeholders that stand for a part of the credentials
 */
record Credentials(Headers headers, Map<Placeholder, String> values, Redaction redaction) {
  private static final String AUTHENTICATION = "authentication";
  private static final String TOKEN_HEADER = "tokenHeader";
  private static final String USERNAME = "username";
  private static final String PASSWORD = "password";
  private static final String TOKEN = "token";
  private static final String ACCOUNT = "account";
  private static final String GROUP = "Credentials";

  static List<Setting> schema() {
    return List.of(
        Setting.choice(AUTHENTICATION, "none", "basic", "bearer", "header")
            .label("Authentication")
            .help(
                "basic sends username and password, bearer the token in Authorization, header the"
                    + " token in the header that tokenHeader names; none if templates hold the"
                    + " credentials or there are none.")
            .defaultValue("none")
            .group(GROUP)
            .build(),
        Setting.text(USERNAME)
            .label("User name")
            .help("For basic authentication, or for {username} in templates.")
            .group(GROUP)
            .build(),
        Setting.secret(PASSWORD)
            .label("Password")
            .help("For basic authentication, or for {password} in templates.")
            .group(GROUP)
            .build(),
        Setting.secret(TOKEN)
            .label("Token")
            .help("The token or key: for bearer and header, or for {token} in templates.")
            .group(GROUP)
            .build(),
        Setting.text(TOKEN_HEADER)
            .label("Token header")
            .help("The header that carries the token, with authentication header.")
            .pattern("[!#$%&'*+.^_`|~0-9A-Za-z-]+")
            .example("X-Api-Key")
            .group(GROUP)
            .build(),
        Setting.text(ACCOUNT)
            .label("Account")
            .help("The account's name or id, for {account} in templates.")
            .group(GROUP)
            .build());
  }

  static Credentials read(Settings settings, SettingProblems problems) {
    String way = settings.text(AUTHENTICATION);
    boolean basic = way.equals("basic");
    boolean token = way.equals("bearer") || way.equals("header");
    need(settings, USERNAME, basic, way, problems);
    need(settings, PASSWORD, basic, way, problems);
    need(settings, TOKEN, token, way, problems);
    need(settings, TOKEN_HEADER, way.equals("header"), way, problems);
    if (settings.has(TOKEN_HEADER) && !way.equals("header")) {
      problems.add(
          TOKEN_HEADER, "is of no use with authentication " + way, "set authentication to header");
    }
    if (settings.optionalText(USERNAME).filter(name -> basic && name.contains(":")).isPresent()) {
      problems.add(USERNAME, "has a colon, which basic authentication cannot carry", "");
    }
    if (settings.optionalText(TOKEN).filter(text -> token && !text.matches("[!-~]+")).isPresent()) {
      problems.add(TOKEN, "has a space, a line break or other characters that no header has", "");
    }
    Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
    for (Placeholder placeholder :
        List.of(
            Placeholder.USERNAME, Placeholder.PASSWORD, Placeholder.TOKEN, Placeholder.ACCOUNT)) {
      placeholder
          .setting()
          .flatMap(settings::optionalText)
          .ifPresent(value -> values.put(placeholder, value));
    }
    boolean good = problems.all().isEmpty();
    return new Credentials(
        good ? headers(way, settings) : Headers.of(), values, redaction(settings));
  }

  /** The header by which the host proves who it is; empty when none does. */
  static Optional<String> header(Settings settings) {
    return switch (settings.text(AUTHENTICATION)) {
      case "basic", "bearer" -> Optional.of("Authorization");
      case "header" -> settings.optionalText(TOKEN_HEADER);
      default -> Optional.empty();
    };
  }

  /** Whether the chosen authentication sends the password or the token. */
  static boolean uses(String key, Settings settings) {
    return switch (settings.text(AUTHENTICATION)) {
      case "basic" -> key.equals(PASSWORD);
      case "bearer", "header" -> key.equals(TOKEN);
      default -> false;
    };
  }

  private static void need(
      Settings settings, String key, boolean needed, String way, SettingProblems problems) {
    if (needed && !settings.has(key)) {
      problems.add(key, "is missing, which authentication " + way + " needs", "");
    }
  }

  private static Headers headers(String way, Settings settings) {
    return switch (way) {
      case "basic" ->
          Headers.of(
              "Authorization",
              okhttp3.Credentials.basic(
                  settings.text(USERNAME),
                  settings.secret(PASSWORD).reveal(),
                  StandardCharsets.UTF_8));
      case "bearer" -> Headers.of("Authorization", "Bearer " + settings.secret(TOKEN).reveal());
      case "header" -> Headers.of(settings.text(TOKEN_HEADER), settings.secret(TOKEN).reveal());
      default -> Headers.of();
    };
  }

  private static Redaction redaction(Settings settings) {
    List<Secret> secrets = new ArrayList<>(settings.secrets("callbackSecret"));
    settings.optionalSecret(PASSWORD).ifPresent(secrets::add);
    settings.optionalSecret(TOKEN).ifPresent(secrets::add);
    Optional<String> user = settings.optionalText(USERNAME);
    Optional<Secret> password = settings.optionalSecret(PASSWORD);
    if (user.isPresent() && password.isPresent()) {
      String pair = user.get() + ":" + password.get().reveal();
      secrets.add(
          new Secret(Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))));
    }
    return new Redaction(secrets);
  }

  /** The name by which the gateway knows the account; empty when only a secret tells. */
  Optional<String> identity() {
    return Optional.ofNullable(values.get(Placeholder.ACCOUNT))
        .or(() -> Optional.ofNullable(values.get(Placeholder.USERNAME)));
  }

  @Override
  public String toString() {
    return "Credentials" + values.keySet();
  }
}
