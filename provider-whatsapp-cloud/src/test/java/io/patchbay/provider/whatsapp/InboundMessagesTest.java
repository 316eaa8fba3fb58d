package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.Deliveries.body;
import static io.patchbay.provider.whatsapp.Deliveries.change;
import static io.patchbay.provider.whatsapp.Deliveries.events;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.AddressChange;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.Choice;
import io.patchbay.channel.Contact;
import io.patchbay.channel.Contacts;
import io.patchbay.channel.InboundContent;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.Location;
import io.patchbay.channel.Media;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Reaction;
import io.patchbay.channel.ReceivedMedia;
import io.patchbay.channel.Text;
import io.patchbay.channel.Unrecognized;
import io.patchbay.channel.UserId;
import io.patchbay.provider.whatsapp.inbound.CallPermission;
import io.patchbay.provider.whatsapp.inbound.Edited;
import io.patchbay.provider.whatsapp.inbound.FlowReply;
import io.patchbay.provider.whatsapp.inbound.IdentityChange;
import io.patchbay.provider.whatsapp.inbound.Order;
import io.patchbay.provider.whatsapp.inbound.Referral;
import io.patchbay.provider.whatsapp.inbound.Revoked;
import io.patchbay.provider.whatsapp.inbound.UnsupportedMessage;
import io.patchbay.provider.whatsapp.inbound.Welcome;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write becomes an event of its kind. The payloads have the shape of recorded ones. */
@Tag("locale")
class InboundMessagesTest {
  private static final Instant AT = Instant.parse("2026-11-20T12:00:00Z");
  private static final String ANNA =
      "[{\"profile\":{\"name\":\"Anna\"},\"wa_id\":\"14155551234\",\"user_id\":\"US.1a2b\"}]";

  /** A webhook with these messages. */
  static String messages(String contacts, String... messages) {
    return body(
        change(
            "messages",
            "{\"messaging_product\":\"whatsapp\",\"metadata\":{\"display_phone_number\":"
                + "\"15550783881\",\"phone_number_id\":\"109876543210123\"},\"contacts\":"
                + contacts
                + ",\"messages\":["
                + String.join(",", messages)
                + "]}"));
  }

  /** A message from Anna. */
  static String message(String kind, String rest) {
    return "{\"from\":\"14155551234\",\"id\":\"wamid.in\",\"timestamp\":\"1795176000\",\"type\":\""
        + kind
        + "\""
        + (rest.isEmpty() ? "" : ",")
        + rest.replace('\'', '"')
        + "}";
  }

  private static InboundMessage only(String message) {
    List<ChannelEvent> events = events(messages(ANNA, message));
    assertThat(events).singleElement().isInstanceOf(InboundMessage.class);
    InboundMessage read = (InboundMessage) events.get(0);
    assertThat(read.raw()).isEqualTo(message);
    assertThat(read.providerMessageId()).isEqualTo("wamid.in");
    assertThat(read.from())
        .isEqualTo(List.of(new PhoneNumber("14155551234"), new UserId("US.1a2b")));
    return read;
  }

  private static @Nullable InboundContent content(String kind, String rest) {
    return only(message(kind, rest)).content();
  }

  private static InboundContent known(String kind, String rest) {
    return Objects.requireNonNull(content(kind, rest), kind);
  }

  @Nested
  class Written {
    @Test
    void withoutAReceiverIsForTheInstanceThatReadsIt() {
      String message = message("text", "'text':{'body':'STOP'}");

      assertThat(events(body(change("messages", "{\"messages\":[" + message + "]}"))))
          .singleElement()
          .isInstanceOfSatisfying(
              InboundMessage.class,
              read -> {
                assertThat(read.to()).isEqualTo(Connections.NUMBER_ID);
                assertThat(read.text()).isEqualTo("STOP");
              });
    }

