package io.patchbay.channel;

/** Whether a refused message may be sent again. */
public enum Retry {
  /** As it is, the message will never pass. */
  NEVER,
  /** It was refused for now; the same message passes after a while. */
  BACKOFF,
  /** Pause the scope until it changes or the stated time has passed; a person may have to act. */
  LATER
}
