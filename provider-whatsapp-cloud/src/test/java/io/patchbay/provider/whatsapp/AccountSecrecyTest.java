package io.patchbay.provider.whatsapp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.patchbay.channel.Media;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Template;
import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.channel.spi.Secret;
import io.patchbay.channel.spi.SenderLookup;
import io.patchbay.channel.spi.StatusLookup;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * Whatever the account's calls answer, throw or log shows neither secrets nor numbers nor texts.
 */
class AccountSecrecyTest {
  private static final String VERIFY = "test-verify-token-never-shown";
  private static final String PIN = "424242";
  private static final String NUMBER = "14155557788";
  private static final String TEXT = "a text that nobody else may read";
  private static final String FILE = "file-name-that-nobody-may-read.jpg";

  private final List<String> shown = new ArrayList<>();

  private static List<ResponseDefinitionBuilder> answers() {
    String quoting =
        "\"message\":\"Malformed access token "
            + Connections.TOKEN
            + " for "
            + NUMBER
            + "\",\"error_data\":{\"details\":\"(+1) 415-555-7788, "
            + Connections.SECRET
            + "\"},\"fbtrace_id\":\"AbC123\"}}";
    String all =
        "{\"id\":\"1\",\"code\":\"A\",\"prefilled_message\":\""
            + TEXT
            + "\",\"display_phone_number\":\""
            + NUMBER
            + "\",\"verified_name\":\"x\",\"wa_id\":\""
            + NUMBER
            + "\",\"input\":\"+"
            + NUMBER
            + "\",\"about\":\""
            + TEXT
            + "\",\"email\":\""
            + TEXT
            + "\",\"name\":\"order\",\"language\":\"en_US\",\"delivery_status\":\"SENT\","
            + "\"message_id\":\"wamid.1\",\"components\":[{\"type\":\"BODY\",\"text\":\""
            + TEXT
            + "\"}],\"url\":\"https://evil.example/"
            + Connections.TOKEN
            + "\",\"h\":\"4:1\"";
    String page =
        all
            + ",\"data\":["
            + all
            + "}],\"block_users\":{\"added_users\":["
            + all
            + "}],\"failed_users\":["
            + all
            + ",\"errors\":[{\"code\":1,"
            + quoting.substring(0, quoting.length() - 1)
            + "]}]}}";
    return List.of(
        aResponse().withBody(page),
        aResponse()
            .withBody("{\"data\":{\"is_valid\":false,\"error\":{\"code\":190," + quoting + "}"),
        aResponse().withStatus(400).withBody("{\"error\":{\"code\":190," + quoting),
        aResponse().withStatus(500).withBody("{\"error\":{\"code\":1," + quoting),
        aResponse().withStatus(502).withBody("Bearer " + Connections.TOKEN + " to " + NUMBER),
        aResponse().withFault(Fault.EMPTY_RESPONSE),
        aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));
  }

  private void show(Callable<?> call) {
    try {
      Object result = call.call();
      if (result instanceof Iterable<?> all) {
        all.forEach(each -> shown.add(String.valueOf(each)));
      } else {
        shown.add(String.valueOf(result));
      }
    } catch (ProviderException e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      shown.addAll(List.of(trace.toString(), e.error().toString(), e.error().describe()));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void show(Runnable call) {
    show(
        () -> {
          call.run();
          return "done";
        });
  }

  private void everything(AccountServer graph) {
    MediaUpload file =
        MediaUpload.bytes(FILE, "image/jpeg", "bytes".getBytes(StandardCharsets.UTF_8));
    MediaStore media = graph.use(MediaStore.class);
    show(() -> file);
    show(() -> media.upload(Media.Kind.IMAGE, file));
    show(() -> media.upload(Media.Kind.VIDEO, file));
    show(() -> media.uploadExample(file));
    show(() -> media.lookUp("1"));
    show(() -> media.download("1", new ByteArrayOutputStream()));
    show(() -> media.delete("1"));
    Templates templates = graph.use(Templates.class);
    TemplateDraft draft =
        TemplateDraft.of(
            "order",
            "en_US",
            "UTILITY",
            DefinitionPart.body(TEXT + " {{1}}", TEXT),
            DefinitionPart.buttons(DefinitionButton.quickReply(TEXT)));
    show(() -> draft);
    show(() -> draft.parts().get(1).buttons());
    show(() -> templates.list());
    show(() -> templates.get("1"));
    show(() -> templates.create(draft));
    show(() -> templates.edit("1", draft));
    show(() -> templates.delete("order"));
    PhoneNumbers numbers = graph.use(PhoneNumbers.class);
    show(() -> numbers.list());
    show(() -> numbers.get());
    show(() -> numbers.register(new Secret(PIN), null));
    show(() -> numbers.setPin(new Secret(PIN)));
    show(() -> numbers.verifyCode(new Secret(PIN)));
    show(() -> numbers.verifyCode(new Secret(PIN + "4")));
    BusinessProfile profile = graph.use(BusinessProfile.class);
    show(() -> profile.read());
    show(() -> ProfileDetails.change().about(TEXT).email(TEXT).build());
    BlockList blocked = graph.use(BlockList.class);
    show(() -> blocked.block(List.of(new PhoneNumber(NUMBER))));
    QrCodes codes = graph.use(QrCodes.class);
    show(() -> codes.list());
    show(() -> codes.create(TEXT, QrCodes.Image.NONE));
    AppSubscriptions apps = graph.use(AppSubscriptions.class);
    show(() -> apps.list());
    show(() -> apps.subscribe(URI.create("https://a.example/"), new Secret(VERIFY)));
    GraphCalls calls = graph.use(GraphCalls.class);
    show(() -> calls.get("1"));
    show(() -> calls.get(NUMBER + "/groups", Map.of("user", NUMBER)));
    show(() -> calls.post(NUMBER, "{\"body\":\"" + TEXT + "\"}"));
    show(() -> calls.delete("1/" + TEXT));
    show(() -> graph.use(HealthCheck.class).check());
    graph.use(HealthCheck.class).check().items().stream()
        .map(item -> item.detail() + item.remedy())
        .forEach(shown::add);
    show(() -> graph.use(SenderLookup.class).lookUp(null));
    show(() -> graph.use(StatusLookup.class).history("wamid.1"));
    show(
        () ->
            graph
                .connection()
                .send(
                    Connections.request(
                        Connections.ANNA, Template.of("order", "en_US", TEXT, TEXT))));
  }

  @Test
  void nothingShowsASecretANumberOrAText() {
    Log log = Log.from();
    for (ResponseDefinitionBuilder answer : answers()) {
      try (AccountServer graph =
          AccountServer.start(
              "appId=634974688087057",
              "appSecret=" + Connections.SECRET,
              "verifyToken=" + VERIFY,
              "readTimeout=2s")) {
        graph.wire().stubFor(any(anyUrl()).willReturn(answer));
        everything(graph);
      }
    }
    shown.addAll(
        log.text()
            .lines()
            // WireMock itself logs what it is asked; it is no part of the provider.
            .filter(line -> line.contains("io.patchbay"))
            .toList());

    assertThat(shown)
        .hasSizeGreaterThan(150)
        .allSatisfy(
            line ->
                assertThat(line)
                    .doesNotContain(
                        Connections.TOKEN,
                        Connections.SECRET,
                        VERIFY,
                        PIN,
                        NUMBER,
                        "5557788",
                        "555-7788",
                        TEXT,
                        FILE));
  }
}
