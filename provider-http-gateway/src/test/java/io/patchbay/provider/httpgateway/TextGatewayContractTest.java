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
import java.util.function.Function;

/** GET with everything in the query, answered in plain text. */
class TextGatewayContractTest extends GatewayContract {
  TextGatewayContractTest() {
    super("text");
  }

  @Override
  public boolean delivers(String method, String path) {
    return true;
  }

  @Override
  public Optional<Service> service() {
    return Optional.of(
        Service.of(
            text("OK: 5f3a09c1"),
            "5f3a09c1",
            text("OK"),
            List.of(
                refused("101", Category.AUTHENTICATION),
                refused("105", Category.PAYMENT),
                refused("201", Category.RECIPIENT_INVALID)),
            refused("999", Category.OTHER),
            text("ERR: 301 too fast")));
  }

  private static Answer text(String body) {
    return Answer.of(200, "text/plain", body);
  }

  private static Refusal refused(String code, Category category) {
    return refusal(text("ERR: " + code + " refused"), category, code);
  }

  @Override
  Webhooks callbacks() {
    return callbacks(secret -> CallbackSigner.parameter("secret", secret), false);
  }

  /** Statuses in the query of a GET. */
  static Webhooks callbacks(Function<String, CallbackSigner> signer, boolean coversContent) {
    return new PostedForms(
        signer,
        true,
        coversContent,
        "id=%1$s&stat=%2$s&ref=%3$s&to=14155550132&done=2603011300",
        Map.of(
            "ENROUTE", DeliveryStatus.SENT,
            "DELIVRD", DeliveryStatus.DELIVERED,
            "UNDELIV", DeliveryStatus.FAILED,
            "EXPIRED", DeliveryStatus.FAILED,
            "REJECTD", DeliveryStatus.FAILED));
  }
}
