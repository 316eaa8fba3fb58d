package io.patchbay.provider.whatsapp;

import io.patchbay.channel.PhoneNumber;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads addresses as Meta writes them. */
final class Addresses {
  private static final Pattern PHONE = Pattern.compile("\\+?[1-9][0-9]{4,14}");

  private Addresses() {}

  /** A phone number with or without {@code +}; null for anything else. */
  static @Nullable PhoneNumber phone(@Nullable String text) {
    if (text == null || !PHONE.matcher(text).matches()) {
      return null;
    }
    return new PhoneNumber(text.startsWith("+") ? text.substring(1) : text);
  }
}
