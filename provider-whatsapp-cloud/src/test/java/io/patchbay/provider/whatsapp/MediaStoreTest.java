package io.patchbay.provider.whatsapp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.patchbay.provider.whatsapp.AccountServer.NUMBER;
import static io.patchbay.provider.whatsapp.AccountServer.error;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.patchbay.channel.Category;
import io.patchbay.channel.Media;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendError;
import io.patchbay.provider.whatsapp.internal.account.Download;
import io.patchbay.provider.whatsapp.internal.account.MediaHosts;
import io.patchbay.provider.whatsapp.internal.account.MediaTypes;
import io.patchbay.provider.whatsapp.internal.graph.CloudSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaStoreTest {
  private static final byte[] BYTES = "some picture".getBytes(UTF_8);
  private static final String SHA256 = ByteString.of(BYTES).sha256().hex();

  private final AccountServer graph = AccountServer.start("appId=634974688087057");
  private final MediaStore media = graph.use(MediaStore.class);

  @TempDir Path folder;

  @AfterEach
  void close() {
    graph.close();
  }

  private static MediaUpload sized(String type, long size) {
    return new MediaUpload("file", type, size, () -> new ByteArrayInputStream(new byte[64]));
  }

  @Nested
  class Uploading {
    @Test
    void sendsAFormWithTypeAndBytes() throws IOException {
      graph.answer("POST", NUMBER + "/media", "{\"id\":\"4490709327384033\"}");
      Path file = Files.write(folder.resolve("holiday.jpg"), BYTES);

      assertThat(media.upload(Media.Kind.IMAGE, MediaUpload.file(file)))
          .isEqualTo("4490709327384033");

      LoggedRequest request = graph.requests().get(0);
      String type = request.getHeader("Content-Type");
      String boundary = type.substring(type.indexOf("boundary=") + 9);
      assertThat(request.getUrl()).isEqualTo(NUMBER + "/media");
      assertThat(type).startsWith("multipart/form-data; boundary=");
      assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + Connections.TOKEN);
      assertThat(request.getHeader("User-Agent")).matches("patchbay/\\d+\\.\\d+\\.\\d+");
      assertThat(request.getBodyAsString().replace("\r\n", "\n"))
          .isEqualTo(
              """
              --B
              Content-Disposition: form-data; name="messaging_product"

              whatsapp
              --B
              Content-Disposition: form-data; name="type"

              image/jpeg
              --B
              Content-Disposition: form-data; name="file"; filename="holiday.jpg"
              Content-Type: image/jpeg

              some picture
              --B--
              """
                  .replace("--B", "--" + boundary));
    }

    @ParameterizedTest
    @CsvSource({
      "IMAGE, image/png, 5242880",
      "AUDIO, audio/mpeg, 16777216",
      "VOICE, audio/ogg; codecs=opus, 16777216",
      "VIDEO, video/3gpp, 16777216",
      "DOCUMENT, application/pdf, 104857600",
      "DOCUMENT, image/jpeg, 104857600",
      "STICKER, image/webp, 102400"
    })
    void documentedLimitsPassAndOneByteMoreDoesNot(Media.Kind kind, String type, long size) {
      assertThat(MediaTypes.check(kind, sized(type, size))).isEqualTo(type);

      SendError error = error(() -> media.upload(kind, sized(type, size + 1)));

      assertThat(error.category()).isEqualTo(Category.MEDIA);
      assertThat(error.message()).contains(String.valueOf(size + 1)).contains("1 and " + size);
      assertThat(graph.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
      "IMAGE, image/gif",
      "IMAGE, image/webp",
      "STICKER, image/png",
      "AUDIO, audio/wav",
      "VIDEO, video/quicktime",
      "DOCUMENT, application/zip"
    })
    void otherTypesAreRefusedWithoutACall(Media.Kind kind, String type) {
      SendError error = error(() -> media.upload(kind, sized(type, 10)));

      assertThat(error.category()).isEqualTo(Category.MEDIA);
      assertThat(error.message()).contains(type);
      assertThat(error.remedy()).startsWith("Convert it to one of [");
      assertThat(graph.requests()).isEmpty();
    }

    @Test
    void opusWithoutItsContainerIsExplained() {
      SendError error = error(() -> media.upload(Media.Kind.AUDIO, sized("audio/opus", 10)));

      assertThat(error.message()).contains("131053");
      assertThat(error.remedy()).contains("'audio/ogg; codecs=opus'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"note.ogg", "note.OPUS"})
    void oggIsSentWithItsCodec(String name) throws IOException {
      Path file = Files.write(folder.resolve(name), BYTES);

      assertThat(MediaTypes.check(Media.Kind.VOICE, MediaUpload.file(file)))
          .isEqualTo("audio/ogg; codecs=opus");
    }

    @Test
    void animatedStickersMayBeLarger() throws IOException {
      byte[] moving = new byte[200 << 10];
      System.arraycopy("RIFF....WEBPVP8X".getBytes(UTF_8), 0, moving, 0, 16);
      moving[20] = 0x02;
      byte[] still = moving.clone();
      still[20] = 0x10;

      assertThat(MediaTypes.check(Media.Kind.STICKER, bytes(moving))).isEqualTo("image/webp");
      assertThat(error(() -> media.upload(Media.Kind.STICKER, bytes(still))).message())
          .isEqualTo("A sticker of 204800 bytes is not between 1 and 102400");
    }

    private static MediaUpload bytes(byte[] content) {
      return MediaUpload.bytes("sticker.webp", "image/webp", content);
    }

    @Test
    void missingFilesAndUnknownEndingsAreRefused() {
      assertThat(error(() -> MediaUpload.file(folder.resolve("nothing.jpg"))).category())
          .isEqualTo(Category.MEDIA);
      assertThat(error(() -> MediaUpload.file(folder.resolve("film.mkv"))).message())
          .isEqualTo("WhatsApp carries no files that end in '.mkv'");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void fileThatChangesMeanwhileIsNotUploaded(int change) {
      graph.answer("POST", NUMBER + "/media", "{\"id\":\"1\"}");
      MediaUpload changed =
          new MediaUpload(
              "a.png", "image/png", BYTES.length - change, () -> new ByteArrayInputStream(BYTES));

      SendError error = error(() -> media.upload(Media.Kind.IMAGE, changed));

      assertThat(error.category()).isEqualTo(Category.MEDIA);
      assertThat(error.message()).startsWith("Nothing was uploaded").contains("er ");
    }

    @Test
    void exampleGoesOverASession() {
      graph
          .answer(
              "POST",
              "/v25.0/634974688087057/uploads",
              "{\"id\":\"upload:MTphdHRhY2ht=?sig=ARZ+qk%2B\"}")
          .answer("POST", "/v25.0/upload:MTphdHRhY2ht=", "{\"h\":\"4::aW1hZ2UvanBn:ARa\"}");

      String handle = media.uploadExample(MediaUpload.bytes("a b.jpg", "image/jpeg", BYTES));

      assertThat(handle).isEqualTo("4::aW1hZ2UvanBn:ARa");
      assertThat(graph.seen())
          .containsExactly(
              "POST /v25.0/634974688087057/uploads?file_name=a%20b.jpg&file_length=12"
                  + "&file_type=image%2Fjpeg {}",
              "POST /v25.0/upload:MTphdHRhY2ht=?sig=ARZ+qk%2B some picture");
      LoggedRequest bytes = graph.requests().get(1);
      assertThat(bytes.getHeader("Authorization")).isEqualTo("OAuth " + Connections.TOKEN);
      assertThat(bytes.getHeader("file_offset")).isEqualTo("0");
      assertThat(bytes.getHeader("Content-Type")).isEqualTo("image/jpeg");
    }

    @Test
    void exampleOfAnotherTypeIsRefused() {
      MediaUpload upload = MediaUpload.bytes("a.webp", "image/webp", BYTES);

      assertThat(error(() -> media.uploadExample(upload, "1")).category())
          .isEqualTo(Category.MEDIA);
      assertThat(graph.requests()).isEmpty();
    }

    @Test
    void exampleNeedsAnApp() {
      try (AccountServer other = AccountServer.start()) {
        MediaUpload upload = MediaUpload.bytes("a.jpg", "image/jpeg", BYTES);

        assertThat(error(() -> other.use(MediaStore.class).uploadExample(upload)).remedy())
            .startsWith("Set appId");
      }
    }

    @Test
    void refusalOfMetaIsClassified() {
      graph.answer(
          "POST",
          NUMBER + "/media",
          400,
          "{\"error\":{\"code\":131053,\"message\":\"Media upload error\",\"fbtrace_id\":\"A1\"}}");

      SendError error =
          error(() -> media.upload(Media.Kind.IMAGE, MediaUpload.bytes("a", "image/png", BYTES)));

      assertThat(error.category()).isEqualTo(Category.MEDIA);
      assertThat(error.code()).isEqualTo("131053");
      assertThat(error.traceId()).isEqualTo("A1");
    }
  }

  @Nested
  class Downloading {
    private void stored(String url, String sha256, String size) {
      graph.answer(
          "GET",
          "/v25.0/2621233374848975",
          "{\"messaging_product\":\"whatsapp\",\"url\":\""
              + url
              + "\",\"mime_type\":\"image/jpeg\",\"sha256\":\""
              + sha256
              + "\",\"file_size\":"
              + size
              + ",\"id\":\"2621233374848975\",\"newer\":1}");
    }

    private void storedHere(String sha256, String size) {
      stored(graph.url() + "file?x=1", sha256, size);
    }

    private List<Path> files() throws IOException {
      try (Stream<Path> files = Files.list(folder)) {
        return files.toList();
      }
    }

    private SendError refused() throws IOException {
      Path target = Files.write(folder.resolve("target"), new byte[] {1});
      SendError error = error(() -> media.download("2621233374848975", target));
      assertThat(files()).containsExactly(target);
      assertThat(target).hasBinaryContent(new byte[] {1});
      return error;
    }

    @Test
    void lookUpTellsWhatIsKnown() {
      storedHere(SHA256, "\"12\"");

      StoredMedia found = media.lookUp("2621233374848975");

      assertThat(found.url()).hasToString(graph.url() + "file?x=1");
      assertThat(found.mimeType()).isEqualTo("image/jpeg");
      assertThat(found.sha256()).isEqualTo(SHA256);
      assertThat(found.size()).isEqualTo(12);
      assertThat(graph.seen())
          .containsExactly("GET /v25.0/2621233374848975?phone_number_id=" + Connections.NUMBER_ID);
    }

    @Test
    void wholeAndRightFileReplacesTheTarget() throws IOException {
      storedHere(SHA256, "12");
      graph.answer("GET", "/file", aResponse().withBody(BYTES));
      Path target = Files.write(folder.resolve("target"), new byte[] {1});

      media.download("2621233374848975", target);

      assertThat(target).hasBinaryContent(BYTES);
      assertThat(files()).containsExactly(target);
      LoggedRequest request = graph.requests().get(1);
      assertThat(request.getUrl()).isEqualTo("/file?x=1");
      assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + Connections.TOKEN);
    }

    @Test
    void streamGetsTheBytes() {
      String base64 = ByteString.of(BYTES).sha256().base64();
      storedHere(base64, "12");
      graph.answer("GET", "/file", aResponse().withBody(BYTES));
      ByteArrayOutputStream out = new ByteArrayOutputStream();

      media.download("2621233374848975", out);

      assertThat(out.toByteArray()).isEqualTo(BYTES);
    }

    @Test
    void fileAboveTheLimitOfOtherAnswersArrives() throws IOException {
      byte[] large = new byte[3 << 20];
      storedHere(ByteString.of(large).sha256().hex(), String.valueOf(large.length));
      graph.answer("GET", "/file", aResponse().withBody(large));

      media.download("2621233374848975", folder.resolve("large"));

      assertThat(folder.resolve("large")).hasSize(large.length);
    }

    @Test
    void otherBytesLeaveNoFile() throws IOException {
      storedHere(ByteString.of(new byte[12]).sha256().hex(), "12");
      graph.answer("GET", "/file", aResponse().withBody(BYTES));

      SendError error = refused();

      assertThat(error.category()).isEqualTo(Category.MEDIA);
      assertThat(error.message()).contains("their SHA-256 is " + SHA256);
    }

    @ParameterizedTest
    @CsvSource({"11, more than 11 bytes arrived", "13, 12 bytes arrived instead of 13"})
    void anotherSizeLeavesNoFile(String size, String reason) throws IOException {
      storedHere(SHA256, size);
      graph.answer("GET", "/file", aResponse().withBody(BYTES));

      assertThat(refused().message()).contains(reason);
    }

    @Test
    void sizeThatWhatsAppDoesNotCarryIsNotAskedFor() throws IOException {
      storedHere(SHA256, "104857601");
      graph.answer("GET", "/file", aResponse().withBody(BYTES));

      SendError error = refused();

      assertThat(error.category()).isEqualTo(Category.MEDIA);
      assertThat(error.message())
          .endsWith("104857601 bytes are announced; WhatsApp carries 104857600 at most");
      assertThat(graph.requests()).hasSize(1);
    }

    @Test
    void answerThatBreaksOffLeavesNoFile() throws IOException {
      try (RawServer server =
          RawServer.start(
              peer -> {
                peer.head();
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nsome");
              })) {
        StoredMedia there =
            new StoredMedia("1", URI.create(server.url() + "file"), null, SHA256, BYTES.length);
        Download download = new Download(AccountServer.client(server.url()), there);

        SendError error = error(() -> download.into(new ByteArrayOutputStream()));

        assertThat(error.category()).isEqualTo(Category.NETWORK);
        assertThat(error.retry()).isEqualTo(Retry.BACKOFF);
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://evil.example/file",
          "http://graph.facebook.com/file",
          "http://lookaside.fbsbx.com/file",
          "https://lookaside.fbsbx.com.evil.example/file",
          "https://evil.example/lookaside.fbsbx.com",
          "https://lookaside.fbsbx.com@evil.example/file",
          "https://lookaside.fbsbx.com:8443/file",
          "https://apps.fbsbx.com/file",
          "http://127.0.0.1:1/file",
          "https://127.0.0.1/file"
        })
    void tokenGoesToNoOtherHost(String url) throws IOException {
      stored(url, SHA256, "12");

      SendError error = refused();

      assertThat(error.category()).isEqualTo(Category.MEDIA);
      assertThat(error.message()).contains("none of Meta's media hosts");
      assertThat(graph.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1&ext=2",
          "https://graph.facebook.com/v25.0/1"
        })
    void tokenGoesToTheHostsOfMeta(String url) {
      CloudSettings settings =
          CloudSettings.from(Connections.settings("https://graph.facebook.com"));

      assertThat(MediaHosts.check(url, settings.baseUrl())).hasToString(url);
    }

    @Test
    void serverOfSomebodyElseSeesNothing() throws IOException {
      try (RawServer evil = RawServer.start(RawServer.Peer::hang)) {
        stored(evil.url() + "file", SHA256, "12");

        refused();

        assertThat(evil.connections()).isZero();
      }
    }

    @Test
    void redirectionIsNotFollowed() throws IOException {
      try (RawServer evil = RawServer.start(RawServer.Peer::hang)) {
        storedHere(SHA256, "12");
        graph.answer(
            "GET", "/file", aResponse().withStatus(302).withHeader("Location", evil.url()));

        assertThat(refused().message()).contains("HTTP 302: a redirection, which is not followed");
        assertThat(evil.connections()).isZero();
      }
    }

    @Test
    void addressThatHasExpiredIsToldApart() throws IOException {
      storedHere(SHA256, "12");
      graph.answer("GET", "/file", 404, "gone");

      assertThat(refused().remedy()).contains("five minutes");
    }

    @Test
    void folderThatIsMissingIsNamedAsTheReason() {
      storedHere(SHA256, "12");

      SendError error =
          error(() -> media.download("2621233374848975", folder.resolve("none/target")));

      assertThat(error.message()).contains("cannot be written: NoSuchFileException");
      assertThat(graph.requests()).hasSize(1);
    }

    @Test
    void unknownIdIsAWrongRequestAndNotAWrongSender() {
      graph.answer(
          "GET",
          "/v25.0/1",
          400,
          "{\"error\":{\"code\":100,\"error_subcode\":33,\"message\":\"Unsupported get request\"}}");

      SendError error = error(() -> media.lookUp("1"));

      assertThat(error.category()).isEqualTo(Category.REQUEST);
      assertThat(error.remedy()).startsWith("Check the id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "1/../me", "", "1?x=2", "a b"})
    void idsAreIdsAndNothingElse(String id) {
      assertThat(error(() -> media.lookUp(id)).category()).isEqualTo(Category.REQUEST);
      assertThat(graph.requests()).isEmpty();
    }
  }

  @Test
  void deletingNamesTheNumber() {
    graph.answer("DELETE", "/v25.0/123", "{\"success\":true}");

    media.delete("123");

    assertThat(graph.seen())
        .containsExactly("DELETE /v25.0/123?phone_number_id=" + Connections.NUMBER_ID);
  }

  @Test
  void deletionThatMetaDidNotDoIsAnError() {
    graph.answer("DELETE", "/v25.0/123", "{\"success\":false}");

    assertThat(error(() -> media.delete("123")).message()).contains("did not do it");
  }

  @Test
  void hundredMegabytesGoThroughAHeapOf32() throws IOException, InterruptedException {
    Path file = folder.resolve("large.pdf");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(MediaTypes.LARGEST);
    }
    try (CountingServer server = CountingServer.start()) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-Xmx32m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  LargeUpload.class.getName(),
                  server.url(),
                  file.toString())
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);

      assertThat(process.waitFor()).as(output).isZero();
      assertThat(output).contains("uploaded as 1");
      assertThat(server.bytes()).isBetween(MediaTypes.LARGEST, MediaTypes.LARGEST + 2_000);
    }
  }
}
