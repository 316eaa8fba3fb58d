package io.patchbay.provider.httpgateway;

import io.patchbay.channel.Address;
import io.patchbay.channel.Category;
import io.patchbay.channel.Masking;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.ShortCode;
import io.patchbay.channel.Text;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * One account of one gateway. Thread-safe.
 *
 * <p>A send that is running when the connection is closed runs on to its own end, which its
 * time-out bounds.
 */
final class GatewayConnection implements SmsConnection, WebhookReceiver {
  private final GatewaySettings settings;
  private final GatewayClient client;
  private final RequestWriter writer;
  private final AnswerReader answers;
  private final Callbacks callbacks;
  private volatile boolean closed;

  GatewayConnection(GatewaySettings settings, GatewayClient client, Clock clock) {
    this.settings = settings;
    this.client = client;
    this.writer = new RequestWriter(settings.request(), settings.credentials());
    this.answers =
        new AnswerReader(
            settings.answer(),
            settings.request().phones(),
            settings.credentials().redaction(),
            clock);
    this.callbacks =
        new Callbacks(
            settings.callback(),
            new CallbackReader(
                settings.callback(),
                settings.request().phones(),
                settings.credentials().redaction(),
                clock),
            clock);
  }

  @Override
  public SendOutcome send(SendRequest request) {
    SendOutcome outcome = sendOrRefuse(request);
    if (closed) {
      client.closeIdle();
    }
    return outcome;
  }

  private SendOutcome sendOrRefuse(SendRequest request) {
    if (closed) {
      return refused(
          SendError.refusal(Category.UNAVAILABLE, "The connection has been closed")
              .remedy(Remedies.NOT_SENT));
    }
    Optional<SendError> refusal = refusal(request);
    if (refusal.isPresent()) {
      return new SendOutcome.Rejected(refusal.get());
    }
    String text = ((Text) request.content()).body();
    Segments segments = Segments.of(text);
    String number = settings.request().phones().write(request.to()).orElseThrow();
    return send(request, text, segments, values(request, text, segments, number));
  }

