package io.patchbay.provider.twiliostub;

import io.patchbay.channel.Category;
import io.patchbay.channel.Masking;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.Text;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.Addressee;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.StatusLookup;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.provider.twiliostub.testing.TwilioCallbackSigner;
import io.patchbay.support.Segments;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One account of the stub. Thread-safe: all that changes is in the {@link MessageLog}. */
final class TwilioStubConnection
    implements SmsConnection, WebhookReceiver, StatusLookup, TwilioStubMessages {
  private static final int LONGEST_BODY = 1600;

  private final StubSettings settings;
  private final Clock clock;
  private final TwilioCallbackSigner signer;
  private final CallbackReceiver receiver;
  private final MessageLog log = new MessageLog();

  TwilioStubConnection(StubSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.signer = TwilioCallbackSigner.of(settings.authToken().reveal());
    this.receiver = new CallbackReceiver(settings, signer, clock);
  }

  @Override
  public SendOutcome send(SendRequest request) {
    if (log.closed()) {
      return closed();
    }
    Optional<SendError> refusal = refusal(request).or(() -> answer(request));
    return refusal.isPresent()
        ? new SendOutcome.Rejected(refusal.get())
        : take(request, ((Text) request.content()).body(), (PhoneNumber) request.to());
  }

  @Override
  public Optional<SendError> refusal(SendRequest request) {
    if (!(request.content() instanceof Text text)) {
      return unsupported("content", request.content().getClass());
    }
    if (!(request.to() instanceof PhoneNumber)) {
      return unsupported("recipient", request.to().getClass());
    }
    if (settings.sender(request.from()).isEmpty()) {
      return notListed();
    }
    return text.body().length() > LONGEST_BODY
        ? Optional.of(TwilioError.BODY_TOO_LONG.error())
        : Optional.empty();
  }

  /** What Twilio answers to its magic numbers. */
  private Optional<SendError> answer(SendRequest request) {
    return MagicNumbers.from(settings.sender(request.from()).orElseThrow())
        .or(() -> MagicNumbers.to(((PhoneNumber) request.to()).e164()))
        .map(TwilioError::error);
  }

  private SendOutcome take(SendRequest request, String body, PhoneNumber to) {
    String sid = "SM" + UUID.randomUUID().toString().replace("-", "");
    Segments segments = Segments.of(body);
    TakenMessage message =
        new TakenMessage(
            sid,
            to,
            settings.sender(request.from()).orElseThrow(),
            body,
            segments,
            request.reference(),
            clock.instant());
    if (!log.add(message)) {
      return closed();
    }
    return new SendOutcome.Accepted(
        sid,
        List.of(to),
        Map.of(
            "status",
            message.seen(message.createdAt()).status(),
            SendOutcome.Accepted.ENCODING,
            segments.encoding(),
            SendOutcome.Accepted.SEGMENTS,
            Integer.toString(segments.count()),
            SendOutcome.Accepted.NOTHING_SENT,
            "true"));
  }

  private static SendOutcome closed() {
    return new SendOutcome.Rejected(
        SendError.refusal(Category.UNAVAILABLE, "The connection of the Twilio stub is closed")
            .remedy("Send over the connection that replaced it.")
            .build());
  }

  private static Optional<SendError> unsupported(String what, Class<?> kind) {
    return Optional.of(
        SendError.of(
                Category.UNSUPPORTED,
                "The Twilio stub carries no " + what + " of the kind " + kind.getSimpleName())
            .remedy("Send a text to a phone number, or use another provider.")
            .build());
  }

  private Optional<SendError> notListed() {
    String known =
        settings.senders().stream().map(Masking::address).collect(Collectors.joining(", "));
    return Optional.of(
        SendError.of(
                Category.SENDER,
                "The sender that the message names is not one of this instance's: " + known)
            .remedy("Leave the message's sender out, or add it to the setting 'from'.")
            .build());
  }

  /**
   * Twilio queues messages at the sender's own speed, which depends on the number's kind and
   * registration: the configuration does not tell, so no rate is claimed.
   */
  @Override
  public Sender sender(@Nullable String from) {
    String sender = settings.sender(from).orElse(settings.senders().get(0));
    return new Sender(
        settings.senderKey(sender), settings.accountSid(), null, null, Duration.ofSeconds(1));
  }

  @Override
  public WebhookResult receive(WebhookRequest request) {
    return receiver.receive(request);
  }

  @Override
  public List<Addressee> addressees() {
    return receiver.addressees();
  }

  @Override
  public List<StatusUpdate> history(String providerMessageId) {
    Instant now = clock.instant();
    return log.find(providerMessageId).stream()
        .flatMap(message -> message.reached(now).stream().map(step -> status(message, step)))
        .toList();
  }

  private StatusUpdate status(TakenMessage message, TakenMessage.Reached step) {
    Map<String, String> form = CallbackForm.of(settings.accountSid(), message, step.word());
    String reference = message.reference();
    return CallbackForm.status(
        form, step.at(), TwilioCallbackSigner.form(form), reference.isEmpty() ? null : reference);
  }

  @Override
  public List<TwilioStubMessage> messages() {
    Instant now = clock.instant();
    return log.all().stream().map(message -> message.seen(now)).toList();
  }

  @Override
  public Optional<TwilioStubMessage> message(String sid) {
    return log.find(sid).map(message -> message.seen(clock.instant()));
  }

  @Override
  public List<WebhookRequest> callbacks(String sid) {
    return settings.statusCallback().map(address -> callbacks(sid, address)).orElse(List.of());
  }

  @Override
  public List<WebhookRequest> callbacks(String sid, URI statusCallback) {
    Instant now = clock.instant();
    return log.find(sid).stream()
        .flatMap(message -> callbacks(message, statusCallback, now).stream())
        .toList();
  }

  private List<WebhookRequest> callbacks(TakenMessage message, URI address, Instant now) {
    URI url = CallbackForm.withReference(address, message.reference());
    return message.reached(now).stream()
        .skip(1) // the first status is the answer to the send
        .map(step -> CallbackForm.of(settings.accountSid(), message, step.word()))
        .map(form -> signer.request(url, form))
        .toList();
  }

  /** Refuses further sends; what was taken can still be read. */
  @Override
  public void close() {
    log.close();
  }

  @Override
  public String toString() {
    return "TwilioStubConnection[" + settings + "]";
  }
}
