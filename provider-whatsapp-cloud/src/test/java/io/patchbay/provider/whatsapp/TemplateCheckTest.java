package io.patchbay.provider.whatsapp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.patchbay.provider.whatsapp.AccountServer.ACCOUNT;
import static io.patchbay.provider.whatsapp.AccountServer.NUMBER;
import static io.patchbay.provider.whatsapp.Connections.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.patchbay.channel.Category;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendOutcome.Rejected;
import io.patchbay.channel.Template;
import io.patchbay.channel.UserId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateCheckTest {
  private static final String PATH = "/v25.0/" + ACCOUNT + "/message_templates";
  private static final String SENT = "{\"messages\":[{\"id\":\"wamid.1\"}]}";

  private final MovingClock clock = new MovingClock();
  private AccountServer graph = AccountServer.start(clock);

  @AfterEach
  void close() {
    graph.close();
  }

  private void defined(String... texts) {
    graph.answer("GET", PATH, definitions(texts));
    graph.answer("POST", NUMBER + "/messages", SENT);
  }

  private static ResponseDefinitionBuilder definitions(String... texts) {
    List<String> all = new ArrayList<>();
    String[] languages = {"en_US", "es"};
    for (int i = 0; i < texts.length; i++) {
      all.add(
          "{\"id\":\""
              + i
              + "\",\"name\":\"order\",\"language\":\""
              + languages[i]
              + "\",\"components\":[{\"type\":\"BODY\",\"text\":\""
              + texts[i]
              + "\"}]}");
    }
    return aResponse().withBody("{\"data\":[" + String.join(",", all) + "]}");
  }

  private SendOutcome send(String language, String... values) {
    return graph
        .connection()
        .send(Connections.request(ANNA, Template.of("order", language, values)));
  }

  private static SendError refused(SendOutcome outcome) {
    assertThat(outcome).isInstanceOf(Rejected.class);
    return outcome.error().orElseThrow();
  }

  private long fetches() {
    return graph.seen().stream().filter(seen -> seen.startsWith("GET")).count();
  }

  private long messages() {
    return graph.seen().stream().filter(seen -> seen.startsWith("POST")).count();
  }

  @Test
  void whatDoesNotFitIsRefusedWithoutAMessage() {
    defined("Hi {{1}}, order {{2}}");

    SendError error = refused(send("en_US", "Anna"));

    assertThat(error.category()).isEqualTo(Category.TEMPLATE);
    assertThat(error.retry()).isEqualTo(Retry.NEVER);
    assertThat(error.scope()).isEqualTo(Scope.MESSAGE);
    assertThat(error.message())
        .isEqualTo(
            "Template 'order' (en_US) lacks the body parameter {{2}}; its body has {{1}}, {{2}}");
    assertThat(error.toString()).doesNotContain("Anna");
    assertThat(messages()).isZero();
    assertThat(graph.seen().get(0)).contains("name=order");
  }

  @Test
  void missingLanguageNamesTheOthers() {
    defined("Hi", "Hola");

    assertThat(refused(send("de")).message())
        .isEqualTo("Template 'order' has no language 'de'; it has en_US, es");
  }

  @Test
  void pausedTemplateIsRefusedUntilMetaLetsItPassAgain() {
    String definition =
        "{\"data\":[{\"id\":\"1\",\"name\":\"order\",\"language\":\"en_US\","
            + "\"status\":\"PAUSED\",\"components\":[{\"type\":\"BODY\",\"text\":\"Hi\"}]}]}";
    defined();
    graph.answer("GET", PATH, definition);

    SendError error = refused(send("en_US"));

    assertThat(error.message())
        .isEqualTo("Template 'order' (en_US) is paused because of its quality");
    assertThat(error.category()).isEqualTo(Category.TEMPLATE);
    assertThat(error.retry()).isEqualTo(Retry.LATER);
    assertThat(error.scope()).isEqualTo(Scope.TEMPLATE);
    assertThat(messages()).isZero();

    graph.answer("GET", PATH, definition.replace("PAUSED", "APPROVED"));
    clock.forward(Duration.ofSeconds(30));
    assertThat(send("en_US").accepted()).isTrue();
  }

  @Test
  void authenticationTemplateGoesToPhoneNumbersOnly() {
    defined();
    graph.answer(
        "GET",
        PATH,
        "{\"data\":[{\"id\":\"1\",\"name\":\"order\",\"language\":\"en_US\","
            + "\"category\":\"AUTHENTICATION\",\"components\":[{\"type\":\"BODY\"}]},"
            + "{\"id\":\"2\",\"name\":\"order\",\"language\":\"es\","
            + "\"category\":\"UTILITY\",\"components\":[{\"type\":\"BODY\"}]}]}");
    UserId person = new UserId("US.13491208655302741918");

    SendError error = refused(send(person, "en_US"));

    assertThat(error.category()).isEqualTo(Category.RECIPIENT_INVALID);
    assertThat(error.message()).contains("131062");
    assertThat(messages()).isZero();
    assertThat(send(person, "es").accepted()).isTrue();
    assertThat(send("en_US", "17").accepted()).isTrue();
  }

  @Test
  void templateThatChangesItsCategoryIsTreatedByTheNewOne() {
    String definition =
        "{\"data\":[{\"id\":\"1\",\"name\":\"order\",\"language\":\"en_US\","
            + "\"category\":\"AUTHENTICATION\",\"components\":[{\"type\":\"BODY\",\"text\":\"Hi\"}]}]}";
    UserId person = new UserId("US.13491208655302741918");
    defined();
    graph.answer("GET", PATH, definition);
    refused(send(person, "en_US"));

    graph.answer("GET", PATH, definition.replace("AUTHENTICATION", "UTILITY"));
    clock.forward(Duration.ofSeconds(30));
    assertThat(send(person, "en_US").accepted()).isTrue();

    graph.answer("GET", PATH, definition);
    clock.forward(Duration.ofMinutes(10));
    assertThat(refused(send(person, "en_US")).category()).isEqualTo(Category.RECIPIENT_INVALID);
    assertThat(messages()).isEqualTo(1);
  }

  @Test
  void templateThatMetaSaysIsPausedIsRefusedHereFromThenOn() {
    String definition =
        "{\"data\":[{\"id\":\"1\",\"name\":\"order\",\"language\":\"en_US\",\"status\":\"APPROVED\","
            + "\"components\":[{\"type\":\"BODY\",\"text\":\"Hi\"}]}]}";
    graph.answer("GET", PATH, definition);
    graph.answer(
        "POST", NUMBER + "/messages", 400, "{\"error\":{\"code\":132015,\"message\":\"no\"}}");

    SendError told = refused(send("en_US"));
    graph.answer("GET", PATH, definition.replace("APPROVED", "PAUSED"));
    SendError known = refused(send("en_US"));

    assertThat(told.code()).isEqualTo("132015");
    assertThat(told.retry()).isEqualTo(Retry.LATER);
    assertThat(told.scope()).isEqualTo(Scope.TEMPLATE);
    assertThat(known.message())
        .isEqualTo("Template 'order' (en_US) is paused because of its quality");
    assertThat(messages()).isEqualTo(1);
  }

  private SendOutcome send(UserId to, String language) {
    return graph.connection().send(Connections.request(to, Template.of("order", language)));
  }

  @Test
  void missingTemplateIsNamed() {
    defined();

    assertThat(refused(send("en_US")).message())
        .isEqualTo("Template 'order' does not exist in this WhatsApp account");
  }

  @Test
  void whatFitsIsSentAndTheDefinitionKept() {
    defined("Hi {{1}}");

    assertThat(send("en_US", "Anna").accepted()).isTrue();
    assertThat(send("en_US", "Bob").accepted()).isTrue();

    assertThat(fetches()).isEqualTo(1);
    assertThat(messages()).isEqualTo(2);
  }

  @Test
  void definitionIsFetchedAnewAfterTenMinutes() {
    defined("Hi {{1}}");
    send("en_US", "Anna");
    clock.forward(Duration.ofMinutes(10));
    send("en_US", "Anna");

    assertThat(fetches()).isEqualTo(2);
  }

  @Test
  void nobodyIsRefusedOnOldNews() {
    defined("Hi {{1}}");
    send("en_US", "Anna");
    defined("Hi {{1}}, {{2}}");
    clock.forward(Duration.ofSeconds(30));

    assertThat(send("en_US", "Anna", "17").accepted()).isTrue();
    assertThat(fetches()).isEqualTo(2);
  }

  @Test
  void freshRefusalsDoNotFetchEachTime() {
    defined("Hi {{1}}");
    refused(send("en_US"));
    refused(send("en_US"));

    assertThat(fetches()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"132000", "132001", "132012", "132015", "132016"})
  void answerThatContradictsTheDefinitionRefreshesIt(String code) {
    defined("Hi {{1}}");
    graph.answer(
        "POST",
        NUMBER + "/messages",
        400,
        "{\"error\":{\"code\":" + code + ",\"message\":\"no\"}}");
    assertThat(refused(send("en_US", "Anna")).code()).isEqualTo(code);
    send("en_US", "Anna");

    assertThat(fetches()).isEqualTo(2);
  }

  @Test
  void otherRefusalsDoNot() {
    defined("Hi {{1}}");
    graph.answer(
        "POST", NUMBER + "/messages", 400, "{\"error\":{\"code\":131026,\"message\":\"no\"}}");
    send("en_US", "Anna");
    send("en_US", "Anna");

    assertThat(fetches()).isEqualTo(1);
  }

  @Test
  void changeOfATemplateThroughThisConnectionRefreshesIt() {
    defined("Hi {{1}}");
    send("en_US", "Anna");
    graph.answer("POST", "/v25.0/0", "{\"success\":true}");
    graph
        .use(Templates.class)
        .edit("0", TemplateDraft.of("order", "en_US", "UTILITY", DefinitionPart.body("Hi")));
    send("en_US", "Anna");

    assertThat(fetches()).isEqualTo(2);
  }

  @Test
  void fetchThatFailsLetsTheMessagePassAndIsNotRepeatedAtOnce() {
    graph.answer("GET", PATH, 500, "{}");
    graph.answer("POST", NUMBER + "/messages", SENT);

    assertThat(send("en_US").accepted()).isTrue();
    assertThat(send("en_US").accepted()).isTrue();
    assertThat(fetches()).isEqualTo(1);

    clock.forward(Duration.ofMinutes(1));
    assertThat(send("en_US").accepted()).isTrue();
    assertThat(fetches()).isEqualTo(2);
    assertThat(messages()).isEqualTo(3);
  }

  /** More pages than are read for one name. */
  private void crowded() {
    String other = "{\"id\":\"1\",\"name\":\"order_b\",\"language\":\"en_US\"}";
    graph.answer(
        "GET", PATH, "{\"data\":[" + String.join(",", Collections.nCopies(301, other)) + "]}");
    graph.answer("POST", NUMBER + "/messages", SENT);
  }

  private SendOutcome sendOther() {
    return graph.connection().send(Connections.request(ANNA, Template.of("other", "en_US")));
  }

  @Test
  void nameThatCannotBeToldFromOthersGoesUncheckedAloneForAMinute() {
    crowded();

    assertThat(send("en_US").accepted()).isTrue();
    assertThat(send("en_US").accepted()).isTrue();
    assertThat(fetches()).isEqualTo(1);

    defined();
    assertThat(refused(sendOther()).message()).contains("'other' does not exist");
    assertThat(send("en_US").accepted()).isTrue();
    assertThat(fetches()).isEqualTo(2);

    clock.forward(Duration.ofMinutes(1));
    assertThat(refused(send("en_US")).message()).contains("'order' does not exist");
  }

  @Test
  void operatorIsToldOnceThatThePermissionIsMissing() {
    graph.answer("GET", PATH, 403, "{\"error\":{\"code\":200,\"message\":\"no\"}}");
    graph.answer("POST", NUMBER + "/messages", SENT);
    Log log = Log.from();

    send("en_US");
    clock.forward(Duration.ofMinutes(1));
    send("en_US");

    assertThat(log.lines("WARN io.patchbay.provider.whatsapp.internal.account.TemplateCheck"))
        .singleElement()
        .asString()
        .contains("acme/whatsapp: templates are sent unchecked")
        .contains("whatsapp_business_management");
  }

  @Test
  void fetchThatHangsLeavesTheMessageItsTime() {
    graph.answer("GET", PATH, definitions("Hi {{1}}").withFixedDelay(20_000));
    graph.answer("POST", NUMBER + "/messages", SENT);

    SendOutcome outcome = send("en_US");

    assertThat(outcome.accepted()).isTrue();
    assertThat(messages()).isEqualTo(1);
  }

  @Test
  void manySendsAtOnceFetchOnce() throws Exception {
    defined("Hi {{1}}");
    graph.answer("GET", PATH, definitions("Hi {{1}}").withFixedDelay(300));
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Future<SendOutcome>> sends = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        sends.add(threads.submit(() -> send("en_US", "Anna")));
      }
      for (Future<SendOutcome> send : sends) {
        assertThat(send.get().accepted()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(fetches()).isEqualTo(1);
    assertThat(messages()).isEqualTo(16);
  }

  @Test
  void withoutTheAccountsIdNothingIsFetched() {
    graph.close();
    graph = AccountServer.start(AccountServer.NO_ACCOUNT);
    defined("Hi {{1}}");

    assertThat(send("en_US").accepted()).isTrue();
    assertThat(fetches()).isZero();
    assertThat(messages()).isEqualTo(1);
  }

  @Test
  void switchTurnsItOff() {
    graph.close();
    graph = AccountServer.start("templateCheck=false");
    defined("Hi {{1}}");

    assertThat(send("en_US").accepted()).isTrue();
    assertThat(fetches()).isZero();
  }

  @Test
  void textsAreNotHeldUp() {
    defined("Hi {{1}}");

    assertThat(graph.connection().send(Connections.text("Hi")).accepted()).isTrue();
    assertThat(fetches()).isZero();
  }
}
