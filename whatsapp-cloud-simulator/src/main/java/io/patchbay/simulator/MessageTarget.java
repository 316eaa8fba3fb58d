package io.patchbay.simulator;

import com.google.gson.JsonObject;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a message is for: a phone number, a group, or a business-scoped user id.
 *
 * @param input the address as written
 * @param to the {@code to} as written; null when there is none
 * @param waId the id of the number or group; null for a user id
 * @param userId null unless addressed by user id
 */
record MessageTarget(
    String input, @Nullable String to, @Nullable String waId, @Nullable String userId) {
  private static final Pattern USER_ID = Pattern.compile("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128}");

  static MessageTarget of(MessageBody body) {
    String kind = body.string("recipient_type");
    String to = body.string("to");
    String user = body.string("recipient");
    if (to == null && user == null) {
      throw new Refusal(GraphErrors.badParameter("The parameter to is required."));
    }
    if (to == null) {
      return user(user == null ? "" : user);
    }
    if ("group".equals(kind)) {
      return new MessageTarget(to, to, to, null);
    }
    if (kind != null && !kind.equals("individual")) {
      throw new Refusal(
          GraphErrors.badParameter(
              "Param recipient_type must be one of {INDIVIDUAL, GROUP} - got \"" + kind + "\"."));
    }
    if (!isPhoneNumber(to)) {
      throw new Refusal(GraphErrors.badValue("Parameter 'to' is not a phone number."));
    }
    return new MessageTarget(to, to, WaIds.of(WaIds.digits(to)), null);
  }

  static boolean isPhoneNumber(String text) {
    int digits = WaIds.digits(text).length();
    return digits >= 5 && digits <= 15;
  }

  private static MessageTarget user(String id) {
    if (!USER_ID.matcher(id).matches()) {
      throw new Refusal(
          GraphErrors.badValue("Parameter 'recipient' is not a business-scoped user id."));
    }
    return new MessageTarget(id, null, null, id);
  }

  /** The address without its spelling: digits, group id or user id. */
  String address() {
    if (to == null) {
      return input;
    }
    String digits = WaIds.digits(to);
    return digits.isEmpty() ? to : digits;
  }

  /** The element of {@code contacts} in the answer. */
  JsonObject contact() {
    JsonObject contact = new JsonObject();
    contact.addProperty("input", input);
    if (waId != null) {
      contact.addProperty("wa_id", waId);
    } else {
      contact.addProperty("user_id", userId);
    }
    return contact;
  }
}
