package io.patchbay.provider.whatsapp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.patchbay.provider.whatsapp.AccountServer.ACCOUNT;
import static io.patchbay.provider.whatsapp.AccountServer.NUMBER;
import static io.patchbay.provider.whatsapp.AccountServer.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.UserId;
import io.patchbay.channel.spi.Secret;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls about the account: each whole request, and what becomes of each answer. */
class AccountCallsTest {
  private static final String DONE = "{\"success\":true}";
  private static final Secret PIN = new Secret("123456");

  private final AccountServer graph = AccountServer.start();

  @AfterEach
  void close() {
    graph.close();
  }

  @Nested
  class Numbers {
    private static final String FIELDS =
        "fields=id%2Cdisplay_phone_number%2Cverified_name%2Cstatus%2Cquality_rating%2Cthroughput"
            + "%2Cname_status%2Ccode_verification_status%2Caccount_mode%2Cplatform_type"
            + "%2Cis_on_biz_app%2Cwhatsapp_business_manager_messaging_limit";
    private static final String LONGEST =
        "{\"id\":\"109876543210123\",\"display_phone_number\":\"+1 631-555-5555\","
            + "\"verified_name\":\"Jasper's Market\",\"status\":\"CONNECTED\","
            + "\"quality_rating\":\"GREEN\",\"throughput\":{\"level\":\"HIGH\"},"
            + "\"name_status\":\"APPROVED\",\"code_verification_status\":\"EXPIRED\","
            + "\"account_mode\":\"LIVE\",\"platform_type\":\"CLOUD_API\",\"is_on_biz_app\":false,"
            + "\"whatsapp_business_manager_messaging_limit\":\"TIER_2K\",\"newer\":{}}";

    private final PhoneNumbers numbers = graph.use(PhoneNumbers.class);

    @Test
    void ownNumberIsReadWithAllItsParts() {
      graph.answer("GET", NUMBER, LONGEST);

      NumberDetails number = numbers.get();

      assertThat(number)
          .isEqualTo(
              new NumberDetails(
                  "109876543210123",
                  "+1 631-555-5555",
                  "Jasper's Market",
                  "CONNECTED",
                  "GREEN",
                  "HIGH",
                  "TIER_2K",
                  "APPROVED",
                  "EXPIRED",
                  "LIVE",
                  "CLOUD_API",
                  false,
                  LONGEST));
      assertThat(number.toString()).doesNotContain("631-555").doesNotContain("109876543210123");
      assertThat(graph.seen()).containsExactly("GET " + NUMBER + "?" + FIELDS);
    }

    @Test
    void othersAreListedAndRead() {
      graph
          .answer(
              "GET",
              "/v25.0/" + ACCOUNT + "/phone_numbers",
              "{\"data\":[" + LONGEST + ",{\"id\":\"2\",\"messaging_limit_tier\":\"TIER_50\"}]}")
          .answer("GET", "/v25.0/2", "{\"id\":\"2\"}");

      assertThat(List.copyOf(list(numbers.list())))
          .extracting(NumberDetails::messagingLimit)
          .containsExactly("TIER_2K", "TIER_50");
      assertThat(numbers.get("2").quality()).isNull();
      assertThat(graph.seen())
          .containsExactly(
              "GET /v25.0/" + ACCOUNT + "/phone_numbers?" + FIELDS + "&limit=100",
              "GET /v25.0/2?" + FIELDS);
    }

