package io.patchbay.host.server;

import io.javalin.http.Context;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The address of a request as the caller knows it, which signatures cover: the base from a setting
 * and path and query as they arrived. The Host header has no say: whoever sends the request writes
 * it. Thread-safe.
 */
final class PublicAddress {
  private final Supplier<URI> base;

  PublicAddress(Supplier<URI> base) {
    this.base = base;
  }

  URI base() {
    return base.get();
  }

  URI of(Context context) throws Refusal {
    @Nullable String query = context.req().getQueryString();
    String path = context.req().getRequestURI();
    try {
      return new URI(base.get() + path + (query == null ? "" : "?" + query));
    } catch (URISyntaxException e) {
      throw Refusal.of(400, "The address holds signs that have to be percent-encoded.");
    }
  }
}
