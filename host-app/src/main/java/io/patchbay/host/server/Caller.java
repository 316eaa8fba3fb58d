package io.patchbay.host.server;

import jakarta.servlet.http.HttpServletRequest;

/** Who sent a request, for the log alone. Stateless. */
final class Caller {
  private static final int LONGEST = 100;

  private Caller() {}

  /**
   * The address of the direct caller, and what it says of those before it: a proxy's word is worth
   * knowing, and everybody can say as much, so it is marked as a claim.
   */
  static String of(HttpServletRequest request) {
    String address = request.getRemoteAddr();
    String claim = request.getHeader("X-Forwarded-For");
    if (claim == null) {
      return address;
    }
    String shown = claim.length() > LONGEST ? claim.substring(0, LONGEST) + "…" : claim;
    return address + " (X-Forwarded-For: " + shown + ")";
  }
}
