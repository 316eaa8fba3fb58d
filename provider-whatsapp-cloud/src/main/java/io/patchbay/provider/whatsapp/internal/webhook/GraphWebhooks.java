package io.patchbay.provider.whatsapp.internal.webhook;

import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.Addressee;
import io.patchbay.channel.spi.Secret;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.provider.whatsapp.internal.graph.CloudSettings;
import io.patchbay.support.FormFields;
import io.patchbay.support.SecretComparison;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers Meta's subscription handshake and takes its webhooks, after proof that they are Meta's.
 * Thread-safe.
 *
 * @see <a href="https://developers.facebook.com/docs/graph-api/webhooks/getting-started">Meta's
 *     description</a>
 */
public final class GraphWebhooks implements WebhookReceiver {
  private static final int LARGEST_BODY = 3 * 1024 * 1024;
  private static final String JSON = "application/json";
  private static final int LONGEST_CHALLENGE = 256;

  private final List<Addressee> addressees;
  private final @Nullable Secret verifyToken;
  private final Signatures signatures;
  private final PayloadReader payloads;

  public GraphWebhooks(CloudSettings settings, PayloadReader payloads) {
    this.addressees =
        List.of(new Addressee(settings.phoneNumberId(), settings.businessAccountId()));
    this.verifyToken = settings.verifyToken();
    this.signatures = new Signatures(settings.appSecrets());
    this.payloads = payloads;
  }

  @Override
  public WebhookResult receive(WebhookRequest request) {
    return switch (request.method()) {
      case "GET" -> handshake(request.publicUri().getRawQuery());
      case "POST" -> delivery(request);
      default -> WebhookResult.refused(405, "the method is neither GET nor POST");
    };
  }

  @Override
  public List<Addressee> addressees() {
    return addressees;
  }

  private WebhookResult handshake(@Nullable String query) {
    if (verifyToken == null) {
      return WebhookResult.refused(403, "a handshake, but no verifyToken is configured");
    }
    Map<String, String> parameters;
    try {
      parameters = FormFields.first(query == null ? "" : query);
    } catch (IllegalArgumentException e) {
      return WebhookResult.refused(400, "the query of the handshake is malformed");
    }
    if (!"subscribe".equals(parameters.get("hub.mode"))) {
      return WebhookResult.refused(403, "hub.mode is not subscribe");
    }
    if (!SecretComparison.equal(
        verifyToken.reveal(), parameters.getOrDefault("hub.verify_token", ""))) {
      return WebhookResult.refused(403, "hub.verify_token is not the verifyToken of the settings");
    }
    String challenge = parameters.getOrDefault("hub.challenge", "");
    if (challenge.isEmpty() || challenge.length() > LONGEST_CHALLENGE) {
      return WebhookResult.refused(400, "hub.challenge is missing or too long");
    }
    return WebhookResult.challenge(challenge);
  }

  private WebhookResult delivery(WebhookRequest request) {
    byte[] body = request.body();
    if (body.length > LARGEST_BODY) {
      return WebhookResult.refused(413, "the body of " + body.length + " bytes is above 3 MB");
    }
    if (!signatures.configured()) {
      return WebhookResult.refused(401, "no appSecret is configured to check the signature with");
    }
    String signature = request.header(Signatures.HEADER).orElse(null);
    if (signature == null) {
      return WebhookResult.refused(401, "the header " + Signatures.HEADER + " is missing");
    }
    if (!signatures.match(signature, body)) {
      return WebhookResult.refused(401, "the signature fits none of the configured app secrets");
    }
    if (!json(request.header("Content-Type").orElse(JSON))) {
      return WebhookResult.refused(415, "the body is authentic, but not sent as " + JSON);
    }
    return payloads.read(body);
  }

  private static boolean json(String type) {
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().equalsIgnoreCase(JSON);
  }
}
