package io.patchbay.integration.delivery;

/**
 * Something that must not be.
 *
 * @param kind what went wrong
 * @param message the message
 */
record Finding(Kind kind, String message) {
  enum Kind {
    /** The provider never saw it, and nobody says so. */
    LOST,
    /** The provider accepted two sends of a message that is to be sent at most once. */
    DOUBLED,
    /** The provider accepted the same attempt twice. */
    REPEATED,
    /** It was sent again although the attempt before was not unknown. */
    SENT_AGAIN_WITHOUT_NEED,
    /** It says that the provider has it, and the provider never saw it. */
    INVENTED,
    /** Nobody has decided about it. */
    UNSETTLED,
    /** The provider has it, and it does not say so. */
    UNNOTICED
  }
}
