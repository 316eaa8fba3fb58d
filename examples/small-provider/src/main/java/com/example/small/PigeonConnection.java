package com.example.small;

import static io.patchbay.channel.Category.AUTHENTICATION;
import static io.patchbay.channel.Category.OTHER;
import static io.patchbay.channel.Category.RATE_LIMITED;
import static io.patchbay.channel.Category.RECIPIENT_INVALID;
import static io.patchbay.channel.Category.SENDER;
import static io.patchbay.channel.Category.UNREADABLE_ANSWER;
import static io.patchbay.channel.Category.UNSUPPORTED;
import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.patchbay.channel.Category;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.Text;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.support.HttpAnswer;
import io.patchbay.support.NetworkSettings;
import io.patchbay.support.OneShotClient;
import io.patchbay.support.Peer;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;

/** One account at Pigeon Post. */
final class PigeonConnection implements SmsConnection {
  private static final MediaType FORM = MediaType.get("application/x-www-form-urlencoded");
  private static final Pattern ANSWER =
      Pattern.compile("OK (?<id>\\w+)|ERROR (?<code>\\d+) (?<words>.+)");
  private static final Map<String, Category> REFUSALS =
      Map.of("10", AUTHENTICATION, "20", RECIPIENT_INVALID, "30", RATE_LIMITED);

  private final Settings settings;
  private final OneShotClient client =
      new OneShotClient(
          new Peer("The pigeon provider", "Pigeon Post", "baseUrl"), NetworkSettings.DEFAULTS);

  PigeonConnection(Settings settings) {
    this.settings = settings;
  }

  @Override
  public SendOutcome send(SendRequest request) {
    String from = settings.text("from");
    if (!(request.content() instanceof Text text && request.to() instanceof PhoneNumber to)) {
      return SendOutcome.rejected(UNSUPPORTED, "Only texts to phone numbers");
    }
    if (request.from() != null && !request.from().equals(from)) {
      return SendOutcome.rejected(SENDER, "This account sends from another number");
    }
    String form =
        "from=" + encode(from, UTF_8) + "&to=" + to.value() + "&text=" + encode(text.body(), UTF_8);
    Request call =
        new Request.Builder()
            .url(settings.url("baseUrl").resolve("messages").toString())
            .header("Authorization", "Bearer " + settings.secret("key").reveal())
            .post(RequestBody.create(form, FORM))
            .build();
    return client.send(request, call, PigeonConnection::outcome);
  }

  private static SendOutcome outcome(HttpAnswer answer) {
    Matcher told = ANSWER.matcher(answer.body().strip());
    if (!told.matches()) {
      return SendOutcome.unknown(UNREADABLE_ANSWER, "Not an answer of Pigeon Post");
    }
    if (told.group("id") != null) {
      return new SendOutcome.Accepted(told.group("id"));
    }
    String code = told.group("code");
    return SendOutcome.rejected(REFUSALS.getOrDefault(code, OTHER), code, told.group("words"));
  }

  @Override
  public void close() {
    client.close();
  }
}
