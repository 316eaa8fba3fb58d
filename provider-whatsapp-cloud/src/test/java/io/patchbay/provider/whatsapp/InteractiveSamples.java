package io.patchbay.provider.whatsapp;

import io.patchbay.channel.LinkButton;
import io.patchbay.channel.ListMenu;
import io.patchbay.channel.LocationRequest;
import io.patchbay.channel.Media;
import io.patchbay.channel.MessageHeader;
import io.patchbay.channel.ReplyButtons;
import io.patchbay.provider.whatsapp.content.AddressRequest;
import io.patchbay.provider.whatsapp.content.CallPermissionRequest;
import io.patchbay.provider.whatsapp.content.ContactRequest;
import io.patchbay.provider.whatsapp.content.Flow;
import io.patchbay.provider.whatsapp.content.Frame;
import io.patchbay.provider.whatsapp.content.VoiceCall;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Messages with something to press, apart from those that sell. */
final class InteractiveSamples {
  private static final MessageHeader LINE = MessageHeader.of("Head");
  static final MessageHeader IMAGE =
      MessageHeader.of(Media.of(Media.Kind.IMAGE, BasicSamples.UPLOADED));
  private static final MessageHeader VIDEO =
      MessageHeader.of(Media.of(Media.Kind.VIDEO, BasicSamples.LINKED));
  private static final MessageHeader DOCUMENT =
      MessageHeader.of(Media.of(Media.Kind.DOCUMENT, BasicSamples.LINKED).withFileName("plan.pdf"));
  private static final Frame FRAME = Frame.of("Body").withHeader(LINE).withFooter("Foot");

