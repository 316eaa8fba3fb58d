package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.Text;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.provider.whatsapp.content.MarketingMessage;
import io.patchbay.provider.whatsapp.content.RawMessage;
import io.patchbay.provider.whatsapp.content.WhatsAppTemplate;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole body of every content and every component of a template. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContentBodyTest {
  private Wire wire;

  @BeforeAll
  void open() throws IOException {
    wire = new Wire();
  }

  @AfterAll
  void close() throws IOException {
    wire.close();
  }

  static List<Sample> samples() {
    return Sample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void bodyIs(Sample sample) {
    assertThat(Sample.json(wire.body(sample.content()))).isEqualTo(sample.body());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyKindRepliesAndCarriesTheReference(Sample sample) {
    SendRequest request =
        new SendRequest(
            Sample.recipient(sample.content()),
            sample.content(),
            null,
            "wamid.question",
            "pb1.acme.order-17.2",
            Duration.ofSeconds(20));
    JsonObject expected = sample.body();
    JsonObject context = new JsonObject();
    context.addProperty("message_id", "wamid.question");
    expected.add("context", context);
    expected.addProperty("biz_opaque_callback_data", "pb1.acme.order-17.2");

    assertThat(Sample.json(wire.body(request))).isEqualTo(expected);
  }

  @Test
  void everyDeclaredContentHasASample() {
    List<Class<?>> shown = new ArrayList<>();
    samples().forEach(sample -> shown.add(sample.content().getClass()));

    assertThat(new WhatsAppCloudProvider().descriptor().contents())
        .allSatisfy(type -> assertThat(shown).contains(type.type()));
  }

  @Test
  void marketingMessagesHaveAnAddressOfTheirOwn() throws IOException {
    try (Wire own = new Wire()) {
      own.body(MarketingMessage.of(WhatsAppTemplate.of("offer", "en").build()));
      own.body(Text.of("Hi"));

      assertThat(own.heads())
          .containsExactly(
              "POST /v25.0/109876543210123/marketing_messages HTTP/1.1",
              "POST /v25.0/109876543210123/messages HTTP/1.1");
    }
  }

  @Test
  void rawMessageGoesOutAsItIs() {
    String raw =
        "{\"type\":\"new\",\"new\":{\"a\":[1,-2.50,1e3,{\"b\":null}],\"c\":false,\"d\":\"\\u00e9\"}}";

    assertThat(wire.body(new RawMessage(raw)))
        .isEqualTo(
            ReceivedBodies.wrong(
                "a kind that nobody has yet",
                "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\","
                    + "\"to\":\"14155551234\",\"type\":\"new\","
                    + "\"new\":{\"a\":[1,-2.50,1e3,{\"b\":null}],\"c\":false,\"d\":\"\u00e9\"}}"));
  }

  @Test
  void allKindsInParallelArriveWhole() throws Exception {
    try (Wire shared = new Wire()) {
      List<Callable<SendOutcome>> sends = new ArrayList<>();
      List<JsonElement> expected = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        for (Sample sample : samples()) {
          sends.add(
              () ->
                  shared.send(
                      Connections.request(Sample.recipient(sample.content()), sample.content())));
          expected.add(sample.body());
        }
      }
      ExecutorService threads = Executors.newFixedThreadPool(16);
      try {
        for (Future<SendOutcome> sent : threads.invokeAll(sends, 2, TimeUnit.MINUTES)) {
          assertThat(sent.get().error()).isEmpty();
        }
      } finally {
        threads.shutdownNow();
      }

      assertThat(shared.bodies().stream().map(JsonParser::parseString).toList())
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }
}