    @Test
    void textIsKeptWhole() {
      String message =
          message(
              "text",
              "'text':{'body':' Yes, please. '},'context':{'from':'15550783881','id':'wamid.out'}");

      assertThat(only(message))
          .isEqualTo(
              new InboundMessage(
                  "wamid.in",
                  AT,
                  message,
                  "wamid.in",
                  List.of(new PhoneNumber("14155551234"), new UserId("US.1a2b")),
                  "109876543210123",
                  "text",
                  " Yes, please. ",
                  "wamid.out",
                  Text.of(" Yes, please. "),
                  Map.of("profile.name", "Anna", "context.from", "15550783881")));
    }

    @ParameterizedTest
    @CsvSource({
      "image, IMAGE",
      "video, VIDEO",
      "document, DOCUMENT",
      "sticker, STICKER",
      "audio, AUDIO",
      "voice, VOICE"
    })
    void mediaHasIdTypeAndHash(String kind, Media.Kind expected) {
      assertThat(
              content(
                  kind,
                  "'" + kind + "':{'mime_type':'a/b; c=d','sha256':'SfInY0gG','id':'1003383421'}"))
          .isEqualTo(new ReceivedMedia(expected, "1003383421", "a/b; c=d", "SfInY0gG", null, null));
    }

    @Test
    void voiceNoteIsNoFile() {
      InboundMessage voice =
          only(message("audio", "'audio':{'mime_type':'audio/ogg','id':'1','voice':true}"));

      assertThat(voice.content())
          .isEqualTo(new ReceivedMedia(Media.Kind.VOICE, "1", "audio/ogg", null, null, null));
      assertThat(voice.details()).containsEntry("audio.voice", "true");
    }

    @Test
    void captionIsTheText() {
      InboundMessage document =
          only(
              message(
                  "document",
                  "'document':{'id':'1','caption':'STOP','filename':'contract.pdf',"
                      + "'mime_type':'application/pdf','url':'https://lookaside.example/1'}"));

      assertThat(document.text()).isEqualTo("STOP");
      assertThat(document.content())
          .isEqualTo(
              new ReceivedMedia(
                  Media.Kind.DOCUMENT, "1", "application/pdf", null, "STOP", "contract.pdf"));
      assertThat(document.details()).containsEntry("document.url", "https://lookaside.example/1");
    }

    @Test
    void location() {
      assertThat(
              content(
                  "location",
                  "'location':{'address':'101 Forest Ave','latitude':37.44221496582,"
                      + "'longitude':-122.16165924072,'name':'Philz','url':'https://x.example/'}"))
          .isEqualTo(new Location(37.44221496582, -122.16165924072, "Philz", "101 Forest Ave"));
    }

    @Test
    void contacts() {
      assertThat(
              content(
                  "contacts",
                  "'contacts':[{'name':{'first_name':'Lucía','formatted_name':'Lucía Gómez'},"
                      + "'org':{'company':'Acme'},'birthday':'1990-02-28','phones':[{'phone':"
                      + "'+1 (983) 555-2319','wa_id':'19835552319','type':'MOBILE'}],'emails':["
                      + "{'email':'l@x.example'}],'urls':[{}],'addresses':[{'city':'Ulm'}]},"
                      + "{'phones':[{'phone':'123'}],'birthday':'soon'}]"))
          .isEqualTo(
              new Contacts(
                  List.of(
                      new Contact(
                          new Contact.Name("Lucía Gómez", "Lucía", null, null, null, null),
                          List.of(new Contact.Phone("+1 (983) 555-2319", "MOBILE", "19835552319")),
                          List.of(new Contact.Labelled("l@x.example", null)),
                          List.of(
                              new Contact.PostalAddress(null, "Ulm", null, null, null, null, null)),
                          List.of(),
                          new Contact.Organization("Acme", null, null),
                          LocalDate.of(1990, 2, 28)),
                      Contact.of("123", "123"))));
    }

    @Test
    void reactionAndItsRemoval() {
      assertThat(content("reaction", "'reaction':{'message_id':'wamid.out','emoji':'👍'}"))
          .isEqualTo(new Reaction("wamid.out", "👍"));
      assertThat(content("reaction", "'reaction':{'message_id':'wamid.out'}"))
          .isEqualTo(Reaction.removal("wamid.out"));
      assertThat(content("reaction", "'reaction':{'message_id':'wamid.out','emoji':''}"))
          .isEqualTo(Reaction.removal("wamid.out"));
    }

