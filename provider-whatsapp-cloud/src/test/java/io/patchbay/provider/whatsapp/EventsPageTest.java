package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.AccountNotice;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.InboundContent;
import io.patchbay.channel.InboundMessage;
import io.patchbay.provider.whatsapp.internal.webhook.News;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Writes the page about events from what the receiver makes of one sample of each kind, or fails
 * when the page at hand is another. With {@code -Dpatchbay.docs.write=true} the page is replaced.
 */
class EventsPageTest {
  private static final String WRITTEN = "InboundMessagesTest$Written";
  private static final String ANSWERS = "InboundMessagesTest$Answers";
  private static final String PEOPLE = "InboundMessagesTest$AboutPeople";

  /**
   * One kind.
   *
   * @param meta Meta's word
   * @param webhook a whole body
   * @param test the class that tests it
   */
  private record Sample(String meta, String webhook, String test) {
    ChannelEvent event() {
      List<ChannelEvent> events = Deliveries.events(webhook);
      assertThat(events).as(meta).hasSize(1);
      return events.get(0);
    }

    String shown() {
      ChannelEvent event = event();
      String name = "`" + event.getClass().getSimpleName() + "`";
      if (event instanceof InboundMessage message) {
        InboundContent content = message.content();
        return name
            + (content == null
                ? ", content null"
                : " with `" + content.getClass().getSimpleName() + "`");
      }
      return name;
    }
  }

  private static Sample message(String kind, String rest, String test) {
    return new Sample(
        kind, InboundMessagesTest.messages("[]", InboundMessagesTest.message(kind, rest)), test);
  }

  private static Sample named(String meta, Sample sample) {
    return new Sample(meta, sample.webhook(), sample.test());
  }

  private static List<Sample> messages() {
    List<Sample> samples = new ArrayList<>();
    samples.add(message("text", "'text':{'body':'Hi'}", WRITTEN));
    for (String kind : List.of("image", "audio", "voice", "video", "document", "sticker")) {
      samples.add(message(kind, "'" + kind + "':{'id':'1'}", WRITTEN));
    }
    samples.add(message("location", "'location':{'latitude':1,'longitude':2}", WRITTEN));
    samples.add(message("contacts", "'contacts':[{}]", WRITTEN));
    samples.add(message("reaction", "'reaction':{'message_id':'m','emoji':'x'}", WRITTEN));
    samples.add(message("order", "'order':{}", WRITTEN));
    samples.add(message("button", "'button':{'text':'Yes'}", ANSWERS));
    samples.add(interactive("button_reply", "{'id':'1','title':'t'}"));
    samples.add(interactive("list_reply", "{'id':'1','title':'t'}"));
    samples.add(interactive("nfm_reply", "{'response_json':'{}'}"));
    samples.add(interactive("call_permission_reply", "{'response':'accept'}"));
    samples.add(
        named(
            "system: number or user id changed",
            message(
                "system",
                "'system':{'type':'user_changed_number','wa_id':'12195555358'}",
                PEOPLE)));
    samples.add(
        named(
            "system: identity changed",
            message("system", "'system':{'type':'customer_identity_changed'}", PEOPLE)));
    samples.add(message("request_welcome", "", PEOPLE));
    samples.add(message("edit", "'edit':{'original_message_id':'m'}", PEOPLE));
    samples.add(message("revoke", "'revoke':{'original_message_id':'m'}", PEOPLE));
    samples.add(message("unsupported", "'errors':[]", PEOPLE));
    samples.add(message("ephemeral", "'errors':[]", PEOPLE));
    samples.add(
        named("any other kind", message("poll_vote", "'x':1", "InboundMessagesTest$NotKnown")));
    return samples;
  }

  private static Sample interactive(String type, String reply) {
    return named(
        "interactive: " + type,
        message(
            "interactive",
            "'interactive':{'type':'" + type + "','" + type + "':" + reply + "}",
            ANSWERS));
  }

  private static List<Sample> others() {
    List<Sample> samples = new ArrayList<>();
    for (String word : List.of("sent", "delivered", "read", "played", "failed", "any other word")) {
      samples.add(
          new Sample(
              "statuses: " + word,
              Deliveries.body(Deliveries.statuses(Deliveries.status(word))),
              "WebhookEventsTest$Statuses"));
    }
    samples.add(
        new Sample(
            "user_preferences",
            Deliveries.body(
                Deliveries.change(
                    "user_preferences",
                    "{\"user_preferences\":[{\"wa_id\":\"14155551234\",\"category\":"
                        + "\"marketing_messages\",\"value\":\"stop\"}]}")),
            "AccountNewsTest$Preferences"));
    samples.add(
        new Sample(
            "errors beside messages and statuses",
            Deliveries.body(Deliveries.change("messages", "{\"errors\":[{\"code\":1}]}")),
            "AccountNewsTest"));
    for (String field : News.fields()) {
      samples.add(
          new Sample(field, Deliveries.body(Deliveries.change(field, "{}")), "AccountNewsTest"));
    }
    for (String field :
        List.of(
            "calls", "history", "smb_message_echoes", "smb_app_state_sync", "any other field")) {
      samples.add(
          new Sample(
              field, Deliveries.body(Deliveries.change(field, "{}")), "WebhookEventsTest$Batches"));
    }
    return samples;
  }

  @Test
  void pageSaysWhatTheReceiverMakesOfEachKind() throws IOException {
    DocumentationPage.isUpToDate("events.md", page());
  }

