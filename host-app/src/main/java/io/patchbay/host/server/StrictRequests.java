package io.patchbay.host.server;

import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Refuses requests whose end two servers may see in different places (RFC 9112, sections 6.1 and
 * 11.2), and gives every response the header fields that keep browsers from guessing its type and
 * caches from storing it. Thread-safe.
 */
final class StrictRequests implements HttpConfiguration.Customizer {
  static final String CODING = "its transfer coding is not 'chunked' in HTTP/1.1";

  static void configure(HttpConfiguration http) {
    http.setHttpCompliance(HttpCompliance.STRICT);
    http.addCustomizer(new StrictRequests());
  }

  @Override
  public Request customize(Request request, HttpFields.Mutable response) {
    protect(response);
    HttpFields fields = request.getHeaders();
    if (fields.contains(HttpHeader.TRANSFER_ENCODING)) {
      boolean chunked = "chunked".equalsIgnoreCase(fields.get(HttpHeader.TRANSFER_ENCODING));
      if (!chunked || request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_1_1) {
        throw new HttpException.RuntimeException(HttpStatus.BAD_REQUEST_400, CODING);
      }
    }
    return request;
  }

  /** Adds the header fields that every response has. */
  static void protect(HttpFields.Mutable response) {
    response.put("X-Content-Type-Options", "nosniff");
    response.put(HttpHeader.CACHE_CONTROL, "no-store");
  }
}