  static final List<Sample> ALL =
      List.of(
          new Sample(
              "reply buttons",
              ReplyButtons.of(
                  "Shall we come?",
                  new ReplyButtons.Button("yes", "Yes"),
                  new ReplyButtons.Button("no", "No")),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "button",
                 "body": {"text": "Shall we come?"},
                 "action": {"buttons": [
                   {"type": "reply", "reply": {"id": "yes", "title": "Yes"}},
                   {"type": "reply", "reply": {"id": "no", "title": "No"}}]}}}
              """),
          new Sample(
              "reply button below a document, above a footer",
              new ReplyButtons(
                  "Body", List.of(new ReplyButtons.Button("1", "One")), DOCUMENT, "Foot"),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "button",
                 "header": {"type": "document",
                            "document": {"link": "https://example.org/file",
                                         "filename": "plan.pdf"}},
                 "body": {"text": "Body"},
                 "footer": {"text": "Foot"},
                 "action": {"buttons": [
                   {"type": "reply", "reply": {"id": "1", "title": "One"}}]}}}
              """),
          new Sample(
              "list menu",
              new ListMenu(
                  "Body",
                  "Choose",
                  List.of(
                      new ListMenu.Section(
                          "Fast", List.of(new ListMenu.Row("1", "Express", "Tomorrow"))),
                      new ListMenu.Section(
                          "Slow", List.of(new ListMenu.Row("2", "Standard", null)))),
                  LINE,
                  "Foot"),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "list",
                 "header": {"type": "text", "text": "Head"},
                 "body": {"text": "Body"},
                 "footer": {"text": "Foot"},
                 "action": {
                   "button": "Choose",
                   "sections": [
                     {"title": "Fast",
                      "rows": [{"id": "1", "title": "Express", "description": "Tomorrow"}]},
                     {"title": "Slow", "rows": [{"id": "2", "title": "Standard"}]}]}}}
              """),
          new Sample(
              "list menu with one section without title",
              new ListMenu(
                  "Body",
                  "Choose",
                  List.of(new ListMenu.Section(null, List.of(new ListMenu.Row("1", "One", null)))),
                  null,
                  null),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "list",
                 "body": {"text": "Body"},
                 "action": {"button": "Choose",
                            "sections": [{"rows": [{"id": "1", "title": "One"}]}]}}}
              """),
          new Sample(
              "link button below an image",
              new LinkButton(
                  "Body", "Open", URI.create("https://example.org/?a=b&c=d"), IMAGE, "Foot"),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "cta_url",
                 "header": {"type": "image", "image": {"id": "1013859600285441"}},
                 "body": {"text": "Body"},
                 "footer": {"text": "Foot"},
                 "action": {"name": "cta_url",
                            "parameters": {"display_text": "Open",
                                           "url": "https://example.org/?a=b&c=d"}}}}
              """),
          new Sample(
              "link button below a video",
              new LinkButton("Body", "Open", URI.create("https://example.org"), VIDEO, null),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "cta_url",
                 "header": {"type": "video", "video": {"link": "https://example.org/file"}},
                 "body": {"text": "Body"},
                 "action": {"name": "cta_url",
                            "parameters": {"display_text": "Open",
                                           "url": "https://example.org"}}}}
              """),
          new Sample(
              "location request",
              new LocationRequest("Where are you?"),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "location_request_message",
                 "body": {"text": "Where are you?"},
                 "action": {"name": "send_location"}}}
              """),
          new Sample(
              "published flow by id",
              Flow.byId(FRAME, "Sign up", "1034567890").withToken("token-17"),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "flow",
                 "header": {"type": "text", "text": "Head"},
                 "body": {"text": "Body"},
                 "footer": {"text": "Foot"},
                 "action": {"name": "flow",
                            "parameters": {"flow_message_version": "3", "flow_id": "1034567890",
                                           "flow_cta": "Sign up", "flow_token": "token-17"}}}}
              """),
          new Sample(
              "draft of a flow by name, from a screen with data",
              Flow.byName(Frame.of("Body"), "Sign up", "appointments")
                  .asDraft()
                  .startingAt(
                      Flow.Start.screen("DAY", "{\"days\": [1, 2.50, null, true], \"who\": {}}")),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "flow",
                 "body": {"text": "Body"},
                 "action": {"name": "flow",
                            "parameters": {
                              "flow_message_version": "3", "flow_name": "appointments",
                              "flow_cta": "Sign up", "mode": "draft", "flow_action": "navigate",
                              "flow_action_payload": {
                                "screen": "DAY",
                                "data": {"days": [1, 2.50, null, true], "who": {}}}}}}}
              """),
          new Sample(
              "flow that asks the server",
              Flow.byId(Frame.of("Body"), "Sign up", "1034567890").startingAt(Flow.Start.server()),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "flow",
                 "body": {"text": "Body"},
                 "action": {"name": "flow",
                            "parameters": {"flow_message_version": "3", "flow_id": "1034567890",
                                           "flow_cta": "Sign up",
                                           "flow_action": "data_exchange"}}}}
              """),
          new Sample(
              "contact request",
              new ContactRequest("May we have your number?"),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "request_contact_info",
                 "body": {"text": "May we have your number?"},
                 "action": {"name": "request_contact_info"}}}
              """),
          new Sample(
              "address request",
              new AddressRequest(
                  Frame.of("Where to?"),
                  "IN",
                  Map.of("city", "Pune"),
                  List.of(
                      new AddressRequest.SavedAddress("home", Map.of("address", "12 Main Road"))),
                  Map.of("in_pin_code", "Not a pin code")),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "address_message",
                 "body": {"text": "Where to?"},
                 "action": {"name": "address_message",
                            "parameters": {
                              "country": "IN",
                              "values": {"city": "Pune"},
                              "saved_addresses": [
                                {"id": "home", "value": {"address": "12 Main Road"}}],
                              "validation_errors": {"in_pin_code": "Not a pin code"}}}}}
              """),
          new Sample(
              "call permission request",
              new CallPermissionRequest("May we call?"),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "call_permission_request",
                 "body": {"text": "May we call?"},
                 "action": {"name": "call_permission_request"}}}
              """),
          new Sample(
              "call permission request without a text",
              new CallPermissionRequest(null),
              """
              {"type": "interactive",
               "interactive": {"type": "call_permission_request",
                               "action": {"name": "call_permission_request"}}}
              """),
          new Sample(
              "voice call with its parameters",
              new VoiceCall("Call us", "Call now", Duration.ofMinutes(100), "campaign-17"),
              """
              {"type": "interactive",
               "interactive": {
                 "type": "voice_call",
                 "body": {"text": "Call us"},
                 "action": {"name": "voice_call",
                            "parameters": {"display_text": "Call now", "ttl_minutes": 100,
                                           "payload": "campaign-17"}}}}
              """),
          new Sample(
              "voice call",
              VoiceCall.of("Call us"),
              """
              {"type": "interactive",
               "interactive": {"type": "voice_call", "body": {"text": "Call us"},
                               "action": {"name": "voice_call"}}}
              """));

  private InteractiveSamples() {}
}
