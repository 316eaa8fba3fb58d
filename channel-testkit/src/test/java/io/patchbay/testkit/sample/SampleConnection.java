package io.patchbay.testkit.sample;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.patchbay.channel.Category;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.Text;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.channel.spi.HealthReport;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.StatusLookup;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sample's connection. */
final class SampleConnection implements SmsConnection, WebhookReceiver, HealthCheck, StatusLookup {
  private static final Logger LOG = LoggerFactory.getLogger(SampleConnection.class);

  private final Fault fault;
  private final Settings settings;
  private final String token;
  private final URI messages;
  private final String key;
  private final SampleWebhooks webhooks;
  private final AtomicInteger running = new AtomicInteger();
  private volatile boolean closed;

  SampleConnection(SampleProvider provider, ConnectionContext context) {
    this.fault = provider.fault();
    this.settings = context.settings();
    this.token = settings.text("token");
    this.messages = settings.url("baseUrl").resolve("messages");
    this.key = fault == Fault.E2_KEY_OF_THE_MOMENT ? UUID.randomUUID().toString() : account();
    this.webhooks = new SampleWebhooks(fault, settings, context.clock());
    FaultyStatics.remember(fault, token);
    if (fault == Fault.S4_ASKS_WHILE_CONNECTING) {
      post("{}", Duration.ofSeconds(1));
    }
    if (fault == Fault.E6_LEAVES_A_THREAD) {
      Thread thread = new Thread(LockSupport::park, "sample-left-over");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private String account() {
    return settings.optionalText("sender").orElse("none");
  }

  private SampleHttp.@Nullable Response post(String body, Duration timeout) {
    try {
      return SampleHttp.post(messages, token, body, timeout, false);
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public SendOutcome send(SendRequest request) {
    int others = running.getAndIncrement();
    try {
      if (fault == Fault.N1_NOT_THREAD_SAFE && others > 0) {
        return rejected(Category.OTHER, "Busy");
      }
      return guarded(request);
    } finally {
      running.decrementAndGet();
    }
  }

  private SendOutcome guarded(SendRequest request) {
    if (closed && fault != Fault.E4_SENDS_AFTER_THE_END) {
      return rejected(Category.UNAVAILABLE, "The connection is closed");
    }
    boolean known =
        request.content() instanceof Text
            || request.content() instanceof Poster
            || request.content() instanceof Forgetful;
    if (fault != Fault.N13_SENDS_WHAT_IT_DOES_NOT_LIST
        && !(known && request.to() instanceof PhoneNumber)) {
      return rejected(Category.UNSUPPORTED, "Only texts and posters to phone numbers");
    }
    String from = request.from();
    if (from != null && !from.equals(account()) && fault != Fault.N11_IGNORES_THE_SENDER) {
      return rejected(Category.SENDER, "No such sender");
    }
    if (fault == Fault.S6_LOGS_THE_TEXT && request.content() instanceof Text text) {
      LOG.warn("Sending {}", text.body());
    }
    return call(request);
  }

  private SendOutcome call(SendRequest request) {
    String reference =
        switch (fault) {
          case N12_LOSES_THE_REFERENCE ->
              request.reference().length() > 50 ? request.reference() : "";
          case D8_CUTS_LONG_REFERENCES ->
              request.reference().substring(0, Math.min(50, request.reference().length()));
          default -> request.reference();
        };
    JsonObject body = new JsonObject();
    body.addProperty("to", request.to().value());
    body.addProperty("reference", reference);
    Duration timeout = fault == Fault.N4_OWN_TIME_OUT ? Duration.ofSeconds(15) : request.timeout();
    try {
      return answered(exchange(body.toString(), timeout), request);
    } catch (ConnectException e) {
      return rejected(Category.NETWORK, "Nobody answered the call");
    } catch (IOException e) {
      if (fault == Fault.N2_THROWS) {
        throw new IllegalStateException("No luck", e);
      }
      if (fault == Fault.N7_TIME_OUT_IS_A_REFUSAL) {
        return rejected(Category.NETWORK, "No luck");
      }
      return unknown("No answer: " + e.getClass().getSimpleName());
    }
  }

  private SampleHttp.Response exchange(String body, Duration timeout) throws IOException {
    boolean follow = fault == Fault.N3_FOLLOWS_REDIRECTS;
    URI url = messages;
    String secret = FaultyStatics.token(fault, token);
    try {
      SampleHttp.Response response = SampleHttp.post(url, secret, body, timeout, follow);
      return fault == Fault.N3_TRIES_AGAIN && response.status() == 503
          ? SampleHttp.post(url, secret, body, timeout, follow)
          : response;
    } catch (IOException e) {
      if (fault == Fault.N3_TRIES_AGAIN && !(e instanceof ConnectException)) {
        return SampleHttp.post(url, secret, body, timeout, follow);
      }
      throw e;
    }
  }

  private SendOutcome answered(SampleHttp.Response response, SendRequest request) {
    JsonObject json = json(response.body());
    if (response.status() < 300) {
      return success(json, request);
    }
    if (json == null || !json.has("code")) {
      return fault == Fault.N7_BELIEVES_ERROR_PAGES && response.status() == 500
          ? rejected(Category.OTHER, "Error 500")
          : unknown("Status " + response.status());
    }
    String code = json.get("code").getAsString();
    return switch (code) {
      case "E1" -> refusal(code, Category.RECIPIENT_INVALID);
      case "E2" -> refusal(code, Category.AUTHENTICATION);
      case "SLOW" -> throttled(code);
      default -> refusal(fault == Fault.N8_DROPS_UNKNOWN_CODES ? null : code, Category.OTHER);
    };
  }

  private SendOutcome refusal(@Nullable String code, Category category) {
    SendError error =
        SendError.of(category, "Refused")
            .code(code)
            .remedy(fault == Fault.N10_REMEDY_IN_FRAGMENTS ? "check it" : "Check it.")
            .build();
    return fault == Fault.N6_DOUBTS_REFUSALS
        ? new SendOutcome.Unknown(error)
        : new SendOutcome.Rejected(error);
  }

  private SendOutcome throttled(String code) {
    return new SendOutcome.Rejected(
        SendError.of(Category.RATE_LIMITED, "Too fast")
            .code(code)
            .retry(fault == Fault.N9_GIVES_UP_WHEN_THROTTLED ? Retry.NEVER : Retry.BACKOFF)
            .build());
  }

  private SendOutcome success(@Nullable JsonObject json, SendRequest request) {
    if (json == null) {
      return unknown("The success cannot be read");
    }
    if (!json.has("id") && fault != Fault.N5_INVENTS_IDS) {
      return unknown("The success has no id");
    }
    String id = json.has("id") ? json.get("id").getAsString() : UUID.randomUUID().toString();
    boolean rewritten = json.has("to") && fault != Fault.N14_IGNORES_THE_NEW_SPELLING;
    return new SendOutcome.Accepted(
        id,
        List.of(rewritten ? new PhoneNumber(json.get("to").getAsString()) : request.to()),
        Map.of());
  }

  private static @Nullable JsonObject json(String text) {
    try {
      return JsonParser.parseString(text) instanceof JsonObject object ? object : null;
    } catch (JsonParseException e) {
      return null;
    }
  }

  private static SendOutcome rejected(Category category, String message) {
    return new SendOutcome.Rejected(SendError.of(category, message).build());
  }

  private static SendOutcome unknown(String message) {
    return new SendOutcome.Unknown(SendError.of(Category.UNKNOWN_SERVER, message).build());
  }

  @Override
  public Sender sender(@Nullable String from) {
    if (fault == Fault.E1_ASKS_FOR_THE_SENDER) {
      post("{}", Duration.ofSeconds(1));
    }
    return new Sender(key, null, null, null, Duration.ofSeconds(10));
  }

  @Override
  public <C> Optional<C> capability(Class<C> type) {
    return fault == Fault.E3_OFFERS_LESS && type == StatusLookup.class
        ? Optional.empty()
        : SmsConnection.super.capability(type);
  }

  @Override
  public WebhookResult receive(WebhookRequest request) {
    return webhooks.receive(request);
  }

  @Override
  public HealthReport check() {
    SampleHttp.Response response = post("{}", Duration.ofSeconds(1));
    boolean healthy = response != null && response.status() < 300;
    if (!healthy && fault == Fault.E5_THROWS_WHEN_ILL) {
      throw new IllegalStateException("Ill");
    }
    HealthReport.State state = healthy ? HealthReport.State.OK : HealthReport.State.FAILED;
    return new HealthReport(List.of(new HealthReport.Item("service", state, "asked", "")));
  }

  @Override
  public List<StatusUpdate> history(String providerMessageId) {
    throw new ProviderException(SendError.of(Category.UNAVAILABLE, "No history").build());
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public String toString() {
    return "SampleConnection[" + (fault == Fault.S6_SHOWS_THE_SECRET ? token : "****") + "]";
  }
}
