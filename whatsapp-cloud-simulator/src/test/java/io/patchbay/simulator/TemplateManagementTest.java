package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("locale")
class TemplateManagementTest {
  private static final String PATH = "v25.0/102290129340398/message_templates";
  private static final String COMPONENTS =
      "[{\"type\":\"HEADER\",\"format\":\"TEXT\",\"text\":\"Sale\"},"
          + "{\"type\":\"BODY\",\"text\":\"Hi {{1}}!\",\"example\":{\"body_text\":[[\"Ann\"]]}},"
          + "{\"type\":\"FOOTER\",\"text\":\"Bye\"},"
          + "{\"type\":\"BUTTONS\",\"buttons\":[{\"type\":\"QUICK_REPLY\",\"text\":\"Stop\"}]}]";

  private WhatsAppCloudSimulator simulator;
  private TestClient client;

  @BeforeEach
  void start() {
    simulator = WhatsAppCloudSimulator.builder().start();
    client = new TestClient(simulator);
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  private static String template(String name, String language, String components) {
    return "{\"name\":\"%s\",\"language\":\"%s\",\"category\":\"MARKETING\",\"components\":%s}"
        .formatted(name, language, components);
  }

  private String created(String name, String language) {
    HttpResponse<String> answer = client.postTo(PATH, template(name, language, COMPONENTS));
    String id = TestClient.member(answer, "id");
    assertThat(TestClient.json(answer.body()))
        .isEqualTo(
            TestClient.json(
                "{\"id\":\"%s\",\"status\":\"PENDING\",\"category\":\"MARKETING\"}".formatted(id)));
    return id;
  }

  @Test
  void aNewTemplateIsPendingInItsAnswerAndApprovedAfterwards() {
    String id = created("sale", "en_US");
    assertThat(TestClient.json(client.get("v25.0/" + id).body()))
        .isEqualTo(
            TestClient.json(
                """
                {"name":"sale","parameter_format":"POSITIONAL","components":%s,"language":"en_US",
                 "status":"APPROVED","category":"MARKETING","id":"%s"}\
                """
                    .formatted(COMPONENTS, id)));
    assertThat(TestClient.json(client.get("v25.0/" + id + "?fields=status,quality_score").body()))
        .isEqualTo(
            TestClient.json(
                "{\"status\":\"APPROVED\",\"quality_score\":{\"score\":\"UNKNOWN\"},\"id\":\"%s\"}"
                    .formatted(id)));
    assertThat(simulator.account().templates())
        .containsExactly(
            new SimulatedTemplate(
                "sale",
                "en_US",
                "MARKETING",
                "APPROVED",
                "POSITIONAL",
                TestClient.json(COMPONENTS).toString()));
  }

  @Test
  void whereApprovalTakesTimeATemplateCannotBeSentOrEdited() {
    try (WhatsAppCloudSimulator slow =
        WhatsAppCloudSimulator.builder().approveTemplates(false).start()) {
      TestClient caller = new TestClient(slow);
      String id =
          TestClient.member(
              caller.postTo(PATH, template("hello_world", "en_US", COMPONENTS)), "id");
      assertThat(caller.get("v25.0/" + id + "?fields=status").body()).contains("PENDING");
      assertThat(caller.send(TestClient.template("14155551234")).body()).contains("132001");
      Errors.assertRefused(
          caller.postTo("v25.0/" + id, "{\"category\":\"UTILITY\"}"),
          400,
          Errors.template(
              2388039,
              "Message template status cannot be changed",
              "The template is in review and cannot be edited."));
      slow.account().template(SimulatedTemplate.of("hello_world", "en_US", "Hello"));
      assertThat(caller.send(TestClient.template("14155551234")).statusCode()).isEqualTo(200);
      assertThat(caller.get("v25.0/" + id + "?fields=status").body())
          .as("the same template")
          .contains("APPROVED");
    }
  }

  @Test
  void anEditChangesWhatItNames() {
    String id = created("sale", "en_US");
    assertThat(client.postTo("v25.0/" + id, "{\"category\":\"UTILITY\"}").body())
        .isEqualTo("{\"success\":true}");
    assertThat(
            client
                .postTo(
                    "v25.0/" + id, "{\"components\":[{\"type\":\"BODY\",\"text\":\"New text\"}]}")
                .statusCode())
        .isEqualTo(200);
    assertThat(TestClient.json(client.get("v25.0/" + id + "?fields=category,components").body()))
        .isEqualTo(
            TestClient.json(
                "{\"category\":\"UTILITY\",\"components\":[{\"type\":\"BODY\",\"text\":\"New text\"}],\"id\":\"%s\"}"
                    .formatted(id)));
    Errors.assertRefused(client.postTo("v25.0/7", "{}"), 400, Errors.noObject("post", "7"));
  }

  @Test
  void aNameOrOneOfItsLanguagesIsDeleted() {
    String english = created("sale", "en");
    created("sale", "fr");
    created("sale_two", "en");
    assertThat(client.delete(PATH + "?name=sale&hsm_id=" + english).body())
        .isEqualTo("{\"success\":true}");
    assertThat(names("")).containsExactly("sale fr", "sale_two en");
    assertThat(client.delete(PATH + "?name=sale").statusCode()).isEqualTo(200);
    assertThat(names("")).containsExactly("sale_two en");
    Errors.assertRefused(
        client.delete(PATH + "?name=sale"),
        400,
        Errors.template(
            2593002, "Message Template Not Found", "There is no such template in this account."));
    Errors.assertRefused(
        client.delete(PATH), 400, Errors.parameter("The parameter name is required."));
    assertThat(
            client.send(TestClient.template("14155551234").replace("hello_world", "sale")).body())
        .as("a template that was deleted cannot be sent")
        .contains("132001");
  }

  private List<String> names(String query) {
    List<String> names = new ArrayList<>();
    for (JsonElement element : page(PATH + query).getAsJsonArray("data")) {
      JsonObject template = element.getAsJsonObject();
      names.add(template.get("name").getAsString() + " " + template.get("language").getAsString());
    }
    return names;
  }

  private JsonObject page(String path) {
    HttpResponse<String> answer = client.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return TestClient.json(answer.body()).getAsJsonObject();
  }

  @Test
  void aListCanBeSearched() {
    created("sale", "en");
    created("sale", "fr");
    created("summer_sale", "en");
    created("other", "en");
    assertThat(names("?name=sale")).containsExactly("sale en", "sale fr", "summer_sale en");
    assertThat(names("?name=sale&language=fr")).containsExactly("sale fr");
    assertThat(names("?status=REJECTED")).isEmpty();
    assertThat(names("?category=marketing&limit=1")).containsExactly("sale en");
    assertThat(client.get(PATH + "?name=nothing").body()).isEqualTo("{\"data\":[]}");
  }

  @Test
  void pagesLeadFromOneToTheNextAndBack() {
    IntStream.range(0, 60).forEach(i -> define("t%02d".formatted(i)));
    List<String> seen = new ArrayList<>();
    String path = PATH + "?fields=name&limit=25";
    JsonObject page = page(path);
    List<Integer> sizes = new ArrayList<>();
    while (true) {
      sizes.add(page.getAsJsonArray("data").size());
      page.getAsJsonArray("data")
          .forEach(row -> seen.add(row.getAsJsonObject().get("name").getAsString()));
      JsonObject paging = page.getAsJsonObject("paging");
      if (!paging.has("next")) {
        assertThat(paging.keySet()).containsExactlyInAnyOrder("cursors", "previous");
        break;
      }
      String next = paging.get("next").getAsString();
      assertThat(next).startsWith(simulator.baseUrl() + path + "&after=");
      page = page(next.substring(simulator.baseUrl().toString().length()));
    }
    assertThat(sizes).containsExactly(25, 25, 10);
    assertThat(seen).isEqualTo(IntStream.range(0, 60).mapToObj(i -> "t%02d".formatted(i)).toList());

    String before =
        page.getAsJsonObject("paging").getAsJsonObject("cursors").get("before").getAsString();
    JsonObject back = page(path + "&before=" + before);
    assertThat(back.getAsJsonArray("data").get(0).getAsJsonObject().get("name").getAsString())
        .isEqualTo("t25");
  }

  private void define(String name) {
    simulator.account().template(SimulatedTemplate.of(name, "en", "Hi"));
  }

  @Test
  void aCursorHoldsWhenItsRowIsDeleted() {
    IntStream.range(0, 4).forEach(i -> define("t" + i));
    JsonObject first = page(PATH + "?fields=name&limit=2");
    client.delete(PATH + "?name=t1");
    String after =
        first.getAsJsonObject("paging").getAsJsonObject("cursors").get("after").getAsString();
    assertThat(page(PATH + "?fields=name&limit=1&after=" + after).toString())
        .as("the row that took the deleted one's place comes next")
        .contains("\"t2\"");
  }

  @ParameterizedTest
  @CsvSource({
    "limit=x, Param limit must be an integer up to 1000.",
    "limit=1001, Param limit must be an integer up to 1000.",
    "after=nonsense!, Param after is not a valid cursor.",
    "fields=name%2Cshoe_size, Tried accessing nonexisting field (shoe_size)"
  })
  void whatCannotBeListed(String query, String sentence) {
    define("one");
    Errors.assertRefused(client.get(PATH + "?" + query), 400, Errors.parameter(sentence));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"BODY\",\"text\":\"{{1}} is here\"|2388299|Leading or trailing params not allowed"
            + "|A variable cannot be at the start or the end of the template.",
        "\"BODY\",\"text\":\"I am {{name}}\"|2388299|Leading or trailing params not allowed"
            + "|A variable cannot be at the start or the end of the template.",
        "\"BODY\",\"text\":\"LONG\"|2388040|Character Limit Exceeded"
            + "|The body of a template has at most 1024 characters.",
        "\"FOOTER\",\"text\":\"See {{1}}.\"|2388073|Message template footer format is incorrect"
            + "|A footer cannot have variables.",
        "\"HEADER\",\"format\":\"TEXT\",\"text\":\"A\\nB\"|2388047"
            + "|Message template header format is incorrect|A header cannot have a new line in it.",
        "\"FOOTER\",\"text\":\"Bye\"|2388072|Message template body is missing"
            + "|A template needs a BODY component."
      })
  void aComponentThatIsNotTaken(String component, int subcode, String title, String sentence) {
    String components = "[{\"type\":" + component.replace("LONG", "x".repeat(1025)) + "}]";
    Errors.assertRefused(
        client.postTo(PATH, template("sale", "en", components)),
        400,
        Errors.template(subcode, title, sentence));
  }

