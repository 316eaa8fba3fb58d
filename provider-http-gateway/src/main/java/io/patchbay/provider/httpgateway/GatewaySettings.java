package io.patchbay.provider.httpgateway;

import io.patchbay.channel.spi.Rate;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SettingProblem;
import io.patchbay.channel.spi.Settings;
import io.patchbay.support.NetworkSettings;
import io.patchbay.support.SettingProblems;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one connection, read once. Immutable and thread-safe.
 *
 * @param host of the gateway, in lower case
 * @param rate how many messages a second the gateway takes; null when unknown
 */
record GatewaySettings(
    RequestSettings request,
    Credentials credentials,
    AnswerSettings answer,
    CallbackSettings callback,
    NetworkSettings network,
    String host,
    @Nullable Rate rate) {
  private static final String RATE = "messagesPerSecond";

  static Setting[] schema() {
    return Stream.of(
            RequestSettings.schema(),
            Credentials.schema(),
            AnswerSettings.schema(),
            CallbackSettings.schema(),
            List.of(
                Setting.number(RATE)
                    .label("Messages a second")
                    .help("How many the gateway takes from one sender. Unknown without it.")
                    .example("10")
                    .group("Network")
                    .build()),
            NetworkSettings.schema())
        .flatMap(List::stream)
        .toArray(Setting[]::new);
  }

  static List<SettingProblem> problems(Settings settings) {
    SettingProblems problems = new SettingProblems();
    read(settings, problems);
    return problems.all();
  }

  static GatewaySettings from(Settings settings) {
    SettingProblems problems = new SettingProblems();
    GatewaySettings read = read(settings, problems);
    if (!problems.all().isEmpty()) {
      throw new IllegalArgumentException("Settings that contradict each other: " + problems.all());
    }
    return read;
  }

  private static GatewaySettings read(Settings settings, SettingProblems problems) {
    Credentials credentials = Credentials.read(settings, problems);
    Rate rate = null;
    if (settings.has(RATE)) {
      long permits = settings.number(RATE);
      if (permits < 1 || permits > 100_000) {
        problems.add(RATE, "is not between 1 and 100000", "leave it out when it is unknown");
      } else {
        rate = Rate.perSecond((int) permits);
      }
    }
    return new GatewaySettings(
        RequestSettings.read(settings, problems),
        credentials,
        AnswerSettings.read(settings, problems),
        CallbackSettings.read(settings, problems),
        NetworkSettings.read(settings, problems),
        host(settings.text("url")),
        rate);
  }

  private static String host(String url) {
    return url.replaceFirst("https?://", "").replaceFirst("[/?].*", "").toLowerCase(Locale.ROOT);
  }

  /** Without a name for the account nobody can tell whether two connections are the same sender. */
  Sender sender(@Nullable String from) {
    List<String> senders = request.senders();
    String own =
        from != null && senders.contains(from) ? from : senders.isEmpty() ? "" : senders.get(0);
    String account = credentials.identity().map(name -> host + ":" + name).orElse(null);
    return new Sender(
        account == null ? "" : account + ":" + own, account, rate, null, network.timeout());
  }

  @Override
  public String toString() {
    return "GatewaySettings[" + host + "]";
  }
}