    @Test
    void order() {
      InboundMessage order =
          only(
              message(
                  "order",
                  "'order':{'catalog_id':'19','text':'soon','product_items':[{"
                      + "'product_retailer_id':'di9','quantity':2,'item_price':30.50,"
                      + "'currency':'USD'},{},7]}"));

      assertThat(order.text()).isEqualTo("soon");
      assertThat(order.content())
          .isEqualTo(new Order("19", "soon", List.of(new Order.Item("di9", "2", "30.50", "USD"))));
    }
  }

  @Nested
  class Answers {
    @Test
    void buttonOfATemplate() {
      InboundMessage pressed =
          only(
              message(
                  "button",
                  "'button':{'payload':'opt-out','text':'Unsubscribe'},'context':{'id':'wamid.o'}"));

      assertThat(pressed.content()).isEqualTo(new Choice("opt-out", "Unsubscribe", null));
      assertThat(pressed.text()).isEqualTo("Unsubscribe");
      assertThat(pressed.inReplyTo()).isEqualTo("wamid.o");
    }

    @Test
    void buttonAndRowOfAnInteractiveMessage() {
      assertThat(
              content(
                  "interactive",
                  "'interactive':{'type':'button_reply','button_reply':{'id':'c','title':'Cancel'}}"))
          .isEqualTo(new Choice("c", "Cancel", null));
      assertThat(
              content(
                  "interactive",
                  "'interactive':{'type':'list_reply','list_reply':{'id':'p','title':'Priority',"
                      + "'description':'Next Day'}}"))
          .isEqualTo(new Choice("p", "Priority", "Next Day"));
    }

    @Test
    void flowAndAddress() {
      InboundMessage reply =
          only(
              message(
                  "interactive",
                  "'interactive':{'type':'nfm_reply','nfm_reply':{'name':'flow','body':'Sent',"
                      + "'response_json':'{\\'flow_token\\':\\'t\\'}'}}".replace("\\'", "\\\"")));

      assertThat(reply.content())
          .isEqualTo(new FlowReply("flow", "Sent", "{\"flow_token\":\"t\"}"));
      assertThat(reply.text()).isEqualTo("Sent");
      assertThat(
              content(
                  "interactive",
                  "'interactive':{'type':'nfm_reply','nfm_reply':{'name':'address_message',"
                      + "'response_json':{'values':{'city':'Ulm'}}}}"))
          .isEqualTo(new FlowReply("address_message", null, "{\"values\":{\"city\":\"Ulm\"}}"));
    }

    @Test
    void permissionToCall() {
      assertThat(
              content(
                  "interactive",
                  "'interactive':{'type':'call_permission_reply','call_permission_reply':{"
                      + "'response':'accept','is_permanent':false,"
                      + "'expiration_timestamp':'1795176000','response_source':'user_action'}}"))
          .isEqualTo(new CallPermission(true, false, AT, "user_action"));
      assertThat(
              content(
                  "interactive",
                  "'interactive':{'type':'call_permission_reply','call_permission_reply':{"
                      + "'response':'reject','expiration_timestamp':'1e99'}}"))
          .isEqualTo(new CallPermission(false, false, null, null));
    }

    @Test
    void whereItWasForwardedFromAndWhichProductItIsAboutIsKept() {
      assertThat(
              only(message(
                      "text",
                      "'text':{'body':'Hi'},'context':{'id':'wamid.p','forwarded':true,"
                          + "'frequently_forwarded':true,'referred_product':{'catalog_id':'1',"
                          + "'product_retailer_id':'di9'}}"))
                  .details())
          .isEqualTo(
              Map.of(
                  "profile.name", "Anna",
                  "context.forwarded", "true",
                  "context.frequently_forwarded", "true",
                  "context.referred_product.catalog_id", "1",
                  "context.referred_product.product_retailer_id", "di9"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "image", "location"})
    void advertisementThatLedHereComesWithAnyKind(String kind) {
      InboundMessage message =
          only(
              message(
                  kind,
                  "'referral':{'source_url':'https://fb.me/1','source_id':'12','source_type':'ad',"
                      + "'headline':'Chat','body':'Summer','media_type':'image','ctwa_clid':'Aff',"
                      + "'welcome_message':{'text':'Hi'}}"));

      assertThat(Referral.of(message))
          .contains(new Referral("https://fb.me/1", "12", "ad", "Chat", "Summer", "image", "Aff"));
      assertThat(message.details()).containsEntry("referral.welcome_message.text", "Hi");
      assertThat(Referral.of(only(message("text", "'text':{'body':'Hi'}"))))
          .isEqualTo(Optional.empty());
    }
  }

