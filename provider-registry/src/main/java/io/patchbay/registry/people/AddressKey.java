package io.patchbay.registry.people;

import io.patchbay.channel.Address;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.UserId;
import io.patchbay.registry.storage.Storable;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The form in which addresses are stored and compared: a letter for the kind and the value. Mobile
 * numbers that Brazil, Mexico and Argentina write with and without a prefix become one, so that a
 * first message to the other spelling cannot pass an opt-out.
 *
 * <ul>
 *   <li>Brazil: {@code 55}, an area of two digits and eight digits from 6 on are an old mobile
 *       number; a 9 is put before the eight.
 *   <li>Mexico: the 1 after {@code 52} that mobile numbers had until 2019 is dropped.
 *   <li>Argentina: the 9 after {@code 54} that mobile numbers have from abroad is dropped.
 * </ul>
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
      return "p:" + oneSpelling(number.digits());
    }
    return Storable.key((address instanceof GroupId ? "g:" : "u:") + address.value());
  }

  /** The keys of addresses, each once. */
  public static Set<String> of(Collection<? extends Address> addresses) {
    Set<String> keys = new LinkedHashSet<>();
    addresses.forEach(address -> keys.add(of(address)));
    return keys;
  }

  /** The address that a key stands for, in the one spelling. */
  public static Address address(String key) {
    String value = key.substring(2);
    return switch (key.charAt(0)) {
      case 'p' -> new PhoneNumber(value);
      case 'g' -> new GroupId(value);
      case 'u' -> new UserId(value);
      default -> throw new IllegalArgumentException("A key of the kind " + key.charAt(0));
    };
  }

  /** The same address in the one spelling. */
  public static Address plain(Address address) {
    if (!(address instanceof PhoneNumber number)) {
      return address;
    }
    String digits = oneSpelling(number.digits());
    return digits.equals(number.digits()) ? address : new PhoneNumber(digits);
  }

  private static String oneSpelling(String digits) {
    if (digits.length() == 12 && digits.startsWith("55") && digits.charAt(4) >= '6') {
      return digits.substring(0, 4) + '9' + digits.substring(4);
    }
    boolean mexico = digits.length() == 13 && digits.startsWith("521");
    boolean argentina = digits.length() == 13 && digits.startsWith("549");
    return mexico || argentina ? digits.substring(0, 2) + digits.substring(3) : digits;
  }
}
