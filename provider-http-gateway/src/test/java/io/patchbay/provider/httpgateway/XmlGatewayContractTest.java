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

/** XML with a key in a header. */
class XmlGatewayContractTest extends GatewayContract {
  XmlGatewayContractTest() {
    super("xml");
  }

  @Override
  public Optional<Service> service() {
    return Optional.of(
        Service.of(
            xml("<sms id=\"12345678901234567890\"/>"),
            "12345678901234567890",
            xml("<sms/>"),
            List.of(
                refused("AUTH", Category.AUTHENTICATION),
                refused("CREDIT", Category.PAYMENT),
                refused("NUMBER", Category.RECIPIENT_INVALID)),
            refused("BLUE", Category.OTHER),
            refused("SPEED", Category.RATE_LIMITED).answer()));
  }

  private static Answer xml(String inside) {
    return Answer.of(200, "text/xml", "<?xml version=\"1.0\"?><response>" + inside + "</response>");
  }

  private static Refusal refused(String code, Category category) {
    return refusal(xml("<error code=\"" + code + "\">Refused</error>"), category, code);
  }

  @Override
  Webhooks callbacks() {
    return new PostedForms(
        secret -> CallbackSigner.header("X-Callback-Key", secret),
        false,
        false,
        "id=%1$s&state=%2$s&ref=%3$s&to=14155550132&time=1772366400",
        Map.of(
            "1", DeliveryStatus.SENT,
            "2", DeliveryStatus.DELIVERED,
            "3", DeliveryStatus.FAILED,
            "5", DeliveryStatus.FAILED));
  }
}
