package io.patchbay.provider.whatsapp.internal.graph;

/** What a person can do about troubles that have no code of Meta's. */
public final class GraphRemedies {
  public static final String MAY_HAVE_ARRIVED =
      "Wait for a status that carries the message's reference before sending it again: it may have"
          + " been accepted.";
  public static final String SLOW_DOWN =
      "This message was not sent: send it again after a pause, and more slowly.";
  public static final String NOT_META =
      "Check baseUrl and any proxy or firewall on the way: this is not how the Graph API answers.";
  public static final String CONNECT =
      "Check baseUrl and whether a firewall or proxy keeps this machine from that host.";
  public static final String OWN_SENDER =
      "Leave the sender out, or choose an instance that has this phone number id.";
  public static final String TEMPLATE_VALUE =
      "Write a value, in one line, without tabs and with at most four spaces in a row; nothing was"
          + " sent. Line breaks belong in the template itself.";

  private GraphRemedies() {}
}
