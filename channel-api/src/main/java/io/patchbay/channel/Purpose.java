package io.patchbay.channel;

/**
 * Why a message is sent. It decides which opt-outs stop it: a person who wants no advertising still
 * wants the one-time password.
 */
public enum Purpose {
  /** Something that the person asked for or needs: a receipt, a reminder, a password. */
  TRANSACTIONAL,
  /** Advertising. */
  MARKETING
}