    @Test
    void verificationAndRegistration() {
      for (String edge : List.of("/request_code", "/verify_code", "/register", "/deregister", "")) {
        graph.answer("POST", NUMBER + edge, DONE);
      }

      numbers.requestCode(PhoneNumbers.CodeMethod.VOICE, "en_US");
      numbers.verifyCode(PIN);
      numbers.register(PIN, null);
      numbers.register(PIN, "DE");
      numbers.setPin(PIN);
      numbers.deregister();

      assertThat(graph.seen())
          .containsExactly(
              "POST " + NUMBER + "/request_code {\"code_method\":\"VOICE\",\"language\":\"en_US\"}",
              "POST " + NUMBER + "/verify_code {\"code\":\"123456\"}",
              "POST "
                  + NUMBER
                  + "/register {\"messaging_product\":\"whatsapp\",\"pin\":\"123456\"}",
              "POST "
                  + NUMBER
                  + "/register {\"messaging_product\":\"whatsapp\",\"pin\":\"123456\","
                  + "\"data_localization_region\":\"DE\"}",
              "POST " + NUMBER + " {\"pin\":\"123456\"}",
              "POST " + NUMBER + "/deregister {}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345", "123-456", "1234567", "\u0661\u0662\u0663\u0664\u0665\u0666"})
    void pinIsSixDigits(String pin) {
      SendError error = error(() -> numbers.setPin(new Secret(pin)));

      assertThat(error.message()).isEqualTo("The PIN is not six digits");
      assertThat(graph.requests()).isEmpty();
    }

    @Test
    void wrongPinIsClassified() {
      graph.answer(
          "POST",
          NUMBER + "/register",
          400,
          "{\"error\":{\"code\":133005,\"message\":\"Two step verification PIN Mismatch\"}}");

      assertThat(error(() -> numbers.register(PIN, null)).category()).isEqualTo(Category.SENDER);
    }
  }

  private static <T> List<T> list(Iterable<T> pages) {
    List<T> all = new java.util.ArrayList<>();
    pages.forEach(all::add);
    return all;
  }

  @Nested
  class Profile {
    private static final String PATH = NUMBER + "/whatsapp_business_profile";
    private static final String PROFILE =
        "{\"about\":\"Open\",\"address\":\"1 Street\",\"email\":\"a@b.example\","
            + "\"websites\":[\"https://a.example/\",7],\"vertical\":\"RETAIL\","
            + "\"profile_picture_url\":\"https://pps.whatsapp.net/v\","
            + "\"messaging_product\":\"whatsapp\"}";

