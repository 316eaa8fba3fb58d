package io.patchbay.testkit.sample;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.Unrecognized;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.Secret;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.WebhookResult;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The sample's webhooks: a JSON array of statuses, signed. */
final class SampleWebhooks {
  static final String HEADER = "X-Sample-Signature";

  private final Fault fault;
  private final Optional<Secret> secret;
  private final Clock clock;

  SampleWebhooks(Fault fault, Settings settings, Clock clock) {
    this.fault = fault;
    this.secret = settings.optionalSecret("webhookSecret");
    this.clock = clock;
  }

  static String sign(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  WebhookResult receive(WebhookRequest request) {
    if (!request.method().equals("POST")) {
      return WebhookResult.refused(405, "not a POST");
    }
    if (secret.isEmpty()) {
      return fault == Fault.W2_BELIEVES_WITHOUT_SECRET
          ? read(request)
          : WebhookResult.refused(401, "no secret is configured");
    }
    Optional<String> signature = request.header(HEADER);
    boolean genuine =
        signature.isEmpty()
            ? fault == Fault.W1_BELIEVES_THE_UNSIGNED
            : fault == Fault.W1_BELIEVES_ANY_SIGNATURE || matches(signature.get(), request);
    return genuine ? read(request) : WebhookResult.refused(401, "the signature is wrong");
  }

  private boolean matches(String signature, WebhookRequest request) {
    return MessageDigest.isEqual(
        sign(secret.orElseThrow().reveal(), request.body()).getBytes(StandardCharsets.UTF_8),
        signature.getBytes(StandardCharsets.UTF_8));
  }

  private WebhookResult read(WebhookRequest request) {
    JsonElement json;
    try {
      json = JsonParser.parseString(request.bodyText());
    } catch (JsonParseException | StackOverflowError e) {
      if (fault == Fault.W3_THROWS_AT_GARBAGE) {
        throw new IllegalStateException("Garbage", e);
      }
      return WebhookResult.accepted(List.of(unrecognized("no JSON")));
    }
    if (!(json instanceof JsonArray items)) {
      return WebhookResult.accepted(List.of(unrecognized("no array")));
    }
    List<ChannelEvent> events = new ArrayList<>();
    for (JsonElement item : items) {
      if (item instanceof JsonObject object && object.has("id") && object.has("word")) {
        event(object).ifPresent(events::add);
      } else if (fault != Fault.W4_DROPS_THE_UNREADABLE) {
        events.add(unrecognized("no status"));
      }
    }
    return WebhookResult.accepted(events);
  }

  private Unrecognized unrecognized(String reason) {
    return new Unrecognized("unrecognized", clock.instant(), "", reason);
  }

  private Optional<ChannelEvent> event(JsonObject object) {
    String id = object.get("id").getAsString();
    String word = object.get("word").getAsString();
    DeliveryStatus status = status(word);
    if (status == DeliveryStatus.OTHER && fault == Fault.W6_THROWS_NEW_WORDS_AWAY) {
      word = "other";
    }
    String key = fault == Fault.W5_KEY_OF_THE_MOMENT ? UUID.randomUUID().toString() : id + word;
    return Optional.of(
        new StatusUpdate(
            key,
            clock.instant(),
            object.toString(),
            id,
            status,
            word,
            object.get("reference").getAsString(),
            List.of(),
            List.of(),
            Map.of()));
  }

  private DeliveryStatus status(String word) {
    Locale locale = fault == Fault.S7_LOWER_CASE_OF_THE_LOCALE ? Locale.getDefault() : Locale.ROOT;
    return switch (word.toLowerCase(locale)) {
      case "submitted" ->
          fault == Fault.W7_SUBMITTED_IS_DELIVERED
              ? DeliveryStatus.DELIVERED
              : DeliveryStatus.ACCEPTED;
      case "delivered" -> DeliveryStatus.DELIVERED;
      case "failed" -> DeliveryStatus.FAILED;
      default -> DeliveryStatus.OTHER;
    };
  }
}
