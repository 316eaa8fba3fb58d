package io.patchbay.provider.httpgateway;

import okhttp3.Headers;

/** What the gateway answered. {@code toString} shows the status only. */
record GatewayAnswer(int status, Headers headers, String body) {
  boolean success() {
    return status >= 200 && status < 300;
  }

  @Override
  public String toString() {
    return "GatewayAnswer[" + status + "]";
  }
}
