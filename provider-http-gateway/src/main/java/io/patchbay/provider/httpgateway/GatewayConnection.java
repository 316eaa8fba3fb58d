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
import io.patchbay.support.OneShotClient;
import io.patchbay.support.Segments;
import io.patchbay.support.UnrepresentableValue;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
  private final OneShotClient client;
  private final RequestWriter writer;
  private final AnswerReader answers;
  private final Callbacks callbacks;

  GatewayConnection(GatewaySettings settings, OneShotClient client, Clock clock) {
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
    Optional<SendError> refusal = refusal(request);
    if (refusal.isPresent()) {
      return new SendOutcome.Rejected(refusal.get());
    }
    String text = ((Text) request.content()).body();
    Segments segments = Segments.of(text);
    Request call;
    try {
      call = writer.write(values(request, text, segments));
    } catch (UnrepresentableValue e) {
      return new SendOutcome.Rejected(unfit(e.reason()));
    } catch (RuntimeException e) {
      return client.defect(e);
    }
    return client.send(
        request,
        call,
        said -> settings.credentials().redaction().clean(said, text),
        answer -> answers.read(answer, text, segments.details()));
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

  private Values values(SendRequest request, String text, Segments segments) {
    RequestSettings own = settings.request();
    Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
    values.putAll(settings.credentials().values());
    values.put(Placeholder.TO, own.phones().write(request.to()).orElseThrow());
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

  private static Optional<SendError> refusal(SendError.Builder error) {
    return Optional.of(error.build());
  }

  private static SendError unfit(String reason) {
    return SendError.of(Category.REQUEST, "The request cannot be written: " + reason)
        .remedy("Change the text, or the template in the settings.")
        .build();
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
    client.close();
  }

  @Override
  public String toString() {
    return "GatewayConnection[" + settings.request() + "]";
  }
}
