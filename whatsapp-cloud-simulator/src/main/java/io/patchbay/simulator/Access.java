package io.patchbay.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks who calls: the token, what it allows and, as the app's settings demand, the proof that the
 * caller knows its secret. Thread-safe: what may change is replaced whole.
 */
final class Access {
  static final String MESSAGING = "whatsapp_business_messaging";
  static final String MANAGEMENT = "whatsapp_business_management";
  static final String NOTHING = "";

  /** The path of token look-ups, which an app may also make with its own id and secret. */
  static final String INSPECTION = "debug_token";

  private final String appId;
  private final String appSecret;
  private final boolean proofRequired;
  private final Clock clock;
  private volatile String accessToken;
  private volatile Set<String> permissions = Set.of(MANAGEMENT, MESSAGING);
  private volatile @Nullable Instant expiry;

  Access(String accessToken, String appId, String appSecret, boolean proofRequired, Clock clock) {
    this.accessToken = accessToken;
    this.appId = appId;
    this.appSecret = appSecret;
    this.proofRequired = proofRequired;
    this.clock = clock;
  }

  void accessToken(String token) {
    accessToken = token;
  }

  void permissions(Set<String> granted) {
    permissions = Set.copyOf(granted);
  }

  void expiry(@Nullable Instant at) {
    expiry = at;
  }

  /** What the token allows, in alphabetical order. */
  Set<String> permissions() {
    return new LinkedHashSet<>(permissions.stream().sorted().toList());
  }

  @Nullable Instant expiry() {
    return expiry;
  }

  boolean isToken(String candidate) {
    return same(candidate, accessToken);
  }

  boolean isExpired() {
    Instant end = expiry;
    return end != null && !clock.instant().isBefore(end);
  }

  /** Checks a call to the graph, whose object is known. */
  void check(GraphRequest request) {
    if (request.objectId().equals(INSPECTION)
        && presented(request, "bearer ").equals(appId + "|" + appSecret)) {
      return;
    }
    checkToken(request);
    @Nullable String proof = request.query().get("appsecret_proof");
    if (proof == null && proofRequired) {
      throw new Refusal(GraphErrors.NO_PROOF);
    }
    if (proof != null && !same(proof, WebhookSigner.proof(appSecret, accessToken))) {
      throw new Refusal(GraphErrors.BAD_PROOF);
    }
  }

  /** Checks the token alone. The resumable upload wants a scheme of its own. */
  void checkToken(GraphRequest request) {
    String scheme = request.objectId().startsWith("upload:") ? "oauth " : "bearer ";
    if (!isToken(presented(request, scheme))) {
      throw new Refusal(GraphErrors.BAD_TOKEN);
    }
    if (isExpired()) {
      throw new Refusal(GraphErrors.EXPIRED_TOKEN);
    }
  }

  void checkPermission(String needed) {
    if (!needed.equals(NOTHING) && !permissions.contains(needed)) {
      throw new Refusal(GraphErrors.noPermission(needed));
    }
  }

  /** What the authorization header holds after the scheme; empty when the scheme is another. */
  private static String presented(GraphRequest request, String scheme) {
    String authorization = request.header("authorization");
    if (authorization == null || authorization.isBlank()) {
      throw new Refusal(GraphErrors.NO_TOKEN);
    }
    return authorization.toLowerCase(Locale.ROOT).startsWith(scheme)
        ? authorization.substring(scheme.length()).trim()
        : "";
  }

  private static boolean same(String given, String expected) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }
}
