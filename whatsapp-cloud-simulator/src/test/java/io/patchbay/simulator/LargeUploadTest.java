package io.patchbay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The simulator in a process of its own with 48 MB of heap: far less than the files it takes. */
class LargeUploadTest {
  private static final int SIZE = 100 * 1024 * 1024;
  private static final String HEAD =
      """
      --frontier\r
      Content-Disposition: form-data; name="messaging_product"\r
      \r
      whatsapp\r
      --frontier\r
      Content-Disposition: form-data; name="file"; filename="large.pdf"\r
      Content-Type: application/pdf\r
      \r
      """;
  private static final String TAIL = "\r\n--frontier--\r\n";

  /** Prints the address, and for each line that comes in, what was uploaded; ends at the end. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws IOException {
    try (WhatsAppCloudSimulator simulator = WhatsAppCloudSimulator.builder().start();
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println(simulator.baseUrl());
      while (in.readLine() != null) {
        UploadedMedia last = simulator.account().uploadedMedia().get(0);
        System.out.println(last.size() + " " + last.sha256());
      }
    }
  }

  @Test
  void aHundredMegabytesGoUpAndDownThroughASmallHeap() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx48m",
                "-cp",
                System.getProperty("java.class.path"),
                LargeUploadTest.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        OutputStream in = process.getOutputStream()) {
      String base = out.readLine();
      MessageDigest sent = MessageDigest.getInstance("SHA-256");
      String id = upload(base, sent);
      in.write('\n');
      in.flush();
      assertThat(out.readLine()).isEqualTo(SIZE + " " + HexFormat.of().formatHex(sent.digest()));

      String lookUp = read(open(base + "v25.0/" + id));
      var answer = TestClient.json(lookUp).getAsJsonObject();
      MessageDigest got = MessageDigest.getInstance("SHA-256");
      HttpURLConnection download = open(answer.get("url").getAsString());
      try (OutputStream digest = new DigestOutputStream(OutputStream.nullOutputStream(), got)) {
        assertThat(download.getInputStream().transferTo(digest)).isEqualTo(SIZE);
      }
      assertThat(HexFormat.of().formatHex(got.digest()))
          .isEqualTo(answer.get("sha256").getAsString());
    }
    assertThat(process.waitFor()).isZero();
  }

  private static String upload(String base, MessageDigest digest) throws IOException {
    HttpURLConnection connection = open(base + "v25.0/" + TestClient.NUMBER + "/media");
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "multipart/form-data; boundary=frontier");
    connection.setFixedLengthStreamingMode((long) HEAD.length() + SIZE + TAIL.length());
    byte[] block = new byte[1024 * 1024];
    try (OutputStream out = connection.getOutputStream()) {
      out.write(HEAD.getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < SIZE / block.length; i++) {
        block[i] = (byte) (i + 1);
        digest.update(block);
        out.write(block);
      }
      out.write(TAIL.getBytes(StandardCharsets.US_ASCII));
    }
    return TestClient.json(read(connection)).getAsJsonObject().get("id").getAsString();
  }

  private static HttpURLConnection open(String address) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
    connection.setRequestProperty("Authorization", "Bearer test-token");
    connection.setReadTimeout(20_000);
    return connection;
  }

  private static String read(HttpURLConnection connection) throws IOException {
    return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
