package io.patchbay.provider.httpgateway;

import io.patchbay.channel.Category;
import io.patchbay.testkit.Answer;
import io.patchbay.testkit.Refusal;
import io.patchbay.testkit.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** XML with a key in a header. */
class XmlGatewayContractTest extends GatewayContract {
  XmlGatewayContractTest() {
    super("xml");
  }

  @Override
  Map<String, List<String>> signedCallbacks() {
    return SignedForms.settings();
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
}