  @Test
  void aNameHasEachLanguageOnce() {
    created("sale", "en");
    Errors.assertRefused(
        client.postTo(PATH, template("sale", "en", COMPONENTS)),
        400,
        Errors.template(
            2388024,
            "Content in This Language Already Exists",
            "There is already a template 'sale' in en."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "language", "category", "components"})
  void eachPartIsRequired(String part) {
    JsonObject body = TestClient.json(template("sale", "en", COMPONENTS)).getAsJsonObject();
    body.remove(part);
    Errors.assertRefused(client.postTo(PATH, body.toString()), 400, Errors.missing(part));
  }

  @Test
  void anAuthenticationTemplateHasAFixedText() {
    String body =
        "{\"name\":\"code\",\"language\":\"en_US\",\"category\":\"AUTHENTICATION\",\"components\":["
            + "{\"type\":\"BODY\",\"add_security_recommendation\":true},"
            + "{\"type\":\"FOOTER\",\"code_expiration_minutes\":10},"
            + "{\"type\":\"BUTTONS\",\"buttons\":[{\"type\":\"OTP\",\"otp_type\":\"COPY_CODE\",\"text\":\"Copy\"}]}]}";
    assertThat(client.postTo(PATH, body).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sale|en|A template's name is made of lower-case letters, digits and underscores, but this"
            + " is 'Sale'",
        "sale|english|A template's language is a code such as en or en_US, but this is 'english'"
      })
  void aMistypedDefinitionIsNamed(String name, String language, String message) {
    assertThatThrownBy(() -> SimulatedTemplate.of(name, language, "Hi"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    Errors.assertRefused(
        client.postTo(PATH, template(name, language, COMPONENTS)), 400, Errors.parameter(message));
  }

  @Test
  void otherMistakesOfADefinitionAreNamedToo() {
    SimulatedTemplate good = SimulatedTemplate.of("sale", "en", "Hi");
    assertThatThrownBy(() -> good.withCategory("SPAM"))
        .hasMessage(
            "A template's category is one of AUTHENTICATION, MARKETING and UTILITY, but this is"
                + " 'SPAM'");
    assertThatThrownBy(() -> good.withComponents("{}"))
        .hasMessage("A template's components must be a JSON array");
    assertThatThrownBy(() -> new SimulatedTemplate("a", "en", "UTILITY", "APPROVED", "ODD", "[]"))
        .hasMessage("A template's parameter format is POSITIONAL or NAMED, but this is 'ODD'");
  }
}
