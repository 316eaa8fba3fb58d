package io.patchbay.provider.whatsapp;

/** What a person can do about troubles that have no code of Meta's. */
final class Remedies {
  static final String MAY_HAVE_ARRIVED =
      "Wait for a status that carries the message's reference before sending it again: it may have"
          + " been accepted.";
  static final String SLOW_DOWN =
      "This message was not sent: send it again after a pause, and more slowly.";
  static final String NOT_META =
      "Check baseUrl and any proxy or firewall on the way: this is not how the Graph API answers.";
  static final String RESOLVE =
      "Check the host in baseUrl and whether this machine can resolve names.";
  static final String CONNECT =
      "Check baseUrl and whether a firewall or proxy keeps this machine from that host.";
  static final String TRUST =
      "Check this machine's clock and trust store, and whether a proxy replaces certificates.";
  static final String PROXY =
      "Check the proxy setting, and whether the proxy lets calls to this host pass without a"
          + " password.";
  static final String TURNED_AWAY =
      "Send again: the server gave this message back unread, as one does that is shutting down or"
          + " has too much to do.";
  static final String OWN_SENDER =
      "Leave the sender out, or choose an instance that has this phone number id.";
  static final String TEMPLATE_VALUE =
      "Write the value in one line, without tabs and with at most four spaces in a row; nothing was"
          + " sent. Line breaks belong in the template itself.";
  static final String DEFECT_BEFORE =
      "Nothing was sent: it failed before the call. Check that no part of the content is null, and"
          + " report this to the provider's author.";

  private Remedies() {}
}
