package io.patchbay.provider.httpgateway;

import io.patchbay.channel.Category;
import io.patchbay.testkit.Answer;
import io.patchbay.testkit.Refusal;
import io.patchbay.testkit.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** GET with everything in the query, answered in plain text. */
class TextGatewayContractTest extends GatewayContract {
  TextGatewayContractTest() {
    super("text");
  }

  @Override
  Map<String, List<String>> signedCallbacks() {
    return SignedForms.settings();
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
}
