package io.patchbay.provider.whatsapp;

import io.patchbay.channel.spi.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
    String proof = GraphClient.proof(settings);
    if (proof != null) {
      secrets.add(proof);
    }
    // As a link has it, and a link within JSON.
    List.copyOf(secrets).stream()
        .flatMap(
            secret ->
                Stream.of(
                    URLEncoder.encode(secret, StandardCharsets.UTF_8), secret.replace("/", "\\/")))
        .filter(form -> !secrets.contains(form))
        .forEach(secrets::add);
  }

  /** The text without secrets; null stays null. */
  @Nullable String clean(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return TOKEN.matcher(withoutOwn(text)).replaceAll(HIDDEN);
  }

  /** The text without this connection's secrets; whatever else it says stays as it is. */
  String withoutOwn(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, HIDDEN);
    }
    return clean;
  }
}
