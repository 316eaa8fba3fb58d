package io.patchbay.provider.httpgateway;

import io.patchbay.channel.WebhookAnswer;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.support.FormFields;
import java.time.Clock;
import java.util.Optional;

/** Takes callbacks: proves each, then has it read. Thread-safe. */
final class Callbacks implements WebhookReceiver {
  private final CallbackSettings settings;
  private final CallbackReader reader;
  private final Clock clock;

  Callbacks(CallbackSettings settings, CallbackReader reader, Clock clock) {
    this.settings = settings;
    this.reader = reader;
    this.clock = clock;
  }

  @Override
  public WebhookResult receive(WebhookRequest request) {
    Optional<String> refusal = settings.proof().refusal(request, clock);
    if (refusal.isPresent()) {
      return WebhookResult.refused(401, refusal.get());
    }
    boolean query = settings.format() == Format.QUERY;
    boolean get = request.method().equals("GET");
    if (get ? !query : !request.method().matches("POST|PUT")) {
      return WebhookResult.refused(
          405, "the method " + request.method() + " is not one of callbackFormat");
    }
    String text =
        query
            ? FormFields.queryWithout(request.publicUri(), settings.proof().parameter())
            : request.bodyText();
    WebhookResult taken = WebhookResult.accepted(reader.read(text));
    return settings.answer().isEmpty()
        ? taken
        : new WebhookResult(WebhookAnswer.of(200, settings.answer()), taken.events(), "");
  }
}
