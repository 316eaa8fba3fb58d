package io.patchbay.channel;

/**
 * Why a message was not sent, in terms that hold for every provider. Whether another provider can
 * cure it, and whether it blocks the instance, are properties of the category.
 */
public enum Category {
  /** No usable provider is configured for the workspace. */
  NOT_CONFIGURED(Cure.NONE),
  /** The credentials were refused: wrong, expired or revoked. */
  AUTHENTICATION(Cure.PROVIDER_BLOCKS),
  /** The credentials lack a permission. */
  PERMISSION(Cure.PROVIDER_BLOCKS),
  /** The account is locked, disabled or restricted. */
  ACCOUNT_RESTRICTED(Cure.PROVIDER_BLOCKS),
  /** The provider is not being paid. */
  PAYMENT(Cure.PROVIDER_BLOCKS),
  /** The sender is unknown, unregistered or not one of the instance's own. */
  SENDER(Cure.PROVIDER),
  /** The sender is limited because of its quality or because it was taken for spam. */
  SPAM_LIMITED(Cure.PROVIDER),
  /** The provider refused service for now. */
  UNAVAILABLE(Cure.PROVIDER),
  /** The provider could not be reached, or the connection to it broke. */
  NETWORK(Cure.PROVIDER),
  /** The provider carries no such content or recipient. */
  UNSUPPORTED(Cure.CONTENT),
  /** Free-form content outside the time in which the recipient's last message allows it. */
  WINDOW_CLOSED(Cure.CONTENT),
  /** The template is missing, paused, disabled or filled in wrongly. */
  TEMPLATE(Cure.CONTENT),
  /** The recipient is a valid address that this provider cannot reach. */
  RECIPIENT_UNREACHABLE(Cure.PROVIDER),
  /** The account, the connection or the sender sends too fast. */
  RATE_LIMITED(Cure.TIME),
  /** Too many messages to this one recipient. */
  RECIPIENT_RATE_LIMITED(Cure.TIME),
  /** The recipient has had as much advertising as the provider allows. */
  MARKETING_CAPPED(Cure.NONE),
  /** The recipient is not a usable address. */
  RECIPIENT_INVALID(Cure.NONE),
  /** The sender has blocked the recipient. */
  RECIPIENT_BLOCKED(Cure.NONE),
  /** The recipient does not want such messages. */
  OPTED_OUT(Cure.NONE),
  /** The workspace demands a consent that is not on record. */
  NO_CONSENT(Cure.NONE),
  /** The media cannot be fetched, read or carried. */
  MEDIA(Cure.NONE),
  /** The request itself is wrong. */
  REQUEST(Cure.NONE),
  /** The provider failed without saying why; the message may have been accepted. */
  UNKNOWN_SERVER(Cure.NONE),
  /** The provider's answer could not be read. */
  UNREADABLE_ANSWER(Cure.NONE),
  /** The provider's module failed: a defect in its code. */
  PROVIDER_DEFECT(Cure.NONE),
  /** The provider refused with a code that its module does not know. */
  OTHER(Cure.NONE);

  private enum Cure {
    NONE,
    TIME,
    CONTENT,
    PROVIDER,
    PROVIDER_BLOCKS
  }

  private final Cure cure;

  Category(Cure cure) {
    this.cure = cure;
  }

  /** Whether another provider may succeed where this one refused for this reason. */
  public boolean curedByAnotherProvider() {
    return cure == Cure.CONTENT || cure == Cure.PROVIDER || cure == Cure.PROVIDER_BLOCKS;
  }

  /** Whether the same provider may accept another content of the same message. */
  public boolean curedByAnotherContent() {
    return cure == Cure.CONTENT;
  }

  /** Whether the same message may pass after a while; such a send waits for its own sender. */
  public boolean throttled() {
    return cure == Cure.TIME;
  }

  /**
   * Whether to send again after a refusal for this reason, when the provider says nothing more
   * exact: {@link Retry#BACKOFF} for what was refused for now.
   */
  public Retry usualRetry() {
    return switch (this) {
      case RATE_LIMITED, RECIPIENT_RATE_LIMITED, UNAVAILABLE, NETWORK -> Retry.BACKOFF;
      case ACCOUNT_RESTRICTED, SPAM_LIMITED -> Retry.LATER;
      default -> Retry.NEVER;
    };
  }

  /** What else a refusal for this reason concerns, when the provider says nothing more exact. */
  public Scope usualScope() {
    return switch (this) {
      case AUTHENTICATION, PERMISSION, RATE_LIMITED, UNAVAILABLE, NETWORK -> Scope.CONNECTION;
      case ACCOUNT_RESTRICTED, PAYMENT -> Scope.ACCOUNT;
      case SENDER, SPAM_LIMITED -> Scope.SENDER;
      case RECIPIENT_UNREACHABLE,
          RECIPIENT_RATE_LIMITED,
          RECIPIENT_INVALID,
          RECIPIENT_BLOCKED,
          OPTED_OUT,
          MARKETING_CAPPED ->
          Scope.RECIPIENT;
      case TEMPLATE -> Scope.TEMPLATE;
      default -> Scope.MESSAGE;
    };
  }

  /**
   * Whether the instance is of no use until somebody acts, provided that the error's scope is the
   * connection or the account.
   */
  public boolean blocksInstance() {
    return cure == Cure.PROVIDER_BLOCKS;
  }
}
