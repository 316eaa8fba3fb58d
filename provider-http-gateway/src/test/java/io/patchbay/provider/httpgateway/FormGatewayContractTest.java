package io.patchbay.provider.httpgateway;

import io.patchbay.channel.Category;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.provider.httpgateway.testing.CallbackSigner;
import io.patchbay.testkit.Answer;
import io.patchbay.testkit.Refusal;
import io.patchbay.testkit.Service;
import io.patchbay.testkit.Webhooks;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A form with basic authentication, answered in JSON with the status 200 whatever it says. */
class FormGatewayContractTest extends GatewayContract {
  FormGatewayContractTest() {
    super("form");
  }

  @Override
  public Optional<Service> service() {
    return Optional.of(
        Service.of(
            Answer.json(200, "{\"result\":{\"status\":0,\"message-id\":\"0B000000D1\"}}"),
            "0B000000D1",
            Answer.json(200, "{\"result\":{\"status\":0}}"),
            List.of(
                refused("4", Category.AUTHENTICATION),
                refused("6", Category.RECIPIENT_INVALID),
                refused("9", Category.PAYMENT),
                refused("15", Category.SENDER)),
            refused("77", Category.OTHER),
            refused("1", Category.RATE_LIMITED).answer()));
  }

  private static Refusal refused(String code, Category category) {
    return refusal(
        Answer.json(200, "{\"result\":{\"status\":%s,\"error-text\":\"Refused\"}}".formatted(code)),
        category,
        code);
  }

  @Override
  Webhooks callbacks() {
    return new PostedForms(
        secret -> CallbackSigner.hmacSha1("X-Signature", secret).base64(),
        false,
        true,
        "messageId=%1$s&msisdn=14155550132&status=%2$s&custom=%3$s"
            + "&timestamp=2026-03-01+13%%3A00%%3A00",
        Map.of(
            "accepted", DeliveryStatus.ACCEPTED,
            "buffered", DeliveryStatus.SENT,
            "delivered", DeliveryStatus.DELIVERED,
            "failed", DeliveryStatus.FAILED));
  }
}
