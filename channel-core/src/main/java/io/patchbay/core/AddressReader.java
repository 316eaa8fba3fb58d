package io.patchbay.core;

import io.patchbay.channel.Address;
import io.patchbay.channel.Category;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.Masking;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.PhoneText;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SenderId;
import io.patchbay.channel.ShortCode;
import io.patchbay.channel.UserId;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads recipients as people type them and as events show them: phone numbers by the rules of
 * {@link PhoneNumberReader}, short codes of up to six digits, WhatsApp's user ids, and every kind
 * of address with its name in front, such as {@code phone:5215512345678}, {@code user:US.1349…},
 * {@code group:…} and {@code short:39041}. What follows {@code phone:} is taken as it is, valid or
 * not.
 *
 * <p>Stateless and thread-safe.
 */
public final class AddressReader {
  private static final Map<String, Function<String, Address>> KINDS =
      Map.of(
          "phone", text -> new PhoneNumber(text.startsWith("+") ? text.substring(1) : text),
          "user", UserId::new,
          "group", GroupId::new,
          "short", ShortCode::new,
          "name", SenderId::new);

  /** Meta: two letters of the country, a full stop, and letters and digits. */
  private static final Pattern USER_ID = Pattern.compile("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128}");

  /** More digits are rather a number with its first digits left out; {@code short:} tells. */
  private static final int LONGEST_TYPED = 6;

  private AddressReader() {}

  /**
   * An address, or why there is none: exactly one of the two.
   *
   * @param address the address
   * @param error why the text is not one
   */
  public record Reading(@Nullable Address address, @Nullable SendError error) {}

  /**
   * Reads what somebody typed.
   *
   * @param typed the text
   * @param region whose national numbers may be meant; null for none
   */
  public static Reading read(PhoneText typed, @Nullable String region) {
    String text = PhoneNumberReader.unmarked(typed.text()).strip();
    // Nearly every recipient is a number, and none of the others begins like one.
    if (!text.isEmpty() && "+0123456789".indexOf(text.charAt(0)) >= 0) {
      return number(typed, region, LONGEST_TYPED);
    }
    int colon = text.indexOf(':');
    Function<String, Address> kind = colon < 0 ? null : KINDS.get(text.substring(0, colon));
    if (kind != null) {
      return exact(text.substring(0, colon), text.substring(colon + 1).strip(), kind);
    }
    if (USER_ID.matcher(text).matches()) {
      return new Reading(new UserId(text), null);
    }
    return number(typed, region, LONGEST_TYPED);
  }

  /**
   * Reads a number as a network reported it: a phone number, else a short code. Of seven or eight
   * digits only a region tells which of the two they are.
   */
  public static Reading reported(PhoneText number, @Nullable String region) {
    return number(number, region, region == null ? LONGEST_TYPED : Integer.MAX_VALUE);
  }

  private static Reading number(PhoneText typed, @Nullable String region, int longestShortCode) {
    String text = PhoneNumberReader.unmarked(typed.text()).strip();
    PhoneNumberReader.Reading number = PhoneNumberReader.read(typed, region);
    return number.error() != null && text.length() <= longestShortCode && ShortCode.isOne(text)
        ? new Reading(new ShortCode(text), null)
        : new Reading(number.number(), number.error());
  }

  private static Reading exact(String kind, String value, Function<String, Address> read) {
    try {
      return new Reading(read.apply(value), null);
    } catch (IllegalArgumentException e) {
      return new Reading(
          null,
          SendError.of(
                  Category.RECIPIENT_INVALID,
                  "The recipient " + kind + ":" + Masking.address(value) + " is not usable")
              .scope(Scope.RECIPIENT)
              .remedy(String.valueOf(e.getMessage()) + ".")
              .build());
    }
  }
}
