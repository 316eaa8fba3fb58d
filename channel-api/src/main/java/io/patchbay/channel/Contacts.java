package io.patchbay.channel;

import java.util.List;

/**
 * One or more contact cards.
 *
 * <p>Immutable.
 *
 * @param contacts the cards, at least one
 */
public record Contacts(List<Contact> contacts) implements Content, InboundContent {
  /**
   * Copies the list and refuses an empty one.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public Contacts {
    contacts = List.copyOf(contacts);
    if (contacts.isEmpty()) {
      throw new IllegalArgumentException("Contacts without a contact");
    }
  }

  @Override
  public String toString() {
    return "Contacts[" + contacts.size() + "]";
  }
}
