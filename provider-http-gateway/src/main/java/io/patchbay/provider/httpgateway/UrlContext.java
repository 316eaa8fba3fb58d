package io.patchbay.provider.httpgateway;

import io.patchbay.support.Escape;
import org.jspecify.annotations.Nullable;

/** Inside an address: values may stand in its path and its query. */
final class UrlContext implements EscapeContext {
  private final StringBuilder before = new StringBuilder();

  @Override
  public void pass(String written) {
    before.append(written);
  }

  @Override
  public @Nullable Escape escape(Placeholder placeholder) {
    int host = before.indexOf("://");
    if (host < 0 || before.indexOf("/", host + 3) < 0) {
      // What follows "?" directly behind the host is a query too.
      return host >= 0 && before.indexOf("?", host) >= 0 ? Escape.PERCENT : null;
    }
    return before.indexOf("?") >= 0 ? Escape.PERCENT : Escape.PATH;
  }

  @Override
  public String complaint() {
    return "stands before the path, where it would choose the host";
  }
}