  @Nested
  class AboutPeople {
    @Test
    void changeOfNumberNamesAllAddresses() {
      String system =
          message(
              "system",
              "'system':{'body':'User A changed','wa_id':'12195555358','user_id':'US.new',"
                  + "'previous_user_id':'US.old','type':'user_changed_number'}");
      String body =
          body(
              change(
                  "messages",
                  "{\"metadata\":{\"phone_number_id\":\"1\"},\"messages\":[" + system + "]}"));

      assertThat(events(body))
          .containsExactly(
              new AddressChange(
                  "wamid.in",
                  AT,
                  system,
                  List.of(new PhoneNumber("14155551234"), new UserId("US.old")),
                  List.of(new PhoneNumber("12195555358"), new UserId("US.new"))));
    }

    @Test
    void changeOfUserIdAlone() {
      String system =
          "{\"id\":\"wamid.in\",\"timestamp\":\"1795176000\",\"type\":\"system\",\"system\":{"
              + "\"type\":\"user_changed_user_id\",\"previous_user_id\":\"US.old\","
              + "\"user_id\":\"US.new\"}}";

      assertThat(events(messages("[]", system)))
          .containsExactly(
              new AddressChange(
                  "wamid.in",
                  AT,
                  system,
                  List.of(new UserId("US.old")),
                  List.of(new UserId("US.new"))));
    }

    @Test
    void olderNamesOfTheSame() {
      String system =
          message(
              "system",
              "'system':{'type':'customer_changed_number','customer':'14155551234',"
                  + "'new_wa_id':'12195555358'}");

      assertThat(events(messages("[]", system)))
          .containsExactly(
              new AddressChange(
                  "wamid.in",
                  AT,
                  system,
                  List.of(new PhoneNumber("14155551234")),
                  List.of(new PhoneNumber("12195555358"))));
    }

    @Test
    void changeWithoutANewAddressIsHandedOnAsItIs() {
      String system = message("system", "'system':{'type':'user_changed_number'}");

      assertThat(events(messages("[]", system))).singleElement().isInstanceOf(Unrecognized.class);
    }

    @Test
    void changeOfIdentityIsNotAMessageOfTheirs() {
      InboundContent change =
          known(
              "system",
              "'system':{'body':'Anna has new keys','identity':'hash',"
                  + "'type':'customer_identity_changed'}");

      assertThat(change).isEqualTo(new IdentityChange("hash", "Anna has new keys"));
      assertThat(
              known(
                  "system",
                  "'identity':{'acknowledged':false,'created_timestamp':'1795176000','hash':'h2'},"
                      + "'system':{'body':'Anna has new keys','type':'user_identity_changed'}"))
          .as("beside the notice")
          .isEqualTo(new IdentityChange("h2", "Anna has new keys"));
      assertThat(change.opensConversation()).isFalse();
    }

    @Test
    void welcomeIsNotAMessageOfTheirs() {
      InboundContent welcome = known("request_welcome", "");

      assertThat(welcome).isEqualTo(new Welcome());
      assertThat(welcome.opensConversation()).isFalse();
    }