  @Test
  void testsThatAreNamedExist() throws ClassNotFoundException {
    for (Sample sample : others()) {
      assertThat(Class.forName(getClass().getPackageName() + "." + sample.test())).isNotNull();
    }
    for (Sample sample : messages()) {
      assertThat(Class.forName(getClass().getPackageName() + "." + sample.test())).isNotNull();
    }
  }

  @Test
  void everySentenceOfNewsEndsAsOne() {
    for (Sample sample : others()) {
      if (sample.event() instanceof AccountNotice notice && !notice.subject().equals("errors")) {
        assertThat(notice.summary()).as(sample.meta()).matches("[A-Z].*");
      }
    }
  }

  private static String page() {
    List<String> lines = new ArrayList<>();
    lines.add("# What comes back: events");
    lines.add("");
    lines.add("Written by `EventsPageTest` from what the WhatsApp provider makes of one sample of");
    lines.add(
        "each kind. Every item of a webhook becomes exactly one event; `raw()` is the text it");
    lines.add("was read from. What is broken or has no reader is `Unrecognized` and leaves its");
    lines.add("neighbours alone.");
    table(lines, "Messages of people (`messages`)", messages());
    lines.add("");
    lines.add("- `Welcome`, `IdentityChange`, `Edited` and `Revoked` are not written to us:");
    lines.add("  `InboundContent.opensConversation()` is false, and no time for answers runs.");
    lines.add("- `from` has every address that is known, phone number first; some people show a");
    lines.add(
        "  user id only. `inReplyTo` is the answered message. `details` has, by Meta's names,");
    lines.add(
        "  `profile.name`, `group_id`, `context.forwarded`, `context.referred_product.*` and");
    lines.add("  `referral.*`, which `Referral.of` reads: an advertisement may lead to any kind.");
    lines.add("- The key is Meta's id; `unsupported` adds a word to it, because what could not be");
    lines.add("  passed on at first may come under the same id later.");
    table(lines, "Everything else", others());
    lines.add("");
    lines.add(
        "- `recipient` of a status has every address in it, phone number first; for a group the");
    lines.add("  group, then the member. What is named together is linked as one person, for the");
    lines.add("  workspace of the instance that reported it and for those below it.");
    lines.add("- A status' key is the message's id and the word, for groups with a hash of the");
    lines.add("  participant. Only the id and the word are indispensable.");
    lines.add("- News and preferences have no id: their key is a hash of all they say with the");
    lines.add(
        "  account and the time, so that a repetition has the same one and nothing else has.");
    lines.add("- `summary()` of news is one sentence for an operator, with numbers masked.");
    lines.add("");
    lines.add("## Twilio");
    lines.add(
        "The stub's receiver makes the same events of Twilio's forms: `StatusUpdate`, and of a");
    lines.add(
        "message `InboundMessage` with `Text`, `ReceivedMedia`, `Choice` or `Location`, then");
    lines.add("two `PreferenceChange` (one a purpose) where `OptOutType` is STOP or START.");
    lines.add("");
    lines.add("## What is refused");
    lines.add("| what | answer |");
    lines.add("|---|---|");
    lines.add("| no app secret configured, no signature, a wrong one | 401 |");
    lines.add("| more than 3 MB | 413 |");
    lines.add("| authentic, but not `application/json` | 415 |");
    lines.add("| handshake with another mode or token | 403 |");
    lines.add("");
    lines.add(
        "A webhook does not say when it was sent: a replayed one has the same keys, by which");
    lines.add(
        "the host knows it. Reading takes time and memory in proportion to the bytes, whatever");
    lines.add("they are: at most 128 levels of nesting, 100 details an event.");
    lines.add("");
    lines.add("## For tests");
    lines.add(
        "`io.patchbay.provider.whatsapp.testing` and `io.patchbay.provider.twiliostub.testing`");
    lines.add("build and sign requests. The simulator's `person(...)` and `news()` post them.");
    lines.add("");
    lines.add("## Searching for a request that breaks a receiver");
    lines.add(
        "A build runs `WebhookFuzzTest` and `FormFuzzTest` over committed inputs. To search for");
    lines.add("two minutes, one target at a time, after `mvn test-compile`:");
    lines.add("```");
    lines.add("JAZZER_FUZZ=1 mvn -pl provider-whatsapp-cloud surefire:test@default-test \\");
    lines.add("  -Djazzer.hooks=true -Dtest='WebhookFuzzTest#anyBody'");
    lines.add("```");
    lines.add("What it finds is written beside the inputs and fails every build from then on. The");
    lines.add(
        "other targets are `WebhookFuzzTest#anySignature`, `WebhookFuzzTest#anyQuery` and, in");
    lines.add(
        "`provider-twilio-stub`, `FormFuzzTest#anyForm`. A run that is killed early may leave a");
    lines.add(
        "`crash-` or `timeout-` file that is no finding: run the target on it before you commit it.");
    lines.add("");
    lines.add("`anySignature` and `anyQuery` were last searched for two minutes each (6.4 and 5.0");
    lines.add(
        "million inputs, on two cores that others used too), `anyBody` and `anyForm` as well (2.1");
    lines.add("and 6.8 million), and gave no finding. That nothing of");
    lines.add(
        "20,000 requests is kept in memory is asserted by `WebhookMemoryTest` and `FormMemoryTest`.");
    return String.join("\n", lines) + "\n";
  }

  private static void table(List<String> lines, String title, List<Sample> samples) {
    lines.add("");
    lines.add("## " + title);
    lines.add("| Meta's kind | event | test |");
    lines.add("|---|---|---|");
    for (Sample sample : samples) {
      lines.add(
          "| "
              + sample.meta()
              + " | "
              + sample.shown()
              + " | `"
              + sample.test().replace('$', '.')
              + "` |");
    }
  }
}
