package io.patchbay.provider.httpgateway;

import io.patchbay.provider.httpgateway.testing.CallbackSigner;
import io.patchbay.testkit.Webhooks;
import java.util.List;
import java.util.Map;

/** GET callbacks without a body, proven by a signature of their address. */
class SignedAddressContractTest extends TextGatewayContractTest {
  @Override
  Map<String, List<String>> callbackSettings() {
    return Map.of(
        "callbackCheck", List.of("hmac"),
        "callbackParameter", List.of(),
        "callbackHeader", List.of("X-Signature"),
        "callbackSigned", List.of("{url}"));
  }

  @Override
  Webhooks callbacks() {
    return callbacks(
        secret -> CallbackSigner.hmacSha256("X-Signature", secret).signingAddress(), true);
  }
}
