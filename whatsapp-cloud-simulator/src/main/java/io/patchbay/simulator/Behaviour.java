package io.patchbay.simulator;

import org.jspecify.annotations.Nullable;

/**
 * What a send meets: how the connection ends, the error of a refusal, and what the webhooks say
 * later.
 *
 * @param script null when the simulator's own default is to be used
 * @param curedByTemplate whether a template passes where other content is refused
 */
record Behaviour(
    Ending ending,
    @Nullable GraphError error,
    @Nullable StatusScript script,
    boolean curedByTemplate) {

  /** How the client learns of it. */
  enum Ending {
    ACCEPT,
    REFUSE,
    REFUSE_TWICE,
    BAD_GATEWAY,
    NO_ANSWER,
    RESET_BEFORE_READING,
    RESET_AFTER_READING,
    UNREADABLE_SUCCESS,
    EMPTY_SUCCESS
  }

  static final Behaviour USUAL = new Behaviour(Ending.ACCEPT, null, null, false);

  static Behaviour accepts(StatusScript script) {
    return new Behaviour(Ending.ACCEPT, null, script, false);
  }

  static Behaviour refuses(GraphError error) {
    return new Behaviour(Ending.REFUSE, error, null, false);
  }

  static Behaviour ends(Ending ending) {
    return new Behaviour(ending, null, null, false);
  }

  Behaviour unlessTemplate() {
    return new Behaviour(ending, error, script, true);
  }
}
