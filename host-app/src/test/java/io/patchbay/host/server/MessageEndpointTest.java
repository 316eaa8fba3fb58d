package io.patchbay.host.server;

import static io.patchbay.host.server.ServerRig.json;
import static io.patchbay.host.server.ServerRig.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.patchbay.channel.Category;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.Template;
import io.patchbay.channel.Text;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.testsupport.Conditions;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageEndpointTest {
  private ServerRig rig = new ServerRig();
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void close() {
    gate.countDown();
    rig.close();
  }

  /** Lets sends begin and not end. */
  private void holdSends() {
    rig.provider.answer =
        request -> {
          try {
            if (!gate.await(ServerRig.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
              throw new IllegalStateException("The test has forgotten the gate");
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return ScriptedProvider.accepted("wire-1");
        };
  }

  @Nested
  final class Keys {
    private HttpResponse<String> with(@Nullable String authorization) {
      var request =
          rig.request("/v1/messages")
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(message("a", "Hello")));
      if (authorization != null) {
        request.header("Authorization", authorization);
      }
      return rig.send(request.build());
    }

    @Test
    void eachOfTheConfigurationIsGood() {
      assertThat(with("Bearer old-api-key-0123456789").statusCode()).isEqualTo(202);
      assertThat(with("bearer " + ServerRig.KEY).statusCode()).isEqualTo(202);
    }

    @Test
    void anotherOrNoneIsNot() {
      for (String bad :
          new String[] {
            null,
            "",
            "Bearer",
            "Bearer ",
            ServerRig.KEY,
            "Basic " + ServerRig.KEY,
            "Bearer " + ServerRig.KEY + "0",
            "Bearer test-api-key-012345678"
          }) {
        HttpResponse<String> response = with(bad);

        assertThat(response.statusCode()).as(bad).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(response.body()).doesNotContain("0123456789");
      }
      assertThat(rig.send(rig.request("/v1/messages/a").build()).statusCode()).isEqualTo(401);
      assertThat(rig.provider.sends).hasValue(0);
    }

    @Test
    void withoutAnyTheApiIsClosed() {
      rig.close();
      rig = new ServerRig(ServerLimits.standard(), ServerRig.NO_KEYS, null);

      HttpResponse<String> response = with("Bearer ");

      assertThat(response.statusCode()).isEqualTo(403);
      assertThat(json(response).get("detail").getAsString())
          .isEqualTo(
              "This API is closed: the configuration has no key for it. Set server.apiKeys, for"
                  + " example to [\"${file:/run/secrets/patchbay-api-key}\"].");
      assertThat(rig.provider.sends).hasValue(0);
    }

    @Test
    void aChangeOfTheConfigurationCountsAtOnce() {
      rig.patchbay.publish(
          ServerRig.configuration("{\"apiKeys\": \"new-api-key-0123456789\"}"), Path.of(""));

      assertThat(with("Bearer " + ServerRig.KEY).statusCode()).isEqualTo(401);
      assertThat(with("Bearer new-api-key-0123456789").statusCode()).isEqualTo(202);
    }
  }

  @Nested
  final class Rejecting {
    private void rejected(String json, String path, String message) {
      HttpResponse<String> response = rig.send(rig.post(json));

      assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
      JsonObject problem = json(response).getAsJsonArray("problems").get(0).getAsJsonObject();
      assertThat(problem.get("path").getAsString()).isEqualTo(path);
      assertThat(problem.get("message").getAsString()).startsWith(message);
      assertThat(problem.get("suggestion").getAsString()).isNotEmpty();
      assertThat(rig.send(rig.find("a")).statusCode()).isEqualTo(404);
    }

    @Test
    void theIdOfAMistakeIsFreeForTheCorrectedMessage() {
      String good = message("a", "Hello");

      rejected(good.replace("+14155550132", "12"), "to", "RECIPIENT_INVALID: The phone number ");
      rejected(
          good.replace(
              "\"text\": \"Hello\"",
              "\"contents\": [{\"location\": {\"latitude\": 52.5, \"longitude\": 13.4}}]"),
          "contents",
          "UNSUPPORTED: No configured provider carries [Location] to a PhoneNumber");

      assertThat(rig.send(rig.post(good)).statusCode()).isEqualTo(202);
      rig.awaitState("a", "accepted");
      assertThat(rig.provider.sends).hasValue(1);
    }
  }

  @Test
  void whatAStubTookIsNothingSent() {
    rig.provider.answer =
        request ->
            new SendOutcome.Accepted(
                "stub-1", List.of(), Map.of("nothing-sent", "true", "segments", "2"));
    rig.send(rig.post(message("a", "Hello")));

    JsonObject found = rig.awaitState("a", "nothing-sent");

    assertThat(found.has("status")).isFalse();
    JsonObject last =
        found
            .getAsJsonArray("story")
            .get(found.getAsJsonArray("story").size() - 1)
            .getAsJsonObject();
    assertThat(last.get("what").getAsString()).isEqualTo("nothing-sent");
    assertThat(last.getAsJsonObject("details").toString())
        .isEqualTo("{\"nothing-sent\":\"true\",\"segments\":\"2\"}");
  }

  @Nested
  final class Reading {
    private final List<SendRequest> sent = new CopyOnWriteArrayList<>();

    private HttpResponse<String> post(String json) {
      rig.provider.answer =
          request -> {
            sent.add(request);
            return ScriptedProvider.accepted("wire-1");
          };
      return rig.send(rig.post(json));
    }

    private List<String> problems(String json) {
      HttpResponse<String> response = post(json);
      assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
      assertThat(sent).isEmpty();
      List<String> problems = new ArrayList<>();
      json(response)
          .getAsJsonArray("problems")
          .forEach(
              problem -> {
                JsonObject one = problem.getAsJsonObject();
                problems.add(
                    one.get("path").getAsString()
                        + ": "
                        + one.get("message").getAsString()
                        + "; "
                        + one.get("suggestion").getAsString());
              });
      return problems;
    }

    @Test
    void everythingThatAMessageMayHold() {
      HttpResponse<String> response =
          post(
              """
              {"id": "order-4711", "workspace": "acme-eu", "to": "(415) 555-0132",
               "contents": [{"template": {"name": "shipped", "language": "en_US",
                              "parameters": [{"name": "who", "text": "Zoë 🚀"}]}},
                            {"text": {"body": "Hello", "previewUrl": true}}],
               "provider": "scripted", "replyTo": "wire-0", "purpose": "marketing"}
              """);

      assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
      Conditions.await("it is sent", () -> sent.size() == 1);
      assertThat(sent.get(0).to().value()).isEqualTo("14155550132");
      assertThat(sent.get(0).replyTo()).isEqualTo("wire-0");
      assertThat(sent.get(0).content())
          .isEqualTo(
              new Template("shipped", "en_US", List.of(new Template.Parameter("who", "Zoë 🚀"))));
    }

    @Test
    void whenAndHowSurelyIsTheHostsChoice() {
      HttpResponse<String> response =
          post(
              message("later", "Hello")
                  .replace(
                      "\"id\"",
                      """
                      "notBefore": "2096-03-01T09:00:00+01:00", "expiresAt": "2096-03-02T00:00:00Z",
                      "priority": -7, "guarantee": "atLeastOnce", "id"\
                      """));

      assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
      JsonObject taken = json(response);
      assertThat(taken.get("state").getAsString()).isEqualTo("queued");
      assertThat(taken.get("dueAt").getAsString()).isEqualTo("2096-03-01T08:00:00Z");
      assertThat(taken.get("expiresAt").getAsString()).isEqualTo("2096-03-02T00:00:00Z");
      assertThat(taken.get("guarantee").getAsString()).isEqualTo("atLeastOnce");
      HttpResponse<String> again = post(message("later", "Hello"));
      assertThat(again.statusCode()).isEqualTo(202);
      assertThat(json(again).get("guarantee").getAsString()).isEqualTo("atLeastOnce");
      assertThat(sent).isEmpty();
    }

    @Test
    void oneWhoseTimeIsOverIsNotSent() {
      HttpResponse<String> response =
          post(
              message("late", "Hello")
                  .replace("\"id\"", "\"expiresAt\": \"2001-01-01T00:00:00Z\", \"id\""));

      assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
      rig.awaitState("late", "expired");
      assertThat(sent).isEmpty();
    }

    @Test
    void whenAndHowSurelyIsReadStrictly() {
      String good = message("a", "x");
      String moment =
          "is not a moment; write it with its offset, for example \"2027-03-01T09:00:00+01:00\"";
      for (String bad :
          List.of(
              "\"tomorrow\"",
              "1767225600",
              "\"2027-03-01T09:00:00\"",
              "\"+99999-01-01T00:00:00Z\"",
              "null")) {
        assertThat(problems(good.replace("\"id\"", "\"notBefore\": " + bad + ", \"id\"")))
            .as(bad)
            .containsExactly("notBefore: " + moment);
      }
      for (String bad : List.of("101", "-101", "1.5", "\"1\"", "1e30", "true")) {
        assertThat(problems(good.replace("\"id\"", "\"priority\": " + bad + ", \"id\"")))
            .as(bad)
            .containsExactly("priority: is not a whole number from -100 to 100; ");
      }
      assertThat(problems(good.replace("\"id\"", "\"guarantee\": \"exactlyOnce\", \"id\"")))
          .containsExactly("guarantee: is none of atLeastOnce, atMostOnce; ");
      assertThat(
              problems(
                  good.replace(
                      "\"id\"",
                      "\"notBefore\": \"2027-01-02T00:00:00Z\","
                          + " \"expiresAt\": \"2027-01-02T00:00:00Z\", \"id\"")))
          .containsExactly("expiresAt: is not after notBefore; ");
    }

    @Test
    void aTextIsShortForAContent() {
      post(message("a", "Grüße 📦"));

      Conditions.await("it is sent", () -> sent.size() == 1);
      assertThat(sent.get(0).content()).isEqualTo(Text.of("Grüße 📦"));
    }

    @Test
    void everythingWrongIsToldAtOnce() {
      assertThat(
              problems(
                  """
                  {"id": "no spaces", "workspce": "acme", "to": 14155550132, "text": "a",
                   "contents": [], "purpose": "spam", "provider": 1}
                  """))
          .containsExactly(
              "workspce: is not known here; did you mean 'workspace'?",
              "workspace: is missing; ",
              "to: is not a text; write it in quotes",
              ": there are both text and contents; give text, or contents in order of preference",
              "provider: is not a text; write it in quotes",
              "purpose: is none of marketing, transactional; ",
              "id: is refused: Message id 'no spaces' is not usable: use 1 to 64 letters, digits,"
                  + " '-' or '_', starting with a letter or digit; ");
    }

    @Test
    void contentsAreReadStrictly() {
      assertThat(
              problems(
                  """
                  {"id": "a", "workspace": "acme", "to": {"user": "x"}, "contents": [
                    {"text": {"body": 1, "bdy": "x"}}, {"txt": {}}, "text", {},
                    {"template": {"name": "n", "language": "en", "parameters": [{"text": 5}, 7]}},
                    {"location": {"latitude": "1", "longitude": 200}},
                    {"media": {"kind": "film", "source": {"kind": "file", "value": "/etc/passwd"}}}
                  ]}
                  """))
          .containsExactly(
              "to.user: is not known here; use phone, userId, groupId or shortCode",
              "contents[0].text.bdy: is not known here; did you mean 'body'?",
              "contents[0].text.body: is a number and not a text; write it in quotes",
              "contents[1].txt: is no kind of content that a provider here carries; did you mean"
                  + " 'text'?",
              "contents[2]: is not an object with one member, named after a kind of content; for"
                  + " example {\"text\": {\"body\": \"Hello\"}}",
              "contents[3]: is not an object with one member, named after a kind of content; for"
                  + " example {\"text\": {\"body\": \"Hello\"}}",
              "contents[4].template.parameters[0].text: is a number and not a text; write it in"
                  + " quotes",
              "contents[4].template.parameters[1]: is a number and not an object; with: name, text",
              "contents[5].location.latitude: is a text and not a number; write it without quotes",
              "contents[6].media.kind: is none of image, audio, voice, video, document, sticker; ",
              "contents[6].media.source.kind: is none of link, uploaded; no file of this machine is read"
                  + " here: give a link, or upload it and give its id");
    }

    @Test
    void whatNoDatabaseTakesIsAMistakeOfTheRequest() {
      String told = "from: is refused: no sender is so long or has such characters in it; ";
      for (String bad : List.of("a\\u0000", "a".repeat(1_001))) {
        assertThat(
                problems(message("a", "x").replace("\"id\"", "\"from\": \"" + bad + "\", \"id\"")))
            .containsExactly(told);
        assertThat(problems(message("a", "x").replace("acme", bad))).hasSize(1);
      }
      for (String bad : List.of("%00", "a%2Fb", "a".repeat(3_000))) {
        assertThat(rig.send(rig.find("a?workspace=" + bad)).statusCode()).isEqualTo(404);
      }
    }

    @Test
    void whateverWasTypedForANumberIsRejectedWhenItIsNone() {
      String typed = "a\\u0000" + "b".repeat(5_000);

      HttpResponse<String> response = post(message("a", "x").replace("+14155550132", typed));

      assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
      assertThat(rig.send(rig.find("a")).statusCode()).isEqualTo(404);
      assertThat(sent).isEmpty();
    }

    /** As events, exports and spreadsheets show them. */
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '~',
        value = {
          "\"5215512345678\" | PhoneNumber 5215512345678",
          "\"551187654321\" | PhoneNumber 551187654321",
          "\"'+14155550133\" | PhoneNumber 14155550133",
          "{\"phone\": \"+15550001234\"} | PhoneNumber 15550001234",
          "\"phone:15550001234\" | PhoneNumber 15550001234",
          "{\"userId\": \"US.1001\"} | UserId US.1001",
          "\"US.1001\" | UserId US.1001",
          "\"user:US.1001\" | UserId US.1001",
          "{\"group\": \"g1\"} | GroupId g1",
          "\"39041\" | ShortCode 39041",
          "{\"shortCode\": \"39041\"} | ShortCode 39041"
        })
    void anyAddressThatAnEventShowsCanBeWrittenTo(String to, String reached) {
      HttpResponse<String> response = post(message("a", "x").replace("\"+14155550132\"", to));

      assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
      Conditions.await("it is sent", () -> sent.size() == 1);
      assertThat(sent.get(0).to().getClass().getSimpleName() + " " + sent.get(0).to().value())
          .isEqualTo(reached);
    }

    @Test
    void aWorkspaceOrInstanceThatIsNotThereIsAMistakeOfTheRequest() {
      assertThat(problems(message("a", "x").replace("\"acme\"", "\"acm\"")))
          .containsExactly("workspace: is not configured; did you mean 'acme'?");
      assertThat(problems(message("a", "x").replace("\"acme\"", "\"nope\"")))
          .containsExactly(
              "workspace: is not configured; give the name of a workspace in the server's"
                  + " configuration");
      assertThat(problems(message("a", "x").replace("\"text\"", "\"provider\": \"y\", \"text\"")))
          .singleElement()
          .asString()
          .startsWith("provider: No provider 'y' in workspace 'acme'; configured: [scripted]");
    }

    @Test
    void whatIsNotAnObjectOfStrictJsonIsRefused() {
      for (String bad :
          List.of(
              "",
              "[]",
              "{",
              "{'id': 1}",
              "{\"id\": \"a\", \"id\": \"b\"}",
              "{} {}",
              "nul",
              "{\"a\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}",
              "{\"a\": 1e99999999999}")) {
        HttpResponse<String> response = post(bad);

        assertThat(response.statusCode()).as(bad).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type"))
            .contains("application/problem+json");
      }
      byte[] latin = "{\"id\": \"ü\"}".getBytes(StandardCharsets.ISO_8859_1);
      assertThat(
              json(rig.send(
                      rig.request("/v1/messages")
                          .header("Authorization", "Bearer " + ServerRig.KEY)
                          .header("Content-Type", "application/json; charset=utf-8")
                          .POST(BodyPublishers.ofByteArray(latin))
                          .build()))
                  .get("detail")
                  .getAsString())
          .isEqualTo("The body is not UTF-8 text.");
      assertThat(sent).isEmpty();
    }

    @Test
    void onlyJsonOfABoundedSizeIsRead() {
      assertThat(post(message("a", "x".repeat(64 * 1024))).statusCode()).isEqualTo(413);
      assertThat(
              rig.send(
                      rig.request("/v1/messages")
                          .header("Authorization", "Bearer " + ServerRig.KEY)
                          .POST(BodyPublishers.ofString(message("a", "x")))
                          .build())
                  .statusCode())
          .isEqualTo(415);
      assertThat(sent).isEmpty();
    }
  }

  @Nested
  final class Outcomes {
    private JsonObject outcome(SendOutcome outcome, String state) {
      rig.provider.answer = request -> outcome;
      HttpResponse<String> response = rig.send(rig.post(message("a", "x")));
      assertThat(response.statusCode()).isEqualTo(202);
      assertThat(response.headers().firstValue("Location"))
          .contains("/v1/messages/a?workspace=acme");
      return rig.awaitState("a", state);
    }

    @Test
    void acceptedTellsItsStory() {
      String json = outcome(ScriptedProvider.accepted("wire-7"), "accepted").toString();

      // How long the attempt took is not of the clock that stands still.
      assertThat(json.replaceAll("00\\.\\d+Z", "00Z"))
          .isEqualTo(
              """
              {"id":"a","workspace":"acme","state":"accepted","status":"accepted",\
              "guarantee":"atMostOnce","attempts":1,"duplicated":false,\
              "submittedAt":"2026-01-31T12:00:00Z","updatedAt":"2026-01-31T12:00:00Z",\
              "dueAt":"2026-01-31T12:00:00Z","story":[\
              {"at":"2026-01-31T12:00:00Z","what":"submitted"},\
              {"at":"2026-01-31T12:00:00Z","what":"sending","attempt":1,\
              "instance":"acme/scripted"},\
              {"at":"2026-01-31T12:00:00Z","what":"accepted","attempt":1,\
              "instance":"acme/scripted","providerMessageId":"wire-7"}]}\
              """);
    }

    @Test
    void rejectedSaysWhyAndWhatToDo() {
      JsonObject json =
          outcome(
              new SendOutcome.Rejected(
                  SendError.of(Category.WINDOW_CLOSED, "The window is closed for +14155550132")
                      .code("131047")
                      .remedy("Send a template.")
                      .build()),
              "failed");

      assertThat(json.has("status")).isFalse();
      assertThat(json.get("reason").getAsString())
          .startsWith("WINDOW_CLOSED 131047: The window is closed for ")
          .endsWith(" - Send a template.");
      assertThat(json.toString()).doesNotContain("14155550132");
    }

    @Test
    void unknownIsNotSentAgain() {
      JsonObject json =
          outcome(
              new SendOutcome.Unknown(
                  SendError.of(Category.NETWORK, "The connection broke").build()),
              "unknown");

      assertThat(json.get("reason").getAsString()).isEqualTo("NETWORK: The connection broke");
      assertThat(rig.provider.sends).hasValue(1);
    }

    @Test
    void aDefectOfAProviderIsUnknownToo() {
      rig.provider.answer =
          request -> {
            throw new IllegalStateException("secret words");
          };
      rig.send(rig.post(message("a", "x")));

      assertThat(rig.awaitState("a", "unknown").toString()).doesNotContain("secret words");
    }
  }

  @Nested
  final class Repetitions {
    @Test
    void theSameIsTheSameMessage() {
      rig.send(rig.post(message("a", "x")));
      rig.awaitState("a", "accepted");
      HttpResponse<String> second =
          rig.send(
              rig.post(
                  """
                  {"text": "x", "to": "+14155550132",
                      "workspace": "acme", "id": "a"}\
                  """));

      assertThat(second.statusCode()).isEqualTo(202);
      assertThat(json(second).get("state").getAsString()).isEqualTo("accepted");
      assertThat(second.headers().firstValue("Idempotency-Replayed")).contains("true");
      assertThat(rig.provider.sends).hasValue(1);
    }

    @Test
    void anotherContentWithTheSameIdIsRefused() {
      HttpResponse<String> first = rig.send(rig.post(message("a", "x")));
      assertThat(first.headers().firstValue("Idempotency-Replayed")).contains("false");

      HttpResponse<String> other = rig.send(rig.post(message("a", "y")));

      assertThat(other.statusCode()).isEqualTo(409);
      assertThat(json(other).get("detail").getAsString())
          .isEqualTo(
              "There is another message with the id 'a'; nothing was sent. Give each message an id"
                  + " of its own.");
      rig.awaitState("a", "accepted");
      assertThat(rig.provider.sends).hasValue(1);
    }

    @Test
    void anIdInTwoWorkspacesIsTwoMessages() {
      rig.send(rig.post(message("a", "x")));
      HttpResponse<String> elsewhere =
          rig.send(rig.post(message("a", "x").replace("\"acme\"", "\"acme-eu\"")));
      assertThat(elsewhere.statusCode()).isEqualTo(202);

      HttpResponse<String> which = rig.send(rig.find("a"));

      assertThat(which.statusCode()).isEqualTo(400);
      assertThat(json(which).get("detail").getAsString()).contains("acme, acme-eu");
      assertThat(json(rig.send(rig.find("a?workspace=acme-eu"))).get("workspace").getAsString())
          .isEqualTo("acme-eu");
    }

    @Test
    void manyAtOnceAreSentOnce() {
      holdSends();
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        answers.add(rig.sendAsync(rig.post(message("a", "x"))));
      }
      assertThat(answers)
          .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(202))
          .filteredOn(
              answer ->
                  answer
                      .join()
                      .headers()
                      .firstValue("Idempotency-Replayed")
                      .orElseThrow()
                      .equals("false"))
          .hasSize(1);

      gate.countDown();

      rig.awaitState("a", "accepted");
      assertThat(rig.provider.sends).hasValue(1);
    }

    @Test
    void aWrongRequestDoesNotUseUpItsId() {
      assertThat(rig.send(rig.post("{\"id\": \"a\"}")).statusCode()).isEqualTo(400);
      assertThat(rig.send(rig.post(message("a", "x"))).statusCode()).isEqualTo(202);
    }
  }

  @Nested
  final class Statuses {
    private void webhook(String body) {
      assertThat(
              rig.send(
                      rig.request("/webhooks/acme/scripted")
                          .POST(BodyPublishers.ofString(body))
                          .build())
                  .statusCode())
          .isEqualTo(200);
    }

    private JsonObject found() {
      return json(rig.send(rig.find("a")));
    }

    @Test
    void mergeWhateverTheirOrder() {
      rig.send(rig.post(message("a", "x")));
      rig.awaitState("a", "accepted");
      webhook("wire-1 READ");
      webhook("wire-1 SENT");
      webhook("wire-1 READ");
      webhook("wire-2 PLAYED");

      Conditions.await("the events are told", () -> rig.events.size() == 3);
      assertThat(rig.awaitField("a", "status", "read").getAsJsonArray("story").toString())
          .containsOnlyOnce("\"what\":\"read\"")
          .doesNotContain("played");
    }

    @Test
    void oneThatComesBeforeTheAnswerIsNotLost() {
      holdSends();
      rig.send(rig.post(message("a", "x")));
      Conditions.await("it is being sent", () -> rig.provider.sends.get() == 1);
      webhook("wire-1 DELIVERED");
      Conditions.await("it is told", () -> rig.events.size() == 1);
      assertThat(found().get("state").getAsString()).isEqualTo("sending");

      gate.countDown();

      assertThat(rig.awaitField("a", "status", "delivered").get("state").getAsString())
          .isEqualTo("accepted");
    }

    @Test
    void healthTellsOfTheQueue() {
      JsonObject health = json(rig.send(rig.request("/health").build()));

      assertThat(health.getAsJsonObject("delivery"))
          .hasToString(
              """
              {"database":"reachable","waiting":0,"unknown":0,"inFlight":0}\
              """);
    }

    @Test
    void whatNobodyKnowsIsNotFound() {
      assertThat(rig.send(rig.find("b")).statusCode()).isEqualTo(404);
      assertThat(rig.send(rig.find("a.b")).statusCode()).isEqualTo(404);
    }
  }
}
