package io.patchbay.delivery.store;

import org.jspecify.annotations.Nullable;

/**
 * A message to a person, with everything that is held of it.
 *
 * <p>Immutable. Its text holds neither the content nor the recipient.
 *
 * @param record what happened to it
 * @param body its stored form; null when it was erased
 */
public record PersonMessage(MessageRecord record, @Nullable String body) {
  @Override
  public String toString() {
    return "PersonMessage[" + record.id() + " of " + record.workspace() + "]";
  }
}
