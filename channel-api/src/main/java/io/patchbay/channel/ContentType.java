package io.patchbay.channel;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The name of a kind of content: at once a provider's capability, the name in JSON and the tag of
 * the stored form.
 *
 * <p>Immutable.
 *
 * @param name a standard name such as {@code text}, or {@code provider-id:kind} for a provider's
 *     own
 * @param type the record that implements {@link Content}
 */
public record ContentType(String name, Class<? extends Record> type) {
  private static final Pattern NAME =
      Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*(:[a-z][a-z0-9]*(-[a-z0-9]+)*)?");

  /** {@link io.patchbay.channel.Text}. */
  public static final ContentType TEXT = new ContentType("text", Text.class);

  /** {@link io.patchbay.channel.Media}. */
  public static final ContentType MEDIA = new ContentType("media", Media.class);

  /** {@link io.patchbay.channel.Location}. */
  public static final ContentType LOCATION = new ContentType("location", Location.class);

  /** {@link io.patchbay.channel.Contacts}. */
  public static final ContentType CONTACTS = new ContentType("contacts", Contacts.class);

  /** {@link io.patchbay.channel.Reaction}. */
  public static final ContentType REACTION = new ContentType("reaction", Reaction.class);

  /** {@link io.patchbay.channel.Template}. */
  public static final ContentType TEMPLATE = new ContentType("template", Template.class);

  /** {@link io.patchbay.channel.ReplyButtons}. */
  public static final ContentType REPLY_BUTTONS =
      new ContentType("reply-buttons", ReplyButtons.class);

  /** {@link io.patchbay.channel.ListMenu}. */
  public static final ContentType LIST_MENU = new ContentType("list-menu", ListMenu.class);

  /** {@link io.patchbay.channel.LinkButton}. */
  public static final ContentType LINK_BUTTON = new ContentType("link-button", LinkButton.class);

  /** {@link io.patchbay.channel.LocationRequest}. */
  public static final ContentType LOCATION_REQUEST =
      new ContentType("location-request", LocationRequest.class);

  /**
   * Checks the name and that the type is a record that implements {@link Content}.
   *
   * @throws IllegalArgumentException when a check fails
   */
  public ContentType {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Content type name '"
              + name
              + "' is not usable: use kebab-case, with the provider's id and ':' in front for a"
              + " provider's own kind");
    }
    if (!type.isRecord() || !Content.class.isAssignableFrom(type)) {
      throw new IllegalArgumentException(
          "Content type '"
              + name
              + "': "
              + type.getName()
              + " is not a record that implements "
              + Content.class.getName());
    }
  }

  /** The kinds that every host knows, whether or not a provider carries them. */
  public static List<ContentType> standard() {
    return List.of(
        TEXT,
        MEDIA,
        LOCATION,
        CONTACTS,
        REACTION,
        TEMPLATE,
        REPLY_BUTTONS,
        LIST_MENU,
        LINK_BUTTON,
        LOCATION_REQUEST);
  }
}