    @Test
    void revocationAndEditNameTheEarlierMessage() {
      assertThat(content("revoke", "'revoke':{'original_message_id':'wamid.1'}"))
          .isEqualTo(new Revoked("wamid.1"));
      InboundMessage edited =
          only(
              message(
                  "edit",
                  "'edit':{'original_message_id':'wamid.1','message':{'context':{'id':'M0'},"
                      + "'type':'image','image':{'caption':'Now','id':'7'}}}"));
      assertThat(edited.content())
          .isEqualTo(
              new Edited(
                  "wamid.1", new ReceivedMedia(Media.Kind.IMAGE, "7", null, null, "Now", null)));
      assertThat(new Revoked("wamid.1").opensConversation()).isFalse();
      assertThat(Text.of("Hi").opensConversation()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unsupported", "unknown", "ephemeral"})
    void whatIsNotPassedOnSaysWhy(String kind) {
      InboundMessage message =
          only(
              message(
                  kind,
                  "'errors':[{'code':131051,'title':'Message type unknown','error_data':{"
                      + "'details':'Message type is currently not supported.'}}],"
                      + "'unsupported':{'type':'poll_creation'}"));

      assertThat(message.key()).isEqualTo("wamid.in:unsupported");
      assertThat(message.content())
          .isInstanceOfSatisfying(
              UnsupportedMessage.class,
              unsupported -> {
                assertThat(unsupported.errors()).hasSize(1);
                assertThat(unsupported.errors().get(0).code()).isEqualTo("131051");
                assertThat(unsupported.errors().get(0).details())
                    .isEqualTo("Message type is currently not supported.");
              });
    }
  }

  @Nested
  class Senders {
    @Test
    void mayShowAUserIdOnly() {
      assertThat(
              events(
                  messages(
                      "[{\"profile\":{\"name\":\"B\",\"username\":\"@b\"},\"user_id\":\"US.1a2b\"}]",
                      "{\"from_user_id\":\"US.1a2b\",\"id\":\"wamid.in\",\"type\":\"text\","
                          + "\"text\":{\"body\":\"Hi\"}}")))
          .singleElement()
          .satisfies(
              event -> {
                InboundMessage message = (InboundMessage) event;
                assertThat(message.from()).isEqualTo(List.of(new UserId("US.1a2b")));
                assertThat(message.details())
                    .isEqualTo(Map.of("profile.name", "B", "profile.username", "@b"));
              });
    }

    @Test
    void ofABatchHaveEachTheirOwnContact() {
      String contacts =
          "[{\"profile\":{\"name\":\"Anna\"},\"wa_id\":\"14155551234\",\"user_id\":\"US.a\"},"
              + "{\"profile\":{\"name\":\"Ben\"},\"wa_id\":\"14155550000\",\"user_id\":\"US.b\"}]";
      String fromBen = message("text", "'text':{'body':'Hi'}").replace("551234", "550000");

      List<ChannelEvent> events =
          events(messages(contacts, message("text", "'text':{'body':'Hi'}"), fromBen));

      assertThat(events)
          .extracting(event -> ((InboundMessage) event).from())
          .containsExactly(
              List.of(new PhoneNumber("14155551234"), new UserId("US.a")),
              List.of(new PhoneNumber("14155550000"), new UserId("US.b")));
      assertThat(events)
          .extracting(event -> ((InboundMessage) event).details().get("profile.name"))
          .containsExactly("Anna", "Ben");
    }

    /** Another person's addresses would send answers, and opt-outs, to the wrong one. */
    @Test
    void ofABatchDoNotTakeTheContactOfAnother() {
      String fromBen = message("text", "'text':{'body':'Hi'}").replace("551234", "550000");

      assertThat(events(messages(ANNA, message("text", "'text':{'body':'Hi'}"), fromBen)))
          .extracting(event -> ((InboundMessage) event).from())
          .containsExactly(
              List.of(new PhoneNumber("14155551234"), new UserId("US.1a2b")),
              List.of(new PhoneNumber("14155550000")));
    }

    /** Both numbers together would make one person of two, opt-outs included. */
    @Test
    void areNotTheContactWhoHasAnotherNumber() {
      assertThat(
              events(
                  messages(ANNA, message("text", "'text':{'body':'Hi'}").replace("551234", "555"))))
          .singleElement()
          .satisfies(
              event -> {
                InboundMessage message = (InboundMessage) event;
                assertThat(message.from()).isEqualTo(List.of(new PhoneNumber("14155555")));
                assertThat(message.details()).doesNotContainKey("profile.name");
              });
    }

    @Test
    void areNotTheContactWhoHasAnotherUserId() {
      assertThat(
              events(messages(ANNA, message("text", "'from_user_id':'US.b','text':{'body':'Hi'}"))))
          .extracting(event -> ((InboundMessage) event).from())
          .containsExactly(List.of(new PhoneNumber("14155551234"), new UserId("US.b")));
    }

    @Test
    void withoutANumberAreTheOnlyContact() {
      assertThat(
              events(
                  messages(
                      ANNA,
                      message("text", "'text':{'body':'Hi'}")
                          .replace("\"from\":\"14155551234\",", ""))))
          .extracting(event -> ((InboundMessage) event).from())
          .containsExactly(List.of(new PhoneNumber("14155551234"), new UserId("US.1a2b")));
    }

    @Test
    void inAGroupNameTheGroup() {
      assertThat(only(message("text", "'group_id':'Y2FwaV9n','text':{'body':'Hi'}")).details())
          .containsEntry("group_id", "Y2FwaV9n");
    }
  }

  /** What people wrote, ordered and clicked does not get into a log. */
  @Test
  void contentsMaskThemselves() {
    assertThat(
            List.of(
                new Order("19", "secret", List.of(new Order.Item("secret", "2", "30", "USD"))),
                new Order.Item("secret", "2", "30", "USD"),
                new FlowReply("flow", "secret", "{\"secret\":1}"),
                new IdentityChange("secret", "secret"),
                new Edited("wamid.1", Text.of("secret")),
                new Referral("u", "1", "ad", "secret", "secret", "image", "secret"),
                new ReceivedMedia(Media.Kind.IMAGE, "1", "a/b", "secret", "secret", "secret")))
        .allSatisfy(content -> assertThat(content.toString()).doesNotContain("secret"));
  }

  @Nested
  class NotKnown {
    @ParameterizedTest
    @ValueSource(strings = {"poll_vote", "product", "errors", "from"})
    void kindIsAMessageWithoutContent(String kind) {
      InboundMessage message = only(message(kind, "'x':{'new':[1]}"));

      assertThat(message.kind()).isEqualTo(kind);
      assertThat(message.content()).isNull();
      assertThat(message.key()).isEqualTo("wamid.in");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "text | 'text':'Hi'",
          "text | 'text':{'body':' '}",
          "text | 'text':{'body':{}}",
          "image | 'image':{}",
          "image | 'image':[]",
          "location | 'location':{'latitude':91,'longitude':0}",
          "location | 'location':{'latitude':1e999999999,'longitude':0}",
          "location | 'location':{'latitude':'NaN','longitude':0}",
          "location | 'location':{'latitude':'north'}",
          "contacts | 'contacts':[]",
          "contacts | 'contacts':[7]",
          "reaction | 'reaction':{}",
          "button | 'button':{}",
          "interactive | 'interactive':{'type':'list_reply'}",
          "interactive | 'interactive':{'type':'new_reply','new_reply':{}}",
          "interactive | 'interactive':{'type':'nfm_reply','nfm_reply':{'response_json':null}}",
          "order | 'order':7",
          "system | 'system':{'type':'new'}",
          "edit | 'edit':{}",
          "revoke | 'revoke':{'original_message_id':' '}"
        })
    void contentOfAKnownKindIsStillAMessage(String kind, String rest) {
      assertThat(content(kind, rest)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"id\":\"wamid.in\",\"type\":\"text\",\"text\":{\"body\":\"Hi\"}}",
          "{\"from\":\"14155551234\",\"type\":\"text\",\"text\":{\"body\":\"Hi\"}}",
          "{\"from\":\"14155551234\",\"id\":\"wamid.in\",\"text\":{\"body\":\"Hi\"}}"
        })
    void messageWithoutSenderIdOrTypeIsNotLost(String message) {
      List<ChannelEvent> events =
          events(messages("[]", message("text", "'text':{'body':'1'}"), message));

      assertThat(events).hasSize(2).first().isInstanceOf(InboundMessage.class);
      assertThat(events.get(1)).isInstanceOf(Unrecognized.class);
      assertThat(events.get(1).raw()).isEqualTo(message);
    }
  }
}
