package io.patchbay.testkit;

import io.patchbay.channel.Address;
import java.util.List;
import java.util.Optional;

/**
 * How the service of a provider answers over HTTP when it is asked to send.
 *
 * <p>Immutable.
 *
 * @param success a message was taken
 * @param messageId the id of the message in {@code success}
 * @param withoutId the same answer without the id
 * @param refusals documented refusals, one at least
 * @param unknownCode a refusal in the documented shape with a code that is in no documentation
 * @param throttled too fast: refused for now
 * @param rewritten a success that names the recipient in another spelling, for services that do
 */
public record Service(
    Answer success,
    String messageId,
    Answer withoutId,
    List<Refusal> refusals,
    Refusal unknownCode,
    Answer throttled,
    Optional<Rewritten> rewritten) {
  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException when no refusal is given
   */
  public Service {
    refusals = List.copyOf(refusals);
    if (refusals.isEmpty()) {
      throw new IllegalArgumentException("A service documents one refusal at least");
    }
  }

  /** A service that leaves the recipient's address as it is. */
  public static Service of(
      Answer success,
      String messageId,
      Answer withoutId,
      List<Refusal> refusals,
      Refusal unknownCode,
      Answer throttled) {
    return new Service(
        success, messageId, withoutId, refusals, unknownCode, throttled, Optional.empty());
  }

  /**
   * The same service, which also rewrites addresses.
   *
   * @param resolved the addresses in the answer, as {@code Accepted} gives them
   */
  public Service rewriting(Answer answer, Address... resolved) {
    return new Service(
        success,
        messageId,
        withoutId,
        refusals,
        unknownCode,
        throttled,
        Optional.of(new Rewritten(answer, List.of(resolved))));
  }

  /**
   * A success that names the recipient in another spelling.
   *
   * @param answer what the service answers
   * @param resolved the addresses in it
   */
  public record Rewritten(Answer answer, List<Address> resolved) {
    /** Copies the list. */
    public Rewritten {
      resolved = List.copyOf(resolved);
    }
  }
}
