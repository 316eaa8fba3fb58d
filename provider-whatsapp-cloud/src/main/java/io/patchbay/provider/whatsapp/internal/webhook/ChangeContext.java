package io.patchbay.provider.whatsapp.internal.webhook;

import io.patchbay.provider.whatsapp.internal.graph.Node;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside the items of a change and holds for all of them: our number, and the contacts.
 * Looked up once, so that a change with many items takes time in proportion. Used by one thread.
 */
public final class ChangeContext {
  private final Node value;
  private final @Nullable String phoneNumberId;
  private @Nullable Map<String, Node> contacts;

  public ChangeContext(Node value) {
    this.value = value;
    this.phoneNumberId = PayloadReader.sender(value);
  }

  /** The number of ours that it concerns. */
  @Nullable String phoneNumberId() {
    return phoneNumberId;
  }

  /**
   * The contact that belongs to an item: the one that names it, else the only one of the only item.
   * One that names somebody else, by number or by user id, belongs to nobody here: both together
   * would make one person of two.
   */
  @Nullable Node contact(@Nullable String phone, @Nullable String userId) {
    Map<String, Node> known = contacts;
    if (known == null) {
      known = index();
      contacts = known;
    }
    Node contact = phone == null ? null : known.get(phone);
    if (contact == null && userId != null) {
      contact = known.get(userId);
    }
    if (contact == null && single("contacts") && single("messages")) {
      contact = Node.first(value, "contacts");
    }
    return differ(phone, Node.text(contact, "wa_id"))
            || differ(userId, Node.text(contact, "user_id"))
        ? null
        : contact;
  }

  private static boolean differ(@Nullable String one, @Nullable String other) {
    return one != null && other != null && !one.equals(other);
  }

  private Map<String, Node> index() {
    Map<String, Node> known = new HashMap<>();
    for (Node contact : Node.elements(value, "contacts")) {
      String phone = Node.text(contact, "wa_id");
      String userId = Node.text(contact, "user_id");
      if (phone != null) {
        known.putIfAbsent(phone, contact);
      }
      if (userId != null) {
        known.putIfAbsent(userId, contact);
      }
    }
    return known;
  }

  private boolean single(String name) {
    Iterator<Node> elements = Node.elements(value, name).iterator();
    if (!elements.hasNext()) {
      return false;
    }
    elements.next();
    return !elements.hasNext();
  }
}
