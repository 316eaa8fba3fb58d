package io.patchbay.testkit;

import io.patchbay.channel.Address;
import io.patchbay.channel.Contact;
import io.patchbay.channel.Contacts;
import io.patchbay.channel.Content;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.LinkButton;
import io.patchbay.channel.ListMenu;
import io.patchbay.channel.Location;
import io.patchbay.channel.LocationRequest;
import io.patchbay.channel.Media;
import io.patchbay.channel.MediaSource;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Reaction;
import io.patchbay.channel.ReplyButtons;
import io.patchbay.channel.SenderId;
import io.patchbay.channel.ShortCode;
import io.patchbay.channel.Template;
import io.patchbay.channel.Text;
import io.patchbay.channel.UserId;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** One example of every standard content and of every kind of address. Immutable. */
public final class Payloads {
  /** The text of {@link #contents}, to look for where it must not be. */
  public static final String WORDS = "Umbrella rain 4711";

  /** The digits of the phone number of {@link #addresses}. */
  public static final String NUMBER = "14155550132";

  /** What the clock of the connections says, for providers whose webhooks carry a signed time. */
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private Payloads() {}

  /** One of each standard kind; the first is a text. */
  public static List<Content> contents() {
    return List.of(
        Text.of(WORDS),
        Media.of(Media.Kind.IMAGE, MediaSource.link(URI.create("https://example.com/a.jpg"))),
        new Location(52.52, 13.4, "Office", "Street 1"),
        new Contacts(List.of(Contact.of("Ada Example", "+" + NUMBER))),
        new Reaction("message-1", "👍"),
        Template.of("order_shipped", "en_US", "Ada"),
        ReplyButtons.of(WORDS, new ReplyButtons.Button("yes", "Yes")),
        new ListMenu(
            WORDS,
            "Choose",
            List.of(new ListMenu.Section(null, List.of(new ListMenu.Row("a", "First", null)))),
            null,
            null),
        new LinkButton(WORDS, "Open", URI.create("https://example.com/"), null, null),
        new LocationRequest(WORDS));
  }

  /** One of each kind. */
  public static List<Address> addresses() {
    return List.of(
        new PhoneNumber(NUMBER),
        new UserId("US.13491208655302741918"),
        new GroupId("group-1"),
        new ShortCode("39041"),
        new SenderId("ACME"));
  }
}
