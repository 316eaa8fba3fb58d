package io.patchbay.provider.whatsapp.internal.send;

import com.google.gson.stream.JsonWriter;
import io.patchbay.channel.ContentType;
import io.patchbay.channel.LinkButton;
import io.patchbay.channel.ListMenu;
import io.patchbay.channel.LocationRequest;
import io.patchbay.channel.ReplyButtons;
import io.patchbay.provider.whatsapp.content.AddressRequest;
import io.patchbay.provider.whatsapp.content.CallPermissionRequest;
import io.patchbay.provider.whatsapp.content.ContactRequest;
import io.patchbay.provider.whatsapp.content.VoiceCall;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Messages with something to press, apart from those that sell. */
final class InteractiveContents {
  private static final long LONGEST_CALL_BUTTON = 43_200;

  static final List<ContentWriter<?>> KINDS =
      List.of(
          ContentWriter.of(
                  ContentType.REPLY_BUTTONS,
                  ReplyButtons.class,
                  "messages/interactive-reply-buttons-messages",
                  InteractiveContents::replyButtons,
                  InteractiveContents::checkReplyButtons)
              .withMedia(content -> InteractiveJson.media(content.header())),
          ContentWriter.of(
                  ContentType.LIST_MENU,
                  ListMenu.class,
                  "messages/interactive-list-messages",
                  InteractiveContents::listMenu,
                  InteractiveContents::checkListMenu)
              .withMedia(content -> InteractiveJson.media(content.header())),
          ContentWriter.of(
                  ContentType.LINK_BUTTON,
                  LinkButton.class,
                  "messages/interactive-cta-url-messages",
                  InteractiveContents::linkButton,
                  InteractiveContents::checkLinkButton)
              .withMedia(content -> InteractiveJson.media(content.header())),
          ContentWriter.of(
              ContentType.LOCATION_REQUEST,
              LocationRequest.class,
              "messages/location-request-messages",
              (json, request, media) ->
                  InteractiveJson.write(
                      json, "location_request_message", request.body(), named("send_location")),
              (request, rules) -> rules.length("Body", request.body(), InteractiveJson.BODY)),
          ContentWriter.own(
              "contact-request",
              ContactRequest.class,
              "business-scoped-user-ids",
              (json, request, media) ->
                  InteractiveJson.write(
                      json, "request_contact_info", request.body(), named("request_contact_info")),
              (request, rules) -> rules.length("Body", request.body(), InteractiveJson.BODY)),
          ContentWriter.own(
                  "address-request",
                  AddressRequest.class,
                  "messages/address-messages",
                  InteractiveContents::addressRequest,
                  (request, rules) -> InteractiveJson.check(request.frame(), rules))
              .withMedia(content -> InteractiveJson.media(content.frame().header())),
          ContentWriter.own(
              "call-permission-request",
              CallPermissionRequest.class,
              "calling/user-call-permissions",
              (json, request, media) ->
                  InteractiveJson.write(
                      json,
                      "call_permission_request",
                      request.body(),
                      named("call_permission_request")),
              (request, rules) -> rules.length("Body", request.body(), InteractiveJson.BODY)),
          ContentWriter.own(
              "voice-call",
              VoiceCall.class,
              "calling/call-button-messages-deep-links",
              InteractiveContents::voiceCall,
              InteractiveContents::checkVoiceCall));

  private InteractiveContents() {}

  private static InteractiveJson.Action named(String name) {
    return json -> json.name("name").value(name);
  }

  private static void replyButtons(JsonWriter json, ReplyButtons content, MediaJson media)
      throws IOException {
    InteractiveJson.write(
        json,
        "button",
        content.header(),
        content.body(),
        content.footer(),
        media,
        action -> {
          action.name("buttons").beginArray();
          for (ReplyButtons.Button button : content.buttons()) {
            InteractiveJson.button(action, "reply", button);
          }
          action.endArray();
        });
  }

  private static void checkReplyButtons(ReplyButtons content, Violations rules) {
    InteractiveJson.check(
        content.header(), content.body(), InteractiveJson.BODY, content.footer(), rules);
    rules.count("reply buttons", content.buttons().size(), 1, 3);
    checkButtons(content.buttons(), rules);
  }

  /** Ids and titles of buttons that stand together. */
  static void checkButtons(List<ReplyButtons.Button> buttons, Violations rules) {
    Set<String> ids = new HashSet<>();
    Set<String> titles = new HashSet<>();
    for (int i = 0; i < buttons.size(); i++) {
      ReplyButtons.Button button = buttons.get(i);
      rules.length("Id of button", i, button.id(), InteractiveJson.BUTTON_ID);
      rules.length("Title of button", i, button.title(), InteractiveJson.LABEL);
      rules.that(
          button.id().equals(button.id().strip()), "Ids of buttons have no spaces at their ends");
      rules.that(ids.add(button.id()), "Two buttons have the same id");
      rules.that(titles.add(button.title()), "Two buttons have the same title");
    }
  }

