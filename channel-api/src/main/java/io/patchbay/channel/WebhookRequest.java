package io.patchbay.channel;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An HTTP request to a webhook address, as it arrived.
 *
 * <p>Immutable and thread-safe. The headers' names are compared without regard to case.
 */
public final class WebhookRequest {
  private final String method;
  private final URI publicUri;
  private final Map<String, List<String>> headers;
  private final byte[] body;
  private final String caller;

  private WebhookRequest(
      String method, URI publicUri, Map<String, List<String>> headers, byte[] body, String caller) {
    this.method = method.toUpperCase(Locale.ROOT);
    this.publicUri = publicUri;
    TreeMap<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    // Names that differ only in case are one header, whose values must not get lost.
    headers.forEach((name, values) -> copy.merge(name, List.copyOf(values), WebhookRequest::both));
    this.headers = copy;
    this.body = body.clone();
    this.caller = caller;
  }

  private static List<String> both(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /**
   * A request.
   *
   * @param method {@code GET} or {@code POST}
   * @param publicUri the address by which the provider knows the webhook, with the query as it
   *     arrived; built from a setting of the host's, never from the Host header, because signatures
   *     cover it
   * @param headers the headers
   * @param body the raw bytes, which signatures cover; copied
   */
  public static WebhookRequest of(
      String method, URI publicUri, Map<String, List<String>> headers, byte[] body) {
    return new WebhookRequest(method, publicUri, headers, body, "");
  }

  /**
   * The same request with the address of the connection that it came from, which is logged when the
   * request is refused. It proves nothing: behind a proxy it is the proxy's.
   */
  public WebhookRequest withCaller(String address) {
    return new WebhookRequest(method, publicUri, headers, body, address);
  }

  /** The address of the connection that it came from; empty where the host did not say. */
  public String caller() {
    return caller;
  }

  /** The method in upper case. */
  public String method() {
    return method;
  }

  /** The address by which the provider knows the webhook, with the query. */
  public URI publicUri() {
    return publicUri;
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }

  /** All headers, by names that are compared without regard to case. */
  public Map<String, List<String>> headers() {
    return Collections.unmodifiableMap(headers);
  }

  /** A copy of the raw bytes. */
  public byte[] body() {
    return body.clone();
  }

  /** The body read as UTF-8. */
  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Shows sizes only: query, headers and body may hold secrets and personal data. */
  @Override
  public String toString() {
    return "WebhookRequest[" + method + " " + publicUri.getPath() + ", " + body.length + " bytes]";
  }
}
