package io.patchbay.provider.whatsapp;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.patchbay.provider.whatsapp.AccountServer.NUMBER;
import static io.patchbay.provider.whatsapp.AccountServer.error;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.Media;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.provider.whatsapp.internal.account.FileUploads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileUploadsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final MovingClock clock = new MovingClock();
  private final AccountServer graph = AccountServer.start(clock);
  private final FileUploads uploads = new FileUploads(AccountServer.client(graph.url()), clock);

  @TempDir Path folder;
  private Path picture = Path.of("");

  @BeforeEach
  void write() throws IOException {
    picture = Files.writeString(folder.resolve("a.jpg"), "picture");
    graph.answer("POST", NUMBER + "/media", "{\"id\":\"77\"}");
  }

  @AfterEach
  void close() {
    graph.close();
  }

  private String id(Path file) {
    return uploads.id(file, Media.Kind.IMAGE, TIMEOUT);
  }

  @Test
  void sameBytesAreUploadedOnceWhateverTheFileIsCalled() throws IOException {
    Path copy = Files.writeString(folder.resolve("b.jpeg"), "picture");

    assertThat(List.of(id(picture), id(copy), id(picture))).containsOnly("77");

    assertThat(graph.requests()).hasSize(1);
  }

  @Test
  void otherBytesUnderTheSameNameAreUploaded() throws IOException {
    id(picture);
    Files.writeString(picture, "pictur2");
    id(picture);

    assertThat(graph.requests()).hasSize(2);
  }

  @Test
  void sameBytesAsAnotherTypeAreUploaded() throws IOException {
    id(picture);
    id(Files.writeString(folder.resolve("a.png"), "picture"));

    assertThat(graph.requests()).hasSize(2);
  }

  @Test
  void uploadIsForgottenBeforeMetaForgetsIt() {
    id(picture);
    clock.forward(Duration.ofDays(25).minusSeconds(1));
    id(picture);
    assertThat(graph.requests()).hasSize(1);

    clock.forward(Duration.ofSeconds(1));
    id(picture);

    assertThat(graph.requests()).hasSize(2);
  }

  @Test
  void idThatIsDeletedOrRefusedIsForgotten() {
    id(picture);
    uploads.forget("78");
    id(picture);
    assertThat(graph.requests()).hasSize(1);

    uploads.forget("77");
    id(picture);

    assertThat(graph.requests()).hasSize(2);
  }

  @Test
  void manySendsAtOnceUploadOnce() throws Exception {
    graph.answer(
        "POST", NUMBER + "/media", aResponse().withBody("{\"id\":\"77\"}").withFixedDelay(200));
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Future<String>> ids = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        ids.add(threads.submit(() -> id(picture)));
      }
      for (Future<String> id : ids) {
        assertThat(id.get()).isEqualTo("77");
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(graph.requests()).hasSize(1);
  }

  @Test
  void failureIsTheUploadsOwnAndIsNotRemembered() {
    graph.answer(
        "POST",
        NUMBER + "/media",
        400,
        "{\"error\":{\"code\":190,\"message\":\"Expired\",\"fbtrace_id\":\"A1\"}}");

    SendError error = error(() -> id(picture));

    assertThat(error.category()).isEqualTo(Category.AUTHENTICATION);
    assertThat(error.message())
        .isEqualTo("The file was not uploaded, so nothing was sent: Expired");
    graph.answer("POST", NUMBER + "/media", "{\"id\":\"77\"}");
    assertThat(id(picture)).isEqualTo("77");
  }

  @Test
  void troubleOnTheWayIsWorthAnotherTry() {
    graph.answer("POST", NUMBER + "/media", 502, "<html>");

    SendError error = error(() -> id(picture));

    assertThat(error.category()).isEqualTo(Category.UNAVAILABLE);
    assertThat(error.retry()).isEqualTo(Retry.BACKOFF);
    assertThat(error.remedy()).isEqualTo("Send again: the message was not sent.");
  }

  @Test
  void uploadTakesNoLongerThanTheSend() {
    graph.answer(
        "POST", NUMBER + "/media", aResponse().withBody("{\"id\":\"77\"}").withFixedDelay(20_000));
    SendError error = error(() -> uploads.id(picture, Media.Kind.IMAGE, Duration.ofMillis(200)));

    assertThat(error.category()).isEqualTo(Category.NETWORK);
    assertThat(error.retry()).isEqualTo(Retry.BACKOFF);
  }

  @Test
  void bytesThatChangeBetweenReadingAndUploadingGetNoId() {
    AtomicInteger opened = new AtomicInteger();
    MediaUpload changing =
        new MediaUpload(
            "a.jpg",
            "image/jpeg",
            7,
            () -> {
              String content = opened.incrementAndGet() == 2 ? "pictur2" : "picture";
              return new ByteArrayInputStream(content.getBytes(UTF_8));
            });

    SendError error = error(() -> uploads.id(changing, Media.Kind.IMAGE, TIMEOUT));

    assertThat(error.category()).isEqualTo(Category.MEDIA);
    assertThat(error.message())
        .isEqualTo(
            "The file was not uploaded, so nothing was sent: Nothing was uploaded: the file to"
                + " upload cannot be read: it has changed since it was read first");
    assertThat(uploads.id(changing, Media.Kind.IMAGE, TIMEOUT)).isEqualTo("77");
    assertThat(opened).hasValue(4);
  }

  @Test
  void fileThatWhatsAppDoesNotTakeIsRefusedWithoutACall() throws IOException {
    Path film = Files.writeString(folder.resolve("a.mp4"), "film");

    SendError error = error(() -> id(film));

    assertThat(error.category()).isEqualTo(Category.MEDIA);
    assertThat(error.retry()).isEqualTo(Retry.NEVER);
    assertThat(error.scope()).isEqualTo(Scope.MESSAGE);
    assertThat(graph.requests()).isEmpty();
  }

  @Test
  void interruptionIsNoLossOfTheFlag() {
    Thread.currentThread().interrupt();
    Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(() -> id(picture));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown).isInstanceOf(ProviderException.class);
  }

  @Test
  void pathsAndNamesAreNotShown() {
    assertThat(MediaUpload.bytes("secret name.jpg", "image/jpeg", "x".getBytes(UTF_8)))
        .hasToString("MediaUpload[image/jpeg, 1 bytes]");
  }
}
