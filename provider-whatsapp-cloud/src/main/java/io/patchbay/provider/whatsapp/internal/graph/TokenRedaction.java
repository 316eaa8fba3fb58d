package io.patchbay.provider.whatsapp.internal.graph;

import io.patchbay.channel.spi.Secret;
import io.patchbay.support.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes this connection's secrets out of texts that others wrote: Meta quotes a malformed token in
 * its error message, and a proxy's error page may echo the request.
 */
public final class TokenRedaction {
  /** How Meta's tokens begin; catches what is cut off or belongs to somebody else. */
  private static final Pattern TOKEN = Pattern.compile("EAA[A-Za-z0-9]{8,}");

  private static final String HIDDEN = "****";

  private final Redaction own;

  public TokenRedaction(CloudSettings settings) {
    List<Secret> secrets = new ArrayList<>(settings.appSecrets());
    secrets.add(settings.accessToken());
    if (settings.verifyToken() != null) {
      secrets.add(settings.verifyToken());
    }
    String proof = GraphClient.proof(settings);
    if (proof != null) {
      secrets.add(new Secret(proof));
    }
    this.own = new Redaction(secrets);
  }

  /** The text without secrets; null stays null. */
  public @Nullable String clean(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return TOKEN.matcher(withoutOwn(text)).replaceAll(HIDDEN);
  }

  /** The text without this connection's secrets; whatever else it says stays as it is. */
  public String withoutOwn(String text) {
    return own.withoutSecrets(text);
  }
}