  @Override
  public Optional<SendError> refusal(SendRequest request) {
    if (!(request.content() instanceof Text text)) {
      return unsupported("content", request.content().getClass());
    }
    Address to = request.to();
    if (!(to instanceof PhoneNumber || to instanceof ShortCode)) {
      return unsupported("recipient", to.getClass());
    }
    if (request.from() != null && !settings.request().senders().contains(request.from())) {
      return foreignSender();
    }
    if (settings.request().phones().write(to).isEmpty()) {
      return refusal(
          SendError.refusal(
                  Category.RECIPIENT_UNREACHABLE,
                  "The gateway takes national numbers of the country code "
                      + settings.request().phones().countryCode()
                      + " only")
              .remedy("Send it through another provider."));
    }
    Long most = settings.request().maxLength();
    int length = text.body().codePointCount(0, text.body().length());
    if (most != null && length > most) {
      return refusal(
          SendError.of(
                  Category.REQUEST,
                  "The text has " + length + " characters; maxLength allows " + most)
              .remedy("Shorten the text."));
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text.body())) {
      return Optional.of(unfit("the text has half of a surrogate pair, which is no character"));
    }
    return Optional.empty();
  }

  private Values values(SendRequest request, String text, Segments segments, String number) {
    RequestSettings own = settings.request();
    Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
    values.putAll(settings.credentials().values());
    values.put(Placeholder.TO, number);
    values.put(Placeholder.TEXT, text);
    values.put(Placeholder.REFERENCE, request.reference());
    values.put(Placeholder.ENCODING, segments.gsm7() ? own.gsm7Name() : own.ucs2Name());
    values.put(Placeholder.SEGMENTS, Integer.toString(segments.count()));
    if (!own.senders().isEmpty()) {
      String from = request.from();
      values.put(Placeholder.FROM, from == null ? own.senders().get(0) : from);
    }
    return new Values(values);
  }

  private SendOutcome send(SendRequest request, String text, Segments segments, Values values) {
    Transmission transmission = new Transmission();
    Duration timeout =
        request.timeout().compareTo(settings.network().timeout()) < 0
            ? request.timeout()
            : settings.network().timeout();
    try {
      Request call = writer.write(values, transmission);
      GatewayAnswer answer = client.call(call, timeout);
      return answers.read(
          answer,
          text,
          Map.of(
              "encoding",
              segments.gsm7() ? "GSM-7" : "UCS-2",
              "segments",
              Integer.toString(segments.count())));
    } catch (Unfit e) {
      return new SendOutcome.Rejected(unfit(e.reason()));
    } catch (IOException e) {
      return failed(e, transmission, timeout, text);
    } catch (RuntimeException e) {
      if (transmission.begun()) {
        throw e;
      }
      return defect(e);
    } catch (Exception e) {
      // Kotlin declares no exceptions: waiting for a connection throws InterruptedException.
      Thread.currentThread().interrupt();
      return failed(new InterruptedIOException("interrupted"), transmission, timeout, text);
    }
  }

  private SendOutcome failed(
      IOException failure, Transmission transmission, Duration timeout, String text) {
    String what = describe(failure, text);
    String details = "Time-out of this send: " + timeout.toMillis() + " ms";
    if (transmission.begun()) {
      Category category =
          failure instanceof GatewayClient.TooLong ? Category.UNREADABLE_ANSWER : Category.NETWORK;
      return new SendOutcome.Unknown(
          SendError.of(category, "No complete answer after the request had gone out: " + what)
              .details(details)
              .remedy(Remedies.MAY_HAVE_ARRIVED)
              .build());
    }
    return refused(
        SendError.refusal(
                Category.NETWORK, "Nothing was sent, no connection to the gateway: " + what)
            .details(details)
            .remedy(remedy(failure)));
  }

  /** Such messages quote the first line of an answer that is not HTTP. */
  private String describe(IOException failure, String text) {
    String said = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    return said == null ? name : name + ", " + settings.credentials().redaction().clean(said, text);
  }

  private static String remedy(IOException failure) {
    if (failure instanceof UnknownHostException) {
      return Remedies.RESOLVE;
    }
    if (failure instanceof SSLException) {
      return Remedies.TRUST;
    }
    return failure instanceof ConnectException ? Remedies.CONNECT : "";
  }

  private static Optional<SendError> refusal(SendError.Builder error) {
    return Optional.of(error.build());
  }

  private static SendOutcome refused(SendError.Builder error) {
    return new SendOutcome.Rejected(error.build());
  }

  private static SendError unfit(String reason) {
    return SendError.of(Category.REQUEST, "The request cannot be written: " + reason)
        .remedy("Change the text, or the template in the settings.")
        .build();
  }

  /** A defect of this module; its message may quote anything, so only its place is shown. */
  private static SendOutcome defect(RuntimeException failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return refused(
        SendError.of(
                Category.PROVIDER_DEFECT,
                "The HTTP gateway provider failed: "
                    + failure.getClass().getName()
                    + (trace.length == 0 ? "" : " at " + trace[0]))
            .remedy(
                "Nothing was sent: it failed before the call. Report this to the provider's"
                    + " author."));
  }

  private static Optional<SendError> unsupported(String what, Class<?> kind) {
    return refusal(
        SendError.of(
                Category.UNSUPPORTED,
                "An SMS gateway carries no " + what + " of the kind " + kind.getSimpleName())
            .remedy("Send a text to a phone number or a short code, or use another provider."));
  }

  private Optional<SendError> foreignSender() {
    String known =
        settings.request().senders().stream()
            .map(Masking::numbersIn)
            .collect(Collectors.joining(", "));
    return refusal(
        SendError.of(
                Category.SENDER,
                known.isEmpty()
                    ? "The message names a sender, and this instance has none of its own"
                    : "The sender that the message names is not one of this instance's: " + known)
            .remedy("Leave the message's sender out, or add it to the setting 'from'."));
  }

  @Override
  public Sender sender(@Nullable String from) {
    return settings.sender(from);
  }

  @Override
  public WebhookResult receive(WebhookRequest request) {
    return callbacks.receive(request);
  }

  @Override
  public void close() {
    closed = true;
    client.close();
  }

  @Override
  public String toString() {
    return "GatewayConnection[" + settings.request() + "]";
  }
}
