package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.Media;
import io.patchbay.channel.MediaSource;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.provider.whatsapp.content.MediaCarousel;
import io.patchbay.provider.whatsapp.internal.graph.Classifier;
import io.patchbay.provider.whatsapp.internal.graph.CloudSettings;
import io.patchbay.provider.whatsapp.internal.graph.GraphClient;
import io.patchbay.provider.whatsapp.internal.graph.TokenRedaction;
import io.patchbay.provider.whatsapp.internal.send.GraphAnswerReader;
import io.patchbay.provider.whatsapp.internal.send.MediaUploads;
import io.patchbay.provider.whatsapp.internal.send.MessageSender;
import io.patchbay.provider.whatsapp.internal.send.OutboundContent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a sender does with local files once something uploads them. */
class MediaUploadsTest {
  private static final URI LINK = URI.create("https://example.org");

  private static Media picture(String file) {
    return Media.of(Media.Kind.IMAGE, MediaSource.file(Path.of(file)));
  }

  private static SendOutcome send(RawServer server, SendRequest request, MediaUploads uploads) {
    CloudSettings settings = CloudSettings.from(Connections.settings(server.url()));
    TokenRedaction redaction = new TokenRedaction(settings);
    try (GraphClient client = new GraphClient(settings, UnaryOperator.identity())) {
      return new MessageSender(
              settings,
              client,
              new GraphAnswerReader(new Classifier(redaction), Connections.CLOCK),
              uploads)
          .send(request, Optional.ofNullable(OutboundContent.of(request.content())).orElseThrow());
    }
  }

  private static RawServer accepting() throws IOException {
    return RawServer.start(
        peer -> {
          peer.request();
          peer.answer("200 OK", "{\"messages\":[{\"id\":\"wamid.1\"}]}");
        });
  }

  @Test
  void everyFileIsUploadedBeforeTheMessageAndNamedByItsId() throws IOException {
    List<String> uploaded = new ArrayList<>();
    SendRequest request =
        Connections.request(
            Connections.ANNA,
            MediaCarousel.of(
                "Body",
                MediaCarousel.Card.linking(picture("a.png"), null, "Open", LINK),
                MediaCarousel.Card.linking(CommerceSamples.PICTURE, null, "Open", LINK),
                MediaCarousel.Card.linking(picture("b.png"), null, "Open", LINK)));
    try (RawServer server = accepting()) {
      SendOutcome outcome =
          send(
              server,
              request,
              (media, left) -> {
                assertThat(left).isPositive().isLessThanOrEqualTo(request.timeout());
                assertThat(server.requests()).isEmpty();
                uploaded.add(media.source().value());
                return "id of " + media.source().value();
              });

      assertThat(outcome.accepted()).isTrue();
      assertThat(uploaded).containsExactly("a.png", "b.png");
      assertThat(server.requests())
          .singleElement()
          .asString()
          .contains("\"image\":{\"id\":\"id of a.png\"}")
          .contains("\"image\":{\"link\":\"https://example.org/file\"}")
          .contains("\"image\":{\"id\":\"id of b.png\"}");
    }
  }

  @Test
  void fileThatIsRefusedStopsTheMessage() throws IOException {
    SendError error = SendError.of(Category.MEDIA, "Too large").build();
    try (RawServer server = accepting()) {
      SendOutcome outcome =
          send(
              server,
              Connections.request(Connections.ANNA, picture("a.png")),
              (media, left) -> {
                throw new MediaUploads.Refused(error);
              });

      assertThat(outcome).isEqualTo(new SendOutcome.Rejected(error));
      assertThat(server.connections()).isZero();
    }
  }

  private static MediaCarousel twoFiles() {
    return MediaCarousel.of(
        "Body",
        MediaCarousel.Card.linking(picture("a.png"), null, "Open", LINK),
        MediaCarousel.Card.linking(picture("b.png"), null, "Open", LINK));
  }

  private static void pass(Duration time) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < time.toNanos()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void eachFileHasTheTimeThatTheOnesBeforeItLeft() throws IOException {
    List<Duration> times = new ArrayList<>();
    try (RawServer server = accepting()) {
      SendOutcome outcome =
          send(
              server,
              Connections.request(Connections.ANNA, twoFiles()),
              (media, left) -> {
                times.add(left);
                pass(Duration.ofMillis(20));
                return "id";
              });

      assertThat(outcome.accepted()).isTrue();
      assertThat(times).hasSize(2);
      assertThat(times.get(1)).isLessThanOrEqualTo(times.get(0).minusMillis(20));
    }
  }

  @Test
  void uploadThatTookAllTheTimeSendsNothing() throws IOException {
    Duration timeout = Duration.ofMillis(20);
    List<String> uploaded = new ArrayList<>();
    MediaUploads slow =
        (media, left) -> {
          uploaded.add(media.source().value());
          pass(timeout);
          return "id";
        };
    try (RawServer server = accepting()) {
      SendOutcome one =
          send(server, Connections.request(Connections.ANNA, picture("a.png"), timeout), slow);
      SendOutcome two =
          send(server, Connections.request(Connections.ANNA, twoFiles(), timeout), slow);

      assertThat(List.of(one, two)).hasOnlyElementsOfType(SendOutcome.Rejected.class);
      SendError error = one.error().orElseThrow();
      assertThat(error.category()).isEqualTo(Category.MEDIA);
      assertThat(error.retry()).isEqualTo(Retry.BACKOFF);
      assertThat(error.message())
          .isEqualTo("Uploading the files took all of the send's 20 ms, so nothing was sent");
      assertThat(two.error().orElseThrow()).isEqualTo(error);
      assertThat(uploaded).containsExactly("a.png", "a.png");
      assertThat(server.connections()).isZero();
    }
  }
}
