package io.patchbay.channel;

/** What else an error concerns, from the narrowest to the widest. */
public enum Scope {
  /** This message alone. */
  MESSAGE,
  /** Every message to this recipient. */
  RECIPIENT,
  /** Every message with this template. */
  TEMPLATE,
  /** Every message from this sender. */
  SENDER,
  /** Every message over this connection. */
  CONNECTION,
  /** Every message on this account. */
  ACCOUNT
}
