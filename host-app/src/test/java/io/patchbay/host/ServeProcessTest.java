package io.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import io.patchbay.channel.InstanceId;
import io.patchbay.simulator.CallbackCheck;
import io.patchbay.simulator.WebhookSigner;
import io.patchbay.simulator.WhatsAppCloudSimulator;
import io.patchbay.testsupport.Conditions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program itself, in a process of its own with a POSIX locale, before a simulated WhatsApp. */
class ServeProcessTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String KEY = "test-api-key-0123456789";
  private static final String TEXT = "Grüße aus Köln 📦";
  private static final String REPLY = "Danke schön 🎉";
  private static final InstanceId INSTANCE = new InstanceId("acme", "whatsapp");

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final WhatsAppCloudSimulator simulator =
      WhatsAppCloudSimulator.builder()
          .accessToken("test-token")
          .appSecret("test-app-secret")
          .verifyToken("test-verify-token")
          .start();
  private Path out = Path.of("");
  private Path err = Path.of("");
  private Optional<Process> process = Optional.empty();
  private URI address = URI.create("http://127.0.0.1/");

  @BeforeEach
  void start() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("patchbay.json"),
            """
            { "server": { "apiKeys": ["${file:key}"] }, "workspaces": { "acme": { "sms": {
                "defaultProvider": "whatsapp", "defaultRegion": "US",
                "providers": {
                  "whatsapp": { "type": "whatsapp-cloud", "baseUrl": "%s",
                                "accessToken": "test-token", "phoneNumberId": "109876543210123",
                                "appSecret": "test-app-secret",
                                "verifyToken": "test-verify-token" } } } } } }
            """
                .formatted(simulator.baseUrl()),
            StandardCharsets.UTF_8);
    Files.writeString(folder.resolve("key"), KEY + "\n");
    out = folder.resolve("out");
    err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.patchbay.host.Main",
                "-v",
                "serve",
                "--json",
                "--port",
                "0",
                "-c",
                file.toString())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("LC_ALL", "C");
    Process started = builder.start();
    process = Optional.of(started);
    address = awaitAddress(started);
    simulator.callbackUrl(URI.create(address + "/webhooks/" + INSTANCE));
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (process.isPresent()) {
      process.get().destroyForcibly().waitFor();
    }
    simulator.close();
  }

  private URI awaitAddress(Process started) {
    Pattern serving = Pattern.compile("(?m)^Serving at (\\S+)$[\\s\\S]*^Ctrl-C ends it");
    Conditions.await("it serves", () -> serving.matcher(read(err)).find() || !started.isAlive());
    Matcher matcher = serving.matcher(read(err));
    assertThat(matcher.find()).as("It does not serve:\n" + read(err)).isTrue();
    return URI.create(matcher.group(1));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> ask(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(
        request.header("Authorization", "Bearer " + KEY).timeout(PATIENCE).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(address + path));
  }

  private HttpRequest.Builder message(String id) {
    return to("/v1/messages")
        .header("Content-Type", "application/json")
        .POST(
            BodyPublishers.ofString(
                "{\"id\": \"%s\", \"workspace\": \"acme\", \"to\": \"(415) 555-0132\", \"text\": \"%s\"}"
                    .formatted(id, TEXT)));
  }

  private void awaitRead(String id) {
    Conditions.await(
        id + " is known as read",
        () -> {
          try {
            String found = ask(to("/v1/messages/" + id)).body();
            return JsonParser.parseString(found)
                .getAsJsonObject()
                .get("status")
                .getAsString()
                .equals("read");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void messagesGoOutAndStatusesAndRepliesComeBackAndNothingPrivateIsShown() throws Exception {
    CallbackCheck handshake = simulator.verifyCallback();
    assertThat(handshake.verified()).as(handshake.toString()).isTrue();

    assertThat(ask(message("order-1")).statusCode()).isEqualTo(202);
    assertThat(simulator.await(counts -> counts.accepted() == 1, PATIENCE)).isTrue();
    String wamid = String.valueOf(simulator.accepted().get(0).wamid());
    assertThat(simulator.accepted().get(0).body()).contains(TEXT);
    simulator.awaitWebhooksDelivered(PATIENCE);
    awaitRead("order-1");
    simulator.replyFrom("14155550132", REPLY, wamid);
    simulator.awaitWebhooksDelivered(PATIENCE);
    assertThat(webhook("{\"forged\": true}", "sha256=" + "0".repeat(64))).isEqualTo(401);
    String tampered = "{\"object\":\"whatsapp_business_account\",\"entry\":[]}";
    String signature =
        WebhookSigner.sign("test-app-secret", tampered.getBytes(StandardCharsets.UTF_8));
    assertThat(webhook(tampered, signature)).isEqualTo(200);
    assertThat(webhook(tampered + " ", signature)).isEqualTo(401);
    Conditions.await("the reply is told", () -> read(out).contains("\"what\":\"message\""));

    assertThat(terminate()).isZero();
    String shown = Files.readString(out) + Files.readString(err);
    assertThat(Files.readString(out).lines())
        .anyMatch(line -> line.contains("\"what\":\"sent: accepted\",\"message\":\"order-1\""))
        .anyMatch(line -> line.contains("\"what\":\"read\",\"message\":\"order-1\""))
        .anyMatch(line -> line.contains("\"what\":\"message\""))
        .allSatisfy(line -> assertThat(JsonParser.parseString(line).isJsonObject()).isTrue());
    assertThat(shown)
        .contains("Stopping: what was begun is being finished", "Stopped.")
        .doesNotContain(
            KEY, "test-token", "test-app-secret", "test-verify-token", "4155550132", "555-0132");
    for (String word : List.of(TEXT, "Grüße", "Köln", REPLY, "Danke", "forged")) {
      assertThat(shown).doesNotContain(word);
    }
  }

  private int webhook(String body, String signature) throws IOException, InterruptedException {
    return ask(to("/webhooks/" + INSTANCE)
            .header(WebhookSigner.HEADER, signature)
            .POST(BodyPublishers.ofString(body)))
        .statusCode();
  }

  /** What a service manager does; the exit code. */
  private int terminate() throws InterruptedException {
    assumeTrue(process.orElseThrow().supportsNormalTermination(), "There are no signals here");
    process.orElseThrow().destroy();
    assertThat(process.orElseThrow().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.orElseThrow().exitValue();
  }

  @Test
  void otherCommandsLoadNothingOfTheWebServer() throws Exception {
    Path classes = folder.resolve("classes");
    Process providers =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + classes,
                "-cp",
                System.getProperty("java.class.path"),
                "io.patchbay.host.Main",
                "providers")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(providers.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    assertThat(providers.exitValue()).isZero();
    assertThat(Files.readString(classes))
        .contains("io.patchbay.host.ProvidersCommand")
        .doesNotContain("io.javalin.", "org.eclipse.jetty.", "kotlin.");
  }

  @Test
  void aRestartRemembersWhatWasTaken() throws Exception {
    assertThat(ask(message("order-1")).statusCode()).isEqualTo(202);
    assertThat(simulator.await(counts -> counts.accepted() == 1, PATIENCE)).isTrue();
    simulator.awaitWebhooksDelivered(PATIENCE);
    assertThat(terminate()).isZero();

    start();

    awaitRead("order-1");
    HttpResponse<String> again = ask(message("order-1"));
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    assertThat(simulator.accepted()).hasSize(1);
  }
}
