package io.patchbay.provider.whatsapp.internal.graph;

import io.patchbay.channel.spi.Secret;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SettingProblem;
import io.patchbay.channel.spi.Settings;
import io.patchbay.support.SettingProblems;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one connection, read once.
 *
 * @param baseUrl ends in a slash
 * @param plus whether phone numbers go out with a leading {@code +}
 */
public record CloudSettings(
    Secret accessToken,
    String phoneNumberId,
    @Nullable String businessAccountId,
    @Nullable String businessPortfolioId,
    @Nullable String appId,
    boolean templateCheck,
    List<Secret> appSecrets,
    @Nullable Secret verifyToken,
    String graphVersion,
    HttpUrl baseUrl,
    boolean plus,
    boolean appSecretProof,
    Duration connectTimeout,
    Duration readTimeout,
    Duration writeTimeout,
    CloudNetworkSettings network) {
  private static final String ACCESS_TOKEN = "accessToken";
  private static final String PHONE_NUMBER_ID = "phoneNumberId";
  private static final String BUSINESS_ACCOUNT_ID = "businessAccountId";
  private static final String BUSINESS_PORTFOLIO_ID = "businessPortfolioId";
  private static final String APP_ID = "appId";
  private static final String TEMPLATE_CHECK = "templateCheck";
  public static final String APP_SECRET = "appSecret";
  private static final String VERIFY_TOKEN = "verifyToken";
  private static final String GRAPH_VERSION = "graphVersion";
  private static final String BASE_URL = "baseUrl";
  private static final String PHONE_FORMAT = "phoneFormat";
  private static final String APP_SECRET_PROOF = "appSecretProof";

  public static Setting[] schema() {
    return Stream.of(account(), CloudNetworkSettings.schema())
        .flatMap(Stream::of)
        .toArray(Setting[]::new);
  }

  private static Setting[] account() {
    return new Setting[] {
      Setting.secret(ACCESS_TOKEN)
          .label("Access token")
          .help(
              "Of a system user with the permissions whatsapp_business_messaging and"
                  + " whatsapp_business_management: business.facebook.com, Business Settings,"
                  + " Users, System Users, Generate New Token, expiry Never. The temporary token"
                  + " under WhatsApp > API Setup in the app dashboard lasts a day.")
          .pattern("[!-~]+")
          .required()
          .build(),
      Setting.text(PHONE_NUMBER_ID)
          .sender()
          .label("Phone number ID")
          .help(
              "The sender's id, not its number: developers.facebook.com, your app, WhatsApp > API"
                  + " Setup, below the From number.")
          .pattern("[0-9]+")
          .example("109876543210123")
          .required()
          .build(),
      Setting.text(BUSINESS_ACCOUNT_ID)
          .label("WhatsApp Business Account ID")
          .help(
              "WhatsApp > API Setup in the app dashboard, next to the phone number ID. Numbers of"
                  + " one account share its limits.")
          .pattern("[0-9]+")
          .example("102290129340398")
          .build(),
      Setting.text(BUSINESS_PORTFOLIO_ID)
          .label("Business portfolio ID")
          .help(
              "business.facebook.com, Business Settings, Business Info. All accounts of a portfolio"
                  + " share its messaging limit: where you use several, say so in each, or each is"
                  + " counted as though it had the limit to itself.")
          .pattern("[0-9]+")
          .example("506914307656634")
          .build(),
      Setting.text(APP_ID)
          .label("App ID")
          .help(
              "The top of the app dashboard. Needed only to upload examples for templates with"
                  + " media headers and profile pictures.")
          .pattern("[0-9]+")
          .example("634974688087057")
          .build(),
      Setting.secret(APP_SECRET)
          .label("App secret")
          .help(
              "developers.facebook.com, your app, App settings > Basic, App secret > Show. Webhooks"
                  + " are refused without it. While it is being changed give both, the current one"
                  + " first.")
          .group("Webhooks")
          .repeated()
          .build(),
      Setting.secret(VERIFY_TOKEN)
          .label("Verify token")
          .help(
              "A text of your own choice that you also enter under WhatsApp > Configuration >"
                  + " Webhook in the app dashboard; Meta shows it once to prove that you are you.")
          .group("Webhooks")
          .build(),
      Setting.text(GRAPH_VERSION)
          .label("Graph API version")
          .help("Meta serves a version for about two years and refuses it afterwards.")
          .pattern("v\\d+\\.\\d+")
          .defaultValue("v25.0")
          .group("Advanced")
          .build(),
      Setting.url(BASE_URL)
          .label("Base URL")
          .help("Another address than Meta's own: a proxy of yours or a simulator.")
          .defaultValue("https://graph.facebook.com/")
          .group("Advanced")
          .build(),
      Setting.choice(PHONE_FORMAT, "digits", "plus")
          .label("Phone number format")
          .help("Whether a recipient's number is sent as 14155551234 or as +14155551234.")
          .defaultValue("digits")
          .group("Advanced")
          .build(),
      Setting.flag(APP_SECRET_PROOF)
          .label("App secret proof")
          .help(
              "Sends appsecret_proof with every call when an app secret is known; an app with"
                  + " Require App Secret switched on refuses calls without it.")
          .defaultValue("true")
          .group("Advanced")
          .build(),
      Setting.flag(TEMPLATE_CHECK)
          .label("Template check")
          .help(
              "Refuses a template whose parameters do not fit its definition before it is sent."
                  + " Needs the WhatsApp Business Account ID; definitions are fetched and kept for"
                  + " ten minutes.")
          .defaultValue("true")
          .group("Advanced")
          .build(),
      timeout("connectTimeout", "Connect time-out", "for a connection to one address", "10s"),
      timeout("readTimeout", "Read time-out", "for the next part of an answer", "30s"),
      timeout(
          "writeTimeout", "Write time-out", "for the network to take a part of a request", "10s")
    };
  }

  private static Setting timeout(String key, String label, String what, String defaultValue) {
    return Setting.duration(key)
        .label(label)
        .help("How long to wait " + what + ": more than zero, at most ten minutes.")
        .defaultValue(defaultValue)
        .group("Advanced")
        .build();
  }

  /** What is wrong with settings that are good one by one. */
  public static List<SettingProblem> problems(Settings settings) {
    SettingProblems problems = new SettingProblems();
    boolean secretKnown = settings.has(APP_SECRET);
    if (settings.has(VERIFY_TOKEN) && !secretKnown) {
      problems.add(
          APP_SECRET,
          "is missing although verifyToken is given: every webhook would be refused",
          "add the app secret, or leave verifyToken out when you want no webhooks");
    }
    if (settings.has(APP_SECRET_PROOF) && settings.flag(APP_SECRET_PROOF) && !secretKnown) {
      problems.add(
          APP_SECRET,
          "is missing although appSecretProof is true: there is nothing to make a proof with",
          "add the app secret, or leave appSecretProof out");
    }
    checkBaseUrl(settings.text(BASE_URL), problems);
    problems.addTimes(settings, "30s", "connectTimeout", "readTimeout", "writeTimeout");
    CloudNetworkSettings.read(settings, problems);
    return problems.all();
  }

  private static void checkBaseUrl(String text, SettingProblems problems) {
    HttpUrl base = HttpUrl.parse(text);
    if (base == null
        || base.query() != null
        || base.fragment() != null
        || !base.username().isEmpty()
        || !base.password().isEmpty()) {
      problems.add(
          BASE_URL,
          "is not a plain address of host and path",
          "leave out user name, password, query and fragment");
    } else if (!base.isHttps() && base.host().endsWith("facebook.com")) {
      problems.add(BASE_URL, "would send the access token to Meta unencrypted", "write https");
    }
  }

  public static CloudSettings from(Settings settings) {
    List<SettingProblem> problems = problems(settings);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("Settings that contradict each other: " + problems);
    }
    return new CloudSettings(
        settings.secret(ACCESS_TOKEN),
        settings.text(PHONE_NUMBER_ID),
        settings.optionalText(BUSINESS_ACCOUNT_ID).orElse(null),
        settings.optionalText(BUSINESS_PORTFOLIO_ID).orElse(null),
        settings.optionalText(APP_ID).orElse(null),
        settings.flag(TEMPLATE_CHECK),
        settings.secrets(APP_SECRET),
        settings.optionalSecret(VERIFY_TOKEN).orElse(null),
        settings.text(GRAPH_VERSION),
        directory(HttpUrl.get(settings.text(BASE_URL))),
        settings.text(PHONE_FORMAT).equals("plus"),
        settings.flag(APP_SECRET_PROOF),
        settings.duration("connectTimeout"),
        settings.duration("readTimeout"),
        settings.duration("writeTimeout"),
        CloudNetworkSettings.read(settings, new SettingProblems()));
  }

  private static HttpUrl directory(HttpUrl url) {
    return url.encodedPath().endsWith("/") ? url : url.newBuilder().addPathSegment("").build();
  }

  /** The secret that proofs are made with: the first, when proofs are wanted. */
  public Optional<Secret> proofSecret() {
    return appSecretProof ? appSecrets.stream().findFirst() : Optional.empty();
  }

  /** Whose messaging limit counts; null when it is not known. */
  public @Nullable String limitedAccount() {
    return businessPortfolioId == null ? businessAccountId : businessPortfolioId;
  }

  /** The longest that a send may take: connecting, TLS, writing and the first byte of an answer. */
  public Duration longestSend() {
    return connectTimeout.plus(connectTimeout).plus(writeTimeout).plus(readTimeout);
  }
}