  private static void listMenu(JsonWriter json, ListMenu menu, MediaJson media) throws IOException {
    InteractiveJson.write(
        json,
        "list",
        menu.header(),
        menu.body(),
        menu.footer(),
        media,
        action -> {
          action.name("button").value(menu.label());
          action.name("sections").beginArray();
          for (ListMenu.Section section : menu.sections()) {
            action.beginObject().name("title").value(section.title());
            action.name("rows").beginArray();
            for (ListMenu.Row row : section.rows()) {
              action.beginObject();
              action.name("id").value(row.id());
              action.name("title").value(row.title());
              action.name("description").value(row.description());
              action.endObject();
            }
            action.endArray().endObject();
          }
          action.endArray();
        });
  }

  private static void checkListMenu(ListMenu menu, Violations rules) {
    InteractiveJson.check(menu.header(), menu.body(), 4096, menu.footer(), rules);
    rules.that(
        menu.header() == null || menu.header().media() == null,
        "The header of a list menu is a line of text, not media");
    rules.length("Label", menu.label(), InteractiveJson.LABEL);
    rules.count("sections", menu.sections().size(), 1, 10);
    Set<String> ids = new HashSet<>();
    int rows = 0;
    for (int i = 0; i < menu.sections().size(); i++) {
      ListMenu.Section section = menu.sections().get(i);
      checkSectionTitle(section.title(), i, menu.sections().size(), rules);
      for (ListMenu.Row row : section.rows()) {
        rules.length("Id of row", rows, row.id(), 200);
        rules.length("Title of row", rows, row.title(), 24);
        rules.length("Description of row", rows, row.description(), 72);
        rules.that(ids.add(row.id()), "Two rows have the same id");
        rows++;
      }
    }
    rules.count("rows in all sections", rows, 1, 10);
  }

  /** A section's heading, without which only a single section may stand. */
  static void checkSectionTitle(@Nullable String title, int index, int sections, Violations rules) {
    rules.length("Title of section", index, title, 24);
    if (title == null && sections > 1) {
      rules.broken("Section " + (index + 1) + " of " + sections + " has no title");
    }
  }

  private static void linkButton(JsonWriter json, LinkButton content, MediaJson media)
      throws IOException {
    InteractiveJson.write(
        json,
        "cta_url",
        content.header(),
        content.body(),
        content.footer(),
        media,
        action -> link(action, content.label(), content.url().toString()));
  }

  /** The action that opens a link. */
  static void link(JsonWriter json, String label, String url) throws IOException {
    json.name("name").value("cta_url").name("parameters").beginObject();
    json.name("display_text").value(label).name("url").value(url);
    json.endObject();
  }

  private static void checkLinkButton(LinkButton content, Violations rules) {
    InteractiveJson.check(
        content.header(), content.body(), InteractiveJson.BODY, content.footer(), rules);
    rules.length("Label", content.label(), InteractiveJson.LABEL);
  }

  private static void addressRequest(JsonWriter json, AddressRequest request, MediaJson media)
      throws IOException {
    InteractiveJson.write(
        json,
        "address_message",
        request.frame(),
        media,
        action -> {
          action.name("name").value("address_message").name("parameters").beginObject();
          action.name("country").value(request.country());
          fields(action, "values", request.values());
          if (!request.savedAddresses().isEmpty()) {
            action.name("saved_addresses").beginArray();
            for (AddressRequest.SavedAddress saved : request.savedAddresses()) {
              action.beginObject().name("id").value(saved.id());
              fields(action, "value", saved.value());
              action.endObject();
            }
            action.endArray();
          }
          fields(action, "validation_errors", request.errors());
          action.endObject();
        });
  }

  private static void fields(JsonWriter json, String name, Map<String, String> values)
      throws IOException {
    if (!values.isEmpty()) {
      json.name(name).beginObject();
      for (Map.Entry<String, String> value : values.entrySet()) {
        json.name(value.getKey()).value(value.getValue());
      }
      json.endObject();
    }
  }

  private static void voiceCall(JsonWriter json, VoiceCall call, MediaJson media)
      throws IOException {
    Duration life = call.timeToLive();
    InteractiveJson.write(
        json,
        "voice_call",
        call.body(),
        action -> {
          action.name("name").value("voice_call");
          if (call.label() != null || life != null || call.payload() != null) {
            action.name("parameters").beginObject();
            action.name("display_text").value(call.label());
            action.name("ttl_minutes").value(life == null ? null : life.toMinutes());
            action.name("payload").value(call.payload());
            action.endObject();
          }
        });
  }

  private static void checkVoiceCall(VoiceCall call, Violations rules) {
    rules.length("Body", call.body(), InteractiveJson.BODY);
    rules.length("Label", call.label(), InteractiveJson.LABEL);
    checkCallButton(call.timeToLive(), call.payload(), rules);
  }

  /** What call buttons have in messages and in templates. */
  static void checkCallButton(
      @Nullable Duration timeToLive, @Nullable String payload, Violations rules) {
    rules.length("Payload of a call button", payload, 512);
    if (timeToLive != null
        && (timeToLive.toMinutes() < 1 || timeToLive.toMinutes() > LONGEST_CALL_BUTTON)) {
      rules.broken(
          "A call button lives "
              + timeToLive.toMinutes()
              + " minutes; WhatsApp allows 1 to "
              + LONGEST_CALL_BUTTON);
    }
  }
}
