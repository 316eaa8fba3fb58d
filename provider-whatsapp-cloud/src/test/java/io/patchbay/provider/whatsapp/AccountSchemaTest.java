package io.patchbay.provider.whatsapp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static io.patchbay.provider.whatsapp.MetaDocument.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.channel.spi.Secret;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the calls about the account send is what Meta's own document describes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountSchemaTest {
  private static final String NUMBER = "/{Version}/{Phone-Number-ID}";
  private static final String ACCOUNT = "/{Version}/{WABA-ID}";

  private MetaDocument document;

  /**
   * A call that sends a body.
   *
   * @param path where the document describes it
   */
  record Call(String name, String path, Consumer<AccountServer> call) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Call> calls() {
    Secret pin = new Secret("123456");
    List<Call> calls = new ArrayList<>();
    calls.add(
        new Call(
            "request a code",
            NUMBER + "/request_code",
            graph ->
                graph.use(PhoneNumbers.class).requestCode(PhoneNumbers.CodeMethod.SMS, "en_US")));
    calls.add(
        new Call(
            "verify a code",
            NUMBER + "/verify_code",
            graph -> graph.use(PhoneNumbers.class).verifyCode(pin)));
    calls.add(
        new Call(
            "register",
            NUMBER + "/register",
            graph -> graph.use(PhoneNumbers.class).register(pin, null)));
    calls.add(
        new Call(
            "register in a region",
            NUMBER + "/register",
            graph -> graph.use(PhoneNumbers.class).register(pin, "DE")));
    calls.add(new Call("set the PIN", NUMBER, graph -> graph.use(PhoneNumbers.class).setPin(pin)));
    calls.add(
        new Call(
            "write the profile",
            NUMBER + "/whatsapp_business_profile",
            graph ->
                graph
                    .use(BusinessProfile.class)
                    .write(
                        ProfileDetails.change()
                            .about("Bread")
                            .address("1 Main Street")
                            .description("A bakery")
                            .email("a@example.org")
                            .websites(List.of(URI.create("https://example.org/")))
                            .vertical("RETAIL")
                            .pictureHandle("4::aW")
                            .build())));
    calls.add(
        new Call(
            "block",
            NUMBER + "/block_users",
            graph -> graph.use(BlockList.class).block(List.of(Connections.ANNA))));
    calls.add(
        new Call(
            "unblock",
            NUMBER + "/block_users",
            graph -> graph.use(BlockList.class).unblock(List.of(Connections.ANNA))));
    calls.add(
        new Call(
            "create a QR code",
            NUMBER + "/message_qrdls",
            graph -> graph.use(QrCodes.class).create("Hi", QrCodes.Image.SVG)));
    calls.add(
        new Call(
            "change a QR code",
            NUMBER + "/message_qrdls",
            graph -> graph.use(QrCodes.class).update("CODE", "Hello")));
    calls.add(
        new Call(
            "subscribe with an address",
            ACCOUNT + "/subscribed_apps",
            graph ->
                graph
                    .use(AppSubscriptions.class)
                    .subscribe(URI.create("https://example.org/"), new Secret("test-verify"))));
    TemplatesTest.parts()
        .map(arguments -> (DefinitionPart) arguments.get()[0])
        .forEach(
            part -> {
              TemplateDraft draft = TemplateDraft.of("order", "en_US", "UTILITY", part);
              calls.add(
                  new Call(
                      "create a template: " + part,
                      ACCOUNT + "/message_templates",
                      graph -> graph.use(Templates.class).create(draft)));
              calls.add(
                  new Call(
                      "edit a template: " + part,
                      "/{Version}/{TEMPLATE_ID}",
                      graph -> graph.use(Templates.class).edit("17", draft)));
            });
    for (RawCallExamples.Example example : RawCallExamples.ALL) {
      if (example.json() != null) {
        calls.add(
            new Call(
                "raw: " + example.area(),
                NUMBER + example.rest(),
                graph -> example.call(graph.use(GraphCalls.class))));
      }
    }
    return calls;
  }

  @BeforeAll
  void load() throws IOException {
    assumeTrue(MetaDocument.isAtHand(), MetaDocument.MISSING);
    document = MetaDocument.load();
  }

  private Set<String> problems(String method, String path, String body) {
    Map<String, Object> schema =
        map(
            document.root(),
            "paths",
            path,
            method.toLowerCase(Locale.ROOT),
            "requestBody",
            "content",
            "application/json",
            "schema");
    SchemaRepair own =
        new SchemaRepair("the call's own", "", schemas -> schemas.put("TheCallsOwn", schema));
    return MetaSchema.of(document, "TheCallsOwn", List.of(own)).problems(body);
  }

  private static LoggedRequest request(Call call) {
    try (AccountServer graph = AccountServer.start()) {
      graph
          .wire()
          .stubFor(
              any(anyUrl())
                  .willReturn(
                      aResponse()
                          .withBody(
                              "{\"success\":true,\"id\":\"1\",\"code\":\"CODE\",\"prefilled_message\":\"\"}")));
      try {
        call.call().accept(graph);
      } catch (ProviderException e) {
        // What it answers is of no interest.
      }
      assertThat(graph.requests()).hasSize(1);
      LoggedRequest request = Objects.requireNonNull(graph.requests().get(0));
      assertThat(request.getHeader("Content-Type")).startsWith("application/json");
      return request;
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void bodyIsValid(Call call) {
    LoggedRequest request = request(call);

    assertThat(problems(request.getMethod().getName(), call.path(), request.getBodyAsString()))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "/register                  | {'messaging_product':'whatsapp'}",
        "/register                  | {'messaging_product':'whatsapp','pin':'12345'}",
        "/request_code              | {'code_method':'PIGEON','language':'en_US'}",
        "/verify_code               | {}",
        "/whatsapp_business_profile | {'messaging_product':'whatsapp','websites':'x'}",
        "/block_users               | {'messaging_product':'whatsapp','block_users':{}}",
        "/message_qrdls             | {}",
        "/conversational_automation | {'prompts':'x'}",
        "/groups                    | {'messaging_product':'whatsapp'}"
      })
  void documentRefusesWhatIsWrong(String edge, String body) {
    assertThat(problems("post", NUMBER + edge, body.replace('\'', '"'))).isNotEmpty();
  }
}
