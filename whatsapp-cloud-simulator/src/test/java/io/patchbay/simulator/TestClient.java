package io.patchbay.simulator;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls a simulator as a host's HTTP client does. */
final class TestClient {
  static final String NUMBER = "109876543210123";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final WhatsAppCloudSimulator simulator;

  TestClient(WhatsAppCloudSimulator simulator) {
    this.simulator = simulator;
  }

  static String text(String to) {
    return """
        {"messaging_product":"whatsapp","to":"%s","type":"text","text":{"body":"Hello"}}"""
        .formatted(to);
  }

  static String template(String to) {
    return """
        {"messaging_product":"whatsapp","to":"%s","type":"template",\
        "template":{"name":"hello_world","language":{"code":"en_US"}}}"""
        .formatted(to);
  }

  HttpResponse<String> send(String body) {
    return call(post("v25.0/" + NUMBER + "/messages", body));
  }

  HttpResponse<String> get(String path) {
    return call(request(path).GET());
  }

  HttpResponse<String> delete(String path) {
    return call(request(path).DELETE());
  }

  /** Posts JSON to a path and returns the answer. */
  HttpResponse<String> postTo(String path, String body) {
    return call(post(path, body));
  }

  /** Uploads a small file to a number, as a form. */
  HttpResponse<String> upload(String number, String type, byte[] bytes) {
    String head =
        """
        --frontier\r
        Content-Disposition: form-data; name="messaging_product"\r
        \r
        whatsapp\r
        --frontier\r
        Content-Disposition: form-data; name="file"; filename="a file.bin"\r
        Content-Type: %s\r
        \r
        """
            .formatted(type);
    return call(
        request("v25.0/" + number + "/media")
            .header("Content-Type", "multipart/form-data; boundary=frontier")
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofString(head),
                    BodyPublishers.ofByteArray(bytes),
                    BodyPublishers.ofString("\r\n--frontier--\r\n"))));
  }

  /** A member of a JSON answer, as text. */
  static String member(HttpResponse<String> answer, String name) {
    return json(answer.body()).getAsJsonObject().get(name).getAsString();
  }

  HttpRequest.Builder post(String path, String body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  HttpRequest.Builder request(String path) {
    return bare(path).header("Authorization", "Bearer test-token");
  }

  HttpRequest.Builder bare(String path) {
    return HttpRequest.newBuilder(simulator.baseUrl().resolve(path))
        .timeout(Duration.ofSeconds(10));
  }

  HttpResponse<String> call(HttpRequest.Builder request) {
    try {
      return attempt(request);
    } catch (IOException e) {
      throw new AssertionError("The simulator did not answer", e);
    }
  }

  HttpResponse<String> attempt(HttpRequest.Builder request) throws IOException {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  /** The body as JSON with everything that is random replaced, so that it can be compared whole. */
  static JsonElement steady(String body) {
    return json(
        body.replaceAll("wamid\\.[A-Za-z0-9+/=]{48}", "wamid.ID")
            .replaceAll("\"fbtrace_id\":\"A[A-Za-z0-9_-]{22}\"", "\"fbtrace_id\":\"TRACE\""));
  }

  static JsonElement json(String text) {
    return JsonParser.parseString(text);
  }

  static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
