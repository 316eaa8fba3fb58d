package io.patchbay.provider.whatsapp;

import io.patchbay.channel.spi.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes this connection's secrets out of texts that others wrote: Meta quotes a malformed token in
 * its error message, and a proxy's error page may echo the request.
 */
final class Redaction {
  /** How Meta's tokens begin; catches what is cut off or belongs to somebody else. */
  private static final Pattern TOKEN = Pattern.compile("EAA[A-Za-z0-9]{8,}");

  private static final String HIDDEN = "****";

  private final List<String> secrets = new ArrayList<>();

  Redaction(CloudSettings settings) {
    secrets.add(settings.accessToken().reveal());
    settings.appSecrets().stream().map(Secret::reveal).forEach(secrets::add);
    if (settings.verifyToken() != null) {
      secrets.add(settings.verifyToken().reveal());
    }
  }

  /** The text without secrets; null stays null. */
  @Nullable String clean(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, HIDDEN);
    }
    return TOKEN.matcher(clean).replaceAll(HIDDEN);
  }
}
