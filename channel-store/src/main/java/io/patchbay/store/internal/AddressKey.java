package io.patchbay.store.internal;

import io.patchbay.channel.Address;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SenderId;
import io.patchbay.channel.ShortCode;
import io.patchbay.channel.UserId;
import io.patchbay.content.Storable;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The form in which addresses are stored and compared: a letter for the kind and the value. The
 * former and the current spelling of one person's number ({@link FormerNumbers}) have one key, so
 * that a first message to the other spelling cannot pass an opt-out. {@link #lookups} adds the keys
 * that older versions gave former spellings.
 *
 * <p>An id that no index takes has the form that {@link Storable#key} gives it.
 *
 * <p>Stateless and thread-safe.
 */
public final class AddressKey {
  private AddressKey() {}

  /** The key of an address. */
  public static String of(Address address) {
    if (address instanceof PhoneNumber number) {
      return "p:" + FormerNumbers.current(number.digits());
    }
    return Storable.key(kind(address) + ":" + address.value());
  }

  private static char kind(Address address) {
    if (address instanceof GroupId) {
      return 'g';
    }
    if (address instanceof ShortCode) {
      return 's';
    }
    return address instanceof SenderId ? 'n' : 'u';
  }

  /** The keys of addresses, each once. */
  public static Set<String> of(Collection<? extends Address> addresses) {
    Set<String> keys = new LinkedHashSet<>();
    addresses.forEach(address -> keys.add(of(address)));
    return keys;
  }

  /** The keys under which addresses may be stored: what {@link #of} gives, and earlier ones. */
  public static Set<String> lookups(Collection<? extends Address> addresses) {
    Set<String> keys = new LinkedHashSet<>();
    for (Address address : addresses) {
      String key = of(address);
      keys.add(key);
      keys.addAll(earlier(key));
    }
    return keys;
  }

  /** The keys that older versions gave the address that has this key today. */
  public static List<String> earlier(String key) {
    return key.startsWith("p:")
        ? FormerNumbers.stored(key.substring(2)).stream().map(digits -> "p:" + digits).toList()
        : List.of();
  }

  /** The address that a key stands for, in the one spelling. */
  public static Address address(String key) {
    String value = key.substring(2);
    return switch (key.charAt(0)) {
      case 'p' -> new PhoneNumber(FormerNumbers.current(value));
      case 'g' -> new GroupId(value);
      case 'u' -> new UserId(value);
      case 's' -> new ShortCode(value);
      case 'n' -> new SenderId(value);
      default -> throw new IllegalArgumentException("A key of the kind " + key.charAt(0));
    };
  }

  /** The same address in the one spelling. */
  public static Address plain(Address address) {
    if (!(address instanceof PhoneNumber number)) {
      return address;
    }
    String digits = FormerNumbers.current(number.digits());
    return digits.equals(number.digits()) ? address : new PhoneNumber(digits);
  }
}