    private final BusinessProfile profile = graph.use(BusinessProfile.class);

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":[P]}", "{\"data\":[{\"business_profile\":P}]}"})
    void isReadInBothShapes(String shape) {
      graph.answer("GET", PATH, shape.replace("P", PROFILE.replace("P", "P")));

      assertThat(profile.read())
          .isEqualTo(
              new ProfileDetails(
                  "Open",
                  "1 Street",
                  null,
                  "a@b.example",
                  List.of(URI.create("https://a.example/")),
                  "RETAIL",
                  URI.create("https://pps.whatsapp.net/v"),
                  null));
      assertThat(graph.seen())
          .containsExactly(
              "GET "
                  + PATH
                  + "?fields=about%2Caddress%2Cdescription%2Cemail%2Cprofile_picture_url"
                  + "%2Cwebsites%2Cvertical");
    }

    @Test
    void changeWritesWhatItHas() {
      graph.answer("POST", PATH, DONE);

      profile.write(
          ProfileDetails.change()
              .about("Closed")
              .description("")
              .websites(List.of(URI.create("https://a.example/")))
              .pictureHandle("4::aW")
              .build());

      assertThat(graph.seen())
          .containsExactly(
              "POST "
                  + PATH
                  + " {\"messaging_product\":\"whatsapp\",\"about\":\"Closed\","
                  + "\"description\":\"\",\"profile_picture_handle\":\"4::aW\","
                  + "\"websites\":[\"https://a.example/\"]}");
    }
  }

  @Nested
  class Blocking {
    private static final String PATH = NUMBER + "/block_users";
    private static final String BODY =
        "{\"messaging_product\":\"whatsapp\",\"block_users\":[{\"user\":\"+16505551234\"}]}";

    private final BlockList blocked = graph.use(BlockList.class);
    private final List<io.patchbay.channel.Address> anna = List.of(new PhoneNumber("16505551234"));

    @Test
    void peopleAreBlockedUnblockedAndListed() {
      graph
          .answer("POST", PATH, users("added_users"))
          .answer("DELETE", PATH, users("removed_users"))
          .answer(
              "GET",
              PATH,
              "{\"data\":[{\"messaging_product\":\"whatsapp\",\"wa_id\":\"16505551234\"}]}");

      BlockList.Result result = blocked.block(anna);
      assertThat(result.done()).extracting(BlockList.Person::waId).containsExactly("16505551234");
      assertThat(result.failed()).isEmpty();
      assertThat(result.toString()).doesNotContain("16505551234");
      assertThat(blocked.unblock(anna)).isEqualTo(result);
      assertThat(list(blocked.list())).containsExactly("16505551234");
      assertThat(graph.seen())
          .containsExactly(
              "POST " + PATH + " " + BODY, "DELETE " + PATH + " " + BODY, "GET " + PATH);
    }

    private static String users(String word) {
      return "{\"messaging_product\":\"whatsapp\",\"block_users\":{\""
          + word
          + "\":[{\"input\":\"+16505551234\",\"wa_id\":\"16505551234\"}]}}";
    }

    @Test
    void someMayFailAndTheOthersNot() {
      graph.answer(
          "POST",
          PATH,
          400,
          "{\"block_users\":{\"added_users\":[{\"input\":\"+1\"}],\"failed_users\":["
              + "{\"input\":\"+2\",\"errors\":[{\"message\":\"Re-engagement required\","
              + "\"code\":131047,\"error_data\":{\"details\":\"d\"}}]}]},"
              + "\"error\":{\"code\":139100,\"message\":\"some failed\"}}");

      BlockList.Result result = blocked.block(anna);

      assertThat(result.done()).hasSize(1);
      assertThat(result.failed())
          .singleElement()
          .satisfies(
              failed ->
                  assertThat(failed.errors().get(0).category()).isEqualTo(Category.WINDOW_CLOSED));
    }

    @Test
    void refusalOfTheWholeIsAnError() {
      graph.answer("POST", PATH, 400, "{\"error\":{\"code\":139101,\"message\":\"full\"}}");

      SendError error = error(() -> blocked.block(anna));

      assertThat(error.code()).isEqualTo("139101");
      assertThat(error.category()).isEqualTo(Category.OTHER);
    }

    @Test
    void onlyNumbersCanBeBlocked() {
      assertThat(error(() -> blocked.block(List.of(new UserId("US.1")))).message())
          .isEqualTo("Only phone numbers can be blocked, not a UserId");
      assertThat(graph.requests()).isEmpty();
    }
  }

  @Nested
  class Codes {
    private static final String PATH = NUMBER + "/message_qrdls";
    private static final String CODE =
        "{\"code\":\"ANED2T5QRU7HG1\",\"prefilled_message\":\"Hi \",\"deep_link_url\":"
            + "\"https://wa.me/message/ANED2T5QRU7HG1\",\"qr_image_url\":\"https://x.example/q\"}";

    private final QrCodes codes = graph.use(QrCodes.class);

    @Test
    void areMadeReadChangedAndDeleted() {
      graph
          .answer("POST", PATH, CODE)
          .answer("GET", PATH + "/ANED2T5QRU7HG1", "{\"data\":[" + CODE + "]}")
          .answer("DELETE", PATH + "/ANED2T5QRU7HG1", DONE);

      QrCode made = codes.create("Hi ", QrCodes.Image.SVG);
      assertThat(made)
          .isEqualTo(
              new QrCode(
                  "ANED2T5QRU7HG1",
                  "Hi ",
                  URI.create("https://wa.me/message/ANED2T5QRU7HG1"),
                  URI.create("https://x.example/q")));
      assertThat(codes.create("Hi ", QrCodes.Image.NONE)).isEqualTo(made);
      assertThat(codes.get("ANED2T5QRU7HG1")).isEqualTo(made);
      assertThat(codes.update("ANED2T5QRU7HG1", "Bye")).isEqualTo(made);
      codes.delete("ANED2T5QRU7HG1");

      assertThat(graph.seen())
          .containsExactly(
              "POST " + PATH + " {\"prefilled_message\":\"Hi \",\"generate_qr_image\":\"SVG\"}",
              "POST " + PATH + " {\"prefilled_message\":\"Hi \"}",
              "GET " + PATH + "/ANED2T5QRU7HG1",
              "POST " + PATH + " {\"code\":\"ANED2T5QRU7HG1\",\"prefilled_message\":\"Bye\"}",
              "DELETE " + PATH + "/ANED2T5QRU7HG1");
      assertThat(made.toString()).doesNotContain("Hi ");
    }

    @Test
    void answerWithoutACodeIsUnreadable() {
      graph.answer("POST", PATH, "{}");

      assertThat(error(() -> codes.create("Hi", QrCodes.Image.PNG)).category())
          .isEqualTo(Category.UNREADABLE_ANSWER);
    }
  }

  @Nested
  class Subscriptions {
    private static final String PATH = "/v25.0/" + ACCOUNT + "/subscribed_apps";

    private final AppSubscriptions apps = graph.use(AppSubscriptions.class);

    @Test
    void areMadeReadAndEnded() {
      graph
          .answer("POST", PATH, DONE)
          .answer("DELETE", PATH, DONE)
          .answer(
              "GET",
              PATH,
              "{\"data\":[{\"override_callback_uri\":\"https://a.example/hook\","
                  + "\"whatsapp_business_api_data\":{\"id\":\"1\",\"name\":\"App\"}},"
                  + "{\"id\":\"2\"}]}");

      apps.subscribe();
      apps.subscribe(URI.create("https://a.example/hook"), new Secret("hush"));
      assertThat(apps.list())
          .containsExactly(
              new AppSubscriptions.App("1", "App", URI.create("https://a.example/hook")),
              new AppSubscriptions.App("2", null, null));
      apps.unsubscribe();

      assertThat(graph.seen())
          .containsExactly(
              "POST " + PATH + " {}",
              "POST "
                  + PATH
                  + " {\"override_callback_uri\":\"https://a.example/hook\","
                  + "\"verify_token\":\"hush\"}",
              "GET " + PATH,
              "DELETE " + PATH);
    }
  }

  @Nested
  class Failing {
    private final PhoneNumbers numbers = graph.use(PhoneNumbers.class);
    private final ThrowingCallable reading = numbers::get;
    private final ThrowingCallable changing = numbers::deregister;

    @ParameterizedTest
    @CsvSource({
      "500, UNAVAILABLE, BACKOFF",
      "503, UNAVAILABLE, BACKOFF",
      "429, RATE_LIMITED, BACKOFF",
      "401, AUTHENTICATION, NEVER",
      "403, PERMISSION, NEVER",
      "404, UNREADABLE_ANSWER, NEVER",
      "302, UNREADABLE_ANSWER, NEVER",
      "200, UNREADABLE_ANSWER, NEVER"
    })
    void answerThatIsNotTheGraphApisCountsByItsStatus(int status, Category category, Retry retry) {
      graph.answer("GET", NUMBER, status, "<html>");

      SendError error = error(reading);

      assertThat(error.category()).isEqualTo(category);
      assertThat(error.retry()).isEqualTo(retry);
      assertThat(error.scope()).isEqualTo(Scope.CONNECTION);
      assertThat(graph.requests()).hasSize(1);
    }

    @Test
    void nothingIsAskedTwiceWhateverTheServerSuggests() {
      for (String method : List.of("GET", "POST", "DELETE")) {
        graph.answer(
            method,
            method.equals("POST") ? NUMBER + "/deregister" : NUMBER,
            aResponse().withStatus(503).withHeader("Retry-After", "0"));
      }
      graph.answer(
          "DELETE", "/v25.0/9", aResponse().withStatus(503).withHeader("Retry-After", "0"));

      error(reading);
      error(changing);
      error(() -> graph.use(MediaStore.class).delete("9"));

      assertThat(graph.requests()).hasSize(3);
    }

    @Test
    void failureOfMetaMayHaveChangedSomething() {
      String answer = "{\"error\":{\"code\":1,\"message\":\"unknown\"}}";
      graph.answer("POST", NUMBER + "/deregister", 500, answer).answer("GET", NUMBER, 500, answer);

      assertThat(error(changing).retry()).isEqualTo(Retry.NEVER);
      assertThat(error(changing).remedy()).startsWith("Look whether it took effect");
      assertThat(error(reading).retry()).isEqualTo(Retry.BACKOFF);
      assertThat(error(reading).remedy()).startsWith("Ask again later");
    }

    @Test
    void missingPermissionNamesBoth() {
      graph.answer("GET", NUMBER, 403, "{\"error\":{\"code\":\"10\",\"message\":\"no\"}}");

      assertThat(error(reading).remedy())
          .contains("whatsapp_business_management", "whatsapp_business_messaging");
    }

    @Test
    void errorInASuccessIsAnError() {
      graph.answer("GET", NUMBER, 200, "{\"error\":{\"code\":190,\"message\":\"no\"}}");

      assertThat(error(reading).category()).isEqualTo(Category.AUTHENTICATION);
    }

    @Test
    void noConnectionIsToldFromALostAnswer() throws IOException {
      try (RawServer server =
              RawServer.start(
                  peer -> {
                    peer.request();
                    peer.reset();
                  });
          var connection = Connections.open(server.url())) {
        PhoneNumbers lost = connection.capability(PhoneNumbers.class).orElseThrow();
        assertThat(error(lost::deregister).retry()).isEqualTo(Retry.NEVER);
        assertThat(error(lost::get).retry()).isEqualTo(Retry.BACKOFF);
        assertThat(server.requests()).hasSize(2);
      }
      try (var connection = Connections.open("http://127.0.0.1:1")) {
        SendError error =
            error(connection.capability(PhoneNumbers.class).orElseThrow()::deregister);
        assertThat(error.retry()).isEqualTo(Retry.BACKOFF);
        assertThat(error.category()).isEqualTo(Category.NETWORK);
      }
    }

    @Test
    void answerThatNeverEndsIsGivenUp() throws IOException {
      try (RawServer server = RawServer.start(RawServer.Peer::hang);
          var connection =
              Connections.open(
                  server.url(), "readTimeout=100ms", "connectTimeout=1s", "writeTimeout=1s")) {
        SendError error = error(connection.capability(PhoneNumbers.class).orElseThrow()::get);
        assertThat(error.category()).isEqualTo(Category.NETWORK);
      }
    }

    @Test
    void interruptedThreadStaysInterrupted() {
      graph.answer("GET", NUMBER, "{\"id\":\"1\"}");
      Thread.currentThread().interrupt();
      SendError error = error(reading);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(error.category()).isEqualTo(Category.NETWORK);
    }

    @Test
    void proofGoesWithTheToken() {
      try (AccountServer proven = AccountServer.start("appSecret=" + Connections.SECRET)) {
        proven.answer("GET", "/v25.0/9", "{\"id\":\"9\"}").answer("DELETE", "/v25.0/9", DONE);
        proven.use(MediaStore.class).lookUp("9");
        proven.use(MediaStore.class).delete("9");

        assertThat(proven.requests())
            .hasSize(2)
            .allSatisfy(
                request ->
                    assertThat(request.getUrl()).matches(".*appsecret_proof=[0-9a-f]{64}.*"));
      }
    }

    @Test
    void closedConnectionStillTellsWhatItIsAsked() {
      graph.answer("GET", NUMBER, "{\"id\":\"1\"}");
      graph.connection().close();

      assertThat(numbers.get().id()).isEqualTo("1");
    }
  }
}
