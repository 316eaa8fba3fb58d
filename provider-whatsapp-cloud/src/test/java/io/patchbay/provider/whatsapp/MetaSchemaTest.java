package io.patchbay.provider.whatsapp;

import static io.patchbay.provider.whatsapp.MetaDocument.map;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.Text;
import io.patchbay.channel.UserId;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.provider.whatsapp.content.MarketingMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes out is what Meta's own document describes, where that is at hand. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetaSchemaTest {
  /** Meta's examples that Meta's schema refuses, and why. */
  private static final Map<String, String> WRONG_EXAMPLES =
      Map.ofEntries(
          entry("Send Catalog Template Message", "'CATALOG' in capitals, the index as a number"),
          entry("Send Contact Message", "no recipient_type"),
          entry("Send Flow Template Message", "no recipient_type"),
          entry("Send Location Message", "degrees as numbers; Meta's page has texts too"),
          entry("Send Multi-Product Message", "a placeholder for the type of the header"),
          entry("Send Reply to Contact Message", "no recipient_type"),
          entry("Send Reply to List Message", "no type"),
          entry("Send Reply to Location Message", "degrees as numbers"),
          entry("Send Sample Issue Resolution Template", "no recipient_type, texts that are none"),
          entry("Send Test Message", "no recipient_type"),
          entry("Send Text Message with Preview URL", "no type"),
          entry("Send typing indicator and read receipt", "another request, not a message"));

  private MetaDocument document;
  private MetaSchema messages;
  private MetaSchema marketing;

  @BeforeAll
  void load() throws IOException {
    assumeTrue(MetaDocument.isAtHand(), MetaDocument.MISSING);
    document = MetaDocument.load();
    messages = MetaSchema.of(document, "Message", SchemaRepair.ALL);
    marketing = MetaSchema.of(document, "MarketingMessageRequestPayload", SchemaRepair.ALL);
  }

  static List<Sample> samples() {
    return Sample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyBodyIsValid(Sample sample) throws IOException {
    try (Wire wire = new Wire()) {
      MetaSchema schema = sample.content() instanceof MarketingMessage ? marketing : messages;

      assertThat(schema.problems(wire.body(sample.content()))).isEmpty();
      assertThat(schema.problems(wire.body(replying(sample)))).isEmpty();
    }
  }

  private static SendRequest replying(Sample sample) {
    return new SendRequest(
        Sample.recipient(sample.content()),
        sample.content(),
        null,
        "wamid.question",
        "pb1.acme.order-17.2",
        Duration.ofSeconds(20));
  }

  @Test
  void otherRecipientsAreValidToo() throws IOException {
    try (Wire wire = new Wire()) {
      Text text = Text.of("Hi");

      assertThat(messages.problems(wire.body(Connections.request(new UserId("US.1234abcd"), text))))
          .isEmpty();
      assertThat(
              messages.problems(
                  wire.body(Connections.request(new GroupId("Y2FwaV9ncm91cA"), text))))
          .isEmpty();
    }
  }

  @Test
  void receiptsAreValid() throws IOException {
    MetaSchema receipt = MetaSchema.of(document, "MarkMessageRequestPayload", SchemaRepair.ALL);
    try (Wire wire = new Wire()) {
      wire.connection().capability(ReadReceipts.class).orElseThrow().showTyping("wamid.in");

      assertThat(receipt.problems(wire.bodies().get(0))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"type\": \"text\", \"text\": {\"body\": \"x\", \"bodi\": \"x\"}",
        "\"type\": \"text\", \"text\": {\"body\": \"x\"}, \"txt\": 1",
        "\"type\": \"text\"",
        "\"type\": \"txt\", \"text\": {\"body\": \"x\"}",
        "\"type\": \"image\", \"image\": {\"id\": \"1\", \"link\": \"https://example.org\"}",
        "\"type\": \"interactive\", \"interactive\": {\"type\": \"button\"}",
        "\"type\": \"interactive\", \"interactive\": {\"type\": \"flow\","
            + " \"action\": {\"name\": \"flow\", \"parameters\": {\"flow_id\": \"1\"}}}",
        "\"type\": \"template\", \"template\": {\"name\": \"t\", \"language\": {\"code\": \"en\"},"
            + " \"components\": [{\"type\": \"button\", \"sub_type\": \"url\","
            + " \"parameters\": [{\"type\": \"text\", \"text\": \"x\"}]}]}",
        "\"type\": \"template\", \"template\": {\"name\": \"t\", \"language\": {\"code\": \"en\"},"
            + " \"components\": [{\"type\": \"body\", \"parameters\": [{\"type\": \"text\"}]}]}"
      })
  void repairedSchemaStillRefusesWhatIsWrong(String fields) {
    String body =
        "{\"messaging_product\": \"whatsapp\", \"recipient_type\": \"individual\","
            + " \"to\": \"14155551234\", "
            + fields
            + "}";

    assertThat(messages.accepts(body)).isFalse();
  }

  /** What the coverage page lists is what the schema has. */
  @Test
  void kindsAreThoseOfTheSchema() {
    Map<String, Object> schemas = document.schemas();

    assertThat(map(schemas, "Message", "discriminator", "mapping").keySet())
        .containsExactlyInAnyOrderElementsOf(Coverage.MESSAGES);
    assertThat(kinds("InteractiveObject", "type"))
        .containsExactlyInAnyOrderElementsOf(Coverage.INTERACTIVE);
    assertThat(kinds("TemplateComponent", "type"))
        .containsExactlyInAnyOrderElementsOf(Coverage.COMPONENTS);
    assertThat(kinds("TemplateComponent", "sub_type"))
        .containsExactlyInAnyOrderElementsOf(Coverage.BUTTONS);
    assertThat(kinds("ParameterObject", "type"))
        .containsExactlyInAnyOrderElementsOf(Coverage.PARAMETERS);
    assertThat(kinds("ButtonParameterObject", "type"))
        .containsExactlyInAnyOrderElementsOf(Coverage.BUTTON_PARAMETERS);
    assertThat(kinds("HeaderObject", "type")).containsExactlyInAnyOrderElementsOf(Coverage.HEADERS);
  }

  private List<String> kinds(String schema, String field) {
    return MetaDocument.list(map(document.schemas(), schema, "properties", field), "enum");
  }

  @Test
  void metasOwnExamplesAreValidButForThoseThatAreWrong() {
    Map<String, String> refused = new TreeMap<>();
    document
        .examples("messages")
        .forEach(
            (name, example) -> {
              String body = example(example);
              if (!messages.accepts(body)) {
                refused.put(name, messages.problems(body).toString());
              }
            });

    assertThat(refused.keySet()).containsExactlyInAnyOrderElementsOf(WRONG_EXAMPLES.keySet());
    assertThat(document.examples("marketing_messages").values())
        .allSatisfy(example -> assertThat(marketing.problems(example(example))).isEmpty());
  }

  private static String example(Object example) {
    return new Gson().toJson(((Map<?, ?>) example).get("value"));
  }

  @Test
  void everyRepairIsNeeded() throws IOException {
    List<String> bodies = new ArrayList<>();
    List<String> marketed = new ArrayList<>();
    try (Wire wire = new Wire()) {
      for (Sample sample : samples()) {
        (sample.content() instanceof MarketingMessage ? marketed : bodies)
            .add(wire.body(replying(sample)));
      }
      ContentRulesTest.limits()
          .map(Limit::kept)
          .filter(content -> !(content instanceof MarketingMessage))
          .forEach(content -> bodies.add(wire.body(content)));
      bodies.add(wire.body(Connections.request(new UserId("US.1234abcd"), Text.of("Hi"))));
    }
    assertThat(bodies).allMatch(messages::accepts);
    assertThat(marketed).allMatch(marketing::accepts);
    TreeSet<String> unneeded = new TreeSet<>();
    for (SchemaRepair repair : SchemaRepair.ALL) {
      List<SchemaRepair> others = new ArrayList<>(SchemaRepair.ALL);
      others.remove(repair);
      MetaSchema without = MetaSchema.of(document, "Message", others);
      MetaSchema marketingWithout =
          MetaSchema.of(document, "MarketingMessageRequestPayload", others);
      if (bodies.stream().allMatch(without::accepts)
          && marketed.stream().allMatch(marketingWithout::accepts)) {
        unneeded.add(repair.name());
      }
    }

    // Without the discriminators everything passes, and what is wrong does too.
    assertThat(unneeded).containsExactly("discriminators");
  }
}
