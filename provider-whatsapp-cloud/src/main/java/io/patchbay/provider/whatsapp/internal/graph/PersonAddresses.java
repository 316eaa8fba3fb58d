package io.patchbay.provider.whatsapp.internal.graph;

import io.patchbay.channel.Address;
import io.patchbay.channel.UserId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts together the addresses by which a webhook names a person: phone number and business-scoped
 * user id, either of which may be missing, in the item itself and in {@code contacts}.
 */
public final class PersonAddresses {
  private PersonAddresses() {}

  /** A phone number serves best for an answer; not everybody shows one. */
  public static List<Address> addresses(
      @Nullable String phone, @Nullable String userId, @Nullable Node contact) {
    Set<Address> addresses = new LinkedHashSet<>();
    add(addresses, Addresses.phone(phone));
    add(addresses, Addresses.phone(Node.text(contact, "wa_id")));
    add(addresses, userId(userId));
    add(addresses, userId(Node.text(contact, "user_id")));
    return List.copyOf(addresses);
  }

  static @Nullable UserId userId(@Nullable String text) {
    return text == null ? null : new UserId(text);
  }

  private static void add(Set<Address> addresses, @Nullable Address address) {
    if (address != null) {
      addresses.add(address);
    }
  }
}
