package io.patchbay.provider.whatsapp.internal.send;

import io.patchbay.channel.Address;
import io.patchbay.channel.Category;
import io.patchbay.channel.Content;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendError;
import io.patchbay.channel.UserId;
import io.patchbay.provider.whatsapp.content.WithIdentityCheck;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A content with what goes around it, and what is refused before any call.
 *
 * @param kind the content's kind
 * @param content the content itself
 * @param identityHash the identity that the recipient must still have
 */
public record OutboundContent(
    ContentWriter<?> kind, Content content, @Nullable String identityHash) {
  private static final Pattern USER_ID = Pattern.compile("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128}");
  private static final URI USER_IDS =
      URI.create(
          "https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids");
  private static final URI GROUPS =
      URI.create(
          "https://developers.facebook.com/documentation/business-messaging/whatsapp/groups/groups-messaging");

  /** The payload of a content; null when the provider carries no such kind. */
  public static @Nullable OutboundContent of(Content given) {
    WithIdentityCheck check = given instanceof WithIdentityCheck checked ? checked : null;
    Content content = check == null ? given : check.content();
    ContentWriter<?> kind = ContentWriters.kind(content.getClass());
    return kind == null
        ? null
        : new OutboundContent(kind, content, check == null ? null : check.hash());
  }

  /** Why it cannot go to this address; null when nothing speaks against it. */
  public @Nullable SendError refusal(Address to) {
    if (!(to instanceof PhoneNumber || to instanceof UserId || to instanceof GroupId)) {
      return SendError.of(
              Category.UNSUPPORTED,
              "WhatsApp reaches phone numbers, user ids and groups, not a "
                  + to.getClass().getSimpleName())
          .remedy("Send it through an SMS provider.")
          .build();
    }
    if (!(to instanceof GroupId) && kind.groups() == ContentWriter.Groups.ONLY) {
      return SendError.of(
              Category.UNSUPPORTED, "'" + kind.type().name() + "' goes to WhatsApp groups only")
          .remedy("Send it to the group, by its group id.")
          .documentation(GROUPS)
          .build();
    }
    if (to instanceof GroupId && kind.groups() == ContentWriter.Groups.NO) {
      return SendError.of(
              Category.UNSUPPORTED,
              "WhatsApp groups take texts, media, templates and pins, not '"
                  + kind.type().name()
                  + "'")
          .remedy("Send it to each person of the group, or send the group a text.")
          .documentation(GROUPS)
          .build();
    }
    if (to instanceof UserId && !USER_ID.matcher(to.value()).matches()) {
      return SendError.of(
              Category.RECIPIENT_INVALID,
              "A user id of WhatsApp is two capital letters, a dot and 1 to 128 letters or digits,"
                  + " with 'ENT.' before them for a parent's; this one of "
                  + to.value().length()
                  + " characters is not")
          .documentation(USER_IDS)
          .build();
    }
    if (to instanceof UserId && kind.toPhonesOnly(content)) {
      return phonesOnly();
    }
    SendError broken = kind.broken(content);
    return broken == null ? TemplateValues.refusal(content) : broken;
  }

  /** Why an authentication template does not go to a user id. */
  public static SendError phonesOnly() {
    return SendError.of(
            Category.RECIPIENT_INVALID,
            "An authentication template goes to phone numbers only, not to a user id (Meta's rule"
                + " 131062)")
        .remedy("Send it to the person's phone number; a contact request asks for it.")
        .documentation(USER_IDS)
        .build();
  }
}
