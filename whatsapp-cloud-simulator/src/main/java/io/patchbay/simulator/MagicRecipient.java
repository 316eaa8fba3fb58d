package io.patchbay.simulator;

import io.patchbay.simulator.Behaviour.Ending;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recipients that provoke one behaviour each. All other recipients are accepted, and reported as
 * sent, delivered and (unless switched off) read.
 *
 * <p>The numbers are of the form {@code 1701555 01xx}: valid in form, so that a client which checks
 * numbers lets them through, and from the block that the North American numbering plan keeps for
 * fiction, so that nobody owns them.
 *
 * <p>The same behaviours can be had for any recipient with {@link
 * WhatsAppCloudSimulator#treatNextAs}.
 */
public enum MagicRecipient {
  /** Refused with 131026: not reachable on WhatsApp. */
  NOT_ON_WHATSAPP("17015550101", Behaviour.refuses(GraphErrors.UNDELIVERABLE)),
  /** Accepted; a {@code failed} status with 131026 follows. */
  NOT_ON_WHATSAPP_BY_WEBHOOK(
      "17015550102", Behaviour.accepts(StatusScript.failing(GraphErrors.UNDELIVERABLE))),
  /** Free-form content is refused with 131047; a template is accepted. */
  WINDOW_CLOSED("17015550103", Behaviour.refuses(GraphErrors.WINDOW_CLOSED).unlessTemplate()),
  /** Free-form content is accepted and fails later with 131047; a template is delivered. */
  WINDOW_CLOSED_BY_WEBHOOK(
      "17015550104",
      Behaviour.accepts(StatusScript.failing(GraphErrors.WINDOW_CLOSED)).unlessTemplate()),
  /** Refused with 131050: the person wants no more marketing messages. */
  OPTED_OUT("17015550105", Behaviour.refuses(GraphErrors.OPTED_OUT)),
  /** Refused with 130429, every time. */
  THROTTLED("17015550106", Behaviour.refuses(GraphErrors.THROTTLED)),
  /**
   * Refused with 130429 twice, then accepted once, and so on: what a bounded retry must survive.
   */
  THROTTLED_TWICE(
      "17015550107", new Behaviour(Ending.REFUSE_TWICE, GraphErrors.THROTTLED, null, false)),
  /** Refused with 131056: too many messages to this person. */
  PAIR_LIMITED("17015550108", Behaviour.refuses(GraphErrors.PAIR_LIMITED)),
  /**
   * HTTP 500 with code 131000: the platform does not say whether it took the message. It did not.
   */
  SERVER_ERROR("17015550109", Behaviour.refuses(GraphErrors.SOMETHING_WENT_WRONG)),
  /**
   * HTTP 500 with code 2, which is the Graph API's and has no details. The message was not taken.
   */
  SERVICE_UNAVAILABLE("17015550110", Behaviour.refuses(GraphErrors.SERVICE_DOWN)),
  /** HTTP 502 with the HTML page of a gateway. The message was not taken. */
  BAD_GATEWAY("17015550111", Behaviour.ends(Ending.BAD_GATEWAY)),
  /**
   * Taken, reported by webhooks, but never answered: the connection stays open until a side closes
   * it.
   */
  NO_ANSWER("17015550112", Behaviour.ends(Ending.NO_ANSWER)),
  /**
   * The connection is reset and the message was not taken: it is not recorded and not counted. As
   * the recipient stands in the body, the simulator has to read that body first and throws it away;
   * {@code treatNextAs} resets at the headers, before the body is read. The client sees the same
   * either way.
   */
  RESET_BEFORE_READING("17015550113", Behaviour.ends(Ending.RESET_BEFORE_READING)),
  /** Taken, reported by webhooks, but the connection is reset instead of an answer. */
  RESET_AFTER_READING("17015550114", Behaviour.ends(Ending.RESET_AFTER_READING)),
  /** Taken and reported by webhooks; the answer is HTTP 200 with JSON that breaks off. */
  UNREADABLE_SUCCESS("17015550115", Behaviour.ends(Ending.UNREADABLE_SUCCESS)),
  /** Taken and reported by webhooks; the answer is HTTP 200 without a body. */
  EMPTY_SUCCESS("17015550116", Behaviour.ends(Ending.EMPTY_SUCCESS)),
  /** Accepted; a {@code failed} status with 131049 follows: too much marketing for this person. */
  MARKETING_CAPPED(
      "17015550117", Behaviour.accepts(StatusScript.failing(GraphErrors.MARKETING_CAPPED))),
  /** Refused with 131042: something is wrong with the account's payment method. */
  PAYMENT_PROBLEM("17015550118", Behaviour.refuses(GraphErrors.PAYMENT_PROBLEM)),
  /** Refused with 131031: the account is locked. */
  ACCOUNT_LOCKED("17015550119", Behaviour.refuses(GraphErrors.ACCOUNT_LOCKED)),
  /** Refused with 132015: the template is paused. */
  TEMPLATE_PAUSED("17015550120", Behaviour.refuses(GraphErrors.TEMPLATE_PAUSED)),
  /** Refused with 131048: the number is limited because of its quality. */
  SPAM_LIMITED("17015550121", Behaviour.refuses(GraphErrors.SPAM_LIMITED)),
  /** Accepted; sent, delivered and read, also when read receipts are switched off. */
  READ("17015550122", Behaviour.accepts(StatusScript.TO_READ)),
  /** Accepted; sent and delivered, never read. */
  DELIVERED_ONLY("17015550123", Behaviour.accepts(StatusScript.TO_DELIVERED)),
  /** Accepted; every status arrives twice. */
  DUPLICATE_STATUSES("17015550124", Behaviour.accepts(StatusScript.DOUBLED)),
  /** Accepted; read arrives first, then delivered, then sent. */
  OUT_OF_ORDER_STATUSES("17015550125", Behaviour.accepts(StatusScript.REVERSED)),
  /** Accepted; no status ever arrives. */
  NO_STATUSES("17015550126", Behaviour.accepts(StatusScript.SILENT)),
  /**
   * Refused with 80007: the account has made too many calls. The header {@code
   * X-Business-Use-Case-Usage} says in how many minutes calls pass again.
   */
  ACCOUNT_LIMITED("17015550127", Behaviour.refuses(GraphErrors.ACCOUNT_LIMITED));

  private static final Map<String, MagicRecipient> BY_NUMBER =
      Stream.of(values())
          .collect(Collectors.toUnmodifiableMap(MagicRecipient::number, Function.identity()));

  private final String number;

  // A record of records and an unmodifiable list; the checker cannot see through the list.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Behaviour behaviour;

  MagicRecipient(String number, Behaviour behaviour) {
    this.number = number;
    this.behaviour = behaviour;
  }

  /** The number in international form, digits only. */
  public String number() {
    return number;
  }

  /**
   * The magic recipient that owns a number, if any.
   *
   * @param number with or without {@code +} and punctuation
   */
  public static Optional<MagicRecipient> of(String number) {
    return Optional.ofNullable(BY_NUMBER.get(WaIds.digits(number)));
  }

  Behaviour behaviour() {
    return behaviour;
  }
}
