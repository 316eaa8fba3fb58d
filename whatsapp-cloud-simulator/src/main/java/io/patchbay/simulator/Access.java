package io.patchbay.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Checks who calls: the bearer token and, as the app's settings demand, the proof that the caller
 * knows its secret.
 */
final class Access {
  private static final String SCHEME = "bearer ";

  private final String appSecret;
  private final boolean proofRequired;
  private volatile String accessToken;

  Access(String accessToken, String appSecret, boolean proofRequired) {
    this.accessToken = accessToken;
    this.appSecret = appSecret;
    this.proofRequired = proofRequired;
  }

  void accessToken(String token) {
    accessToken = token;
  }

  void check(GraphRequest request) {
    String authorization = request.header("authorization");
    if (authorization == null || authorization.isBlank()) {
      throw new Refusal(GraphErrors.NO_TOKEN);
    }
    String expected = accessToken;
    boolean bearer = authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME);
    if (!bearer || !same(authorization.substring(SCHEME.length()).trim(), expected)) {
      throw new Refusal(GraphErrors.BAD_TOKEN);
    }
    @Nullable String proof = request.query().get("appsecret_proof");
    if (proof == null && proofRequired) {
      throw new Refusal(GraphErrors.NO_PROOF);
    }
    if (proof != null && !same(proof, WebhookSigner.proof(appSecret, expected))) {
      throw new Refusal(GraphErrors.BAD_PROOF);
    }
  }

  private static boolean same(String given, String expected) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }
}
