package io.patchbay.host.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.Patchbay;
import io.patchbay.channel.Category;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.host.audience.Audience;
import io.patchbay.host.audience.MessageOptions;
import io.patchbay.host.console.Interruption;
import io.patchbay.host.console.Json;
import io.patchbay.host.console.ProgressBar;
import io.patchbay.registry.plugin.ProviderCatalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BroadcastTest {
  private static final String CONFIGURATION =
      """
      { "workspaces": { "acme": { "sms": {
          "defaultProvider": "line", "retry": { "attempts": 0 }, "providers": { "line": {} } } } } }
      """;

  @TempDir Path folder;
  private final Interruption interruption = new Interruption();

  private Tally.Totals run(int people, Function<SendRequest, SendOutcome> answer)
      throws IOException {
    StringBuilder csv = new StringBuilder("phone,name\n");
    for (int i = 0; i < people; i++) {
      csv.append("+1415555").append(1000 + i).append(",n\n");
    }
    return run(csv.toString(), answer);
  }

  private Tally.Totals run(String csv, Function<SendRequest, SendOutcome> answer)
      throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), csv);
    MessageOptions options = MessageOptions.of("Hi {name}", null, "en", List.of());
    try (Patchbay patchbay =
            Patchbay.builder()
                .catalog(ProviderCatalog.of(new LineProvider(answer)))
                .configuration(CONFIGURATION, folder)
                .asyncThreads(200)
                .build();
        Audience audience = Audience.open(new Audience.Source(file, null, null), options, "US");
        ProgressBar progress =
            new ProgressBar(new PrintWriter(Writer.nullWriter()), true, System::nanoTime)) {
      return new Broadcast(
              patchbay,
              new Broadcast.Order("acme", null, null, Purpose.TRANSACTIONAL),
              (line, message, result) -> {})
          .run(audience, 0, progress, interruption);
    }
  }

  private String shrunk = "";

  private Tally.Totals runWhileItChanges(String before, String after) throws IOException {
    Path file = Files.writeString(folder.resolve("b.csv"), before);
    Audience.Source source = new Audience.Source(file, null, null);
    long total = Audience.count(source);
    Files.writeString(file, after);
    MessageOptions options = MessageOptions.of("Hi {name}", null, "en", List.of());
    try (Patchbay patchbay =
            Patchbay.builder()
                .catalog(ProviderCatalog.of(new LineProvider(BroadcastTest::accepted)))
                .configuration(CONFIGURATION, folder)
                .build();
        Audience audience = Audience.open(source, options, "US");
        ProgressBar progress =
            new ProgressBar(new PrintWriter(Writer.nullWriter()), true, System::nanoTime)) {
      Broadcast broadcast =
          new Broadcast(
              patchbay,
              new Broadcast.Order("acme", null, null, Purpose.TRANSACTIONAL),
              (line, message, result) -> {});
      Tally.Totals totals = broadcast.run(audience, total, progress, interruption);
      shrunk = broadcast.brokenOff().orElse("");
      return totals;
    }
  }

  @Test
  void anAudienceThatBreaksOffWhileItIsSentToEndsWithWhatWasSent() throws IOException {
    String good = "phone,name\n+14155551000,a\n+14155551001,b\n";

    Tally.Totals totals = runWhileItChanges(good + "+14155551002,c\n", good + "+14155551002,\"c\n");

    assertThat(totals.accepted()).isEqualTo(2);
    assertThat(shrunk).contains("Unclosed quoted field").contains("line 4");
  }

  @Test
  void anAudienceThatHasLostLinesIsNotComplete() throws IOException {
    Tally.Totals totals =
        runWhileItChanges(
            "phone,name\n+14155551000,a\n+14155551001,b\n", "phone,name\n+14155551000,a\n");

    assertThat(totals.accepted()).isEqualTo(1);
    assertThat(shrunk).isEqualTo("The audience had 2 lines when it was checked and has 1.");
  }

  private static SendOutcome accepted(SendRequest request) {
    return new SendOutcome.Accepted("id-" + request.reference(), List.of(), Map.of());
  }

  private static SendOutcome byLastDigit(SendRequest request) {
    char last = request.to().value().charAt(10);
    SendError refused =
        SendError.of(Category.OPTED_OUT, "Wants no more, +14155551000 says")
            .remedy("Stop.")
            .build();
    SendError lost =
        SendError.of(Category.NETWORK, "The line broke").code("77").remedy("Wait.").build();
    return switch (last) {
      case '1' -> new SendOutcome.Rejected(refused);
      case '2' -> new SendOutcome.Unknown(lost);
      default -> accepted(request);
    };
  }

  @Test
  void sixtyFourAreUnderWayAndNoMore() throws IOException {
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(64);

    Tally.Totals totals =
        run(
            2_000,
            request -> {
              most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
              full.countDown();
              await(full);
              underWay.decrementAndGet();
              return accepted(request);
            });

    assertThat(totals.accepted()).isEqualTo(2_000);
    assertThat(totals.acceptedBy()).containsExactly(Map.entry("line", 2_000L));
    assertThat(totals.complete()).isTrue();
    assertThat(most.get()).isEqualTo(64);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void anInterruptionStartsNoMoreAndFinishesWhatIsUnderWay() throws IOException {
    AtomicInteger sent = new AtomicInteger();
    CountDownLatch requested = new CountDownLatch(1);

    Tally.Totals totals =
        run(
            5_000,
            request -> {
              int number = sent.incrementAndGet();
              if (number == 10) {
                interruption.request();
                requested.countDown();
              } else if (number > 10) {
                // Or the others may be done before the tenth gets round to it.
                await(requested);
              }
              return accepted(request);
            });

    assertThat(totals.accepted()).isEqualTo(sent.get()).isBetween(10L, 200L);
  }

  @Test
  void theSummaryTellsEverythingAndNoNumber() throws IOException {
    Tally.Totals totals =
        run(
            """
            phone,name
            +14155551000,a
            +14155551001,b
            +14155551011,c
            +14155551002,d
            12,e
            +14155551003,
            (415) 555-1000,f
            """,
            BroadcastTest::byLastDigit);

    assertThat(totals.complete()).isFalse();
    assertThat(Summary.text(totals))
        .isEqualTo(
            """
              accepted        1  line 1
              refused         2
                OPTED_OUT     2  lines 3, 4: Wants no more, +14*******00 says
                                 -> Stop.
              unknown         1  may have been sent: sending again may deliver them twice
                NETWORK       1  line 5: The line broke (code 77)
                                 -> Wait.
              lines not used  2
                line 6           The phone number *** is not a valid number internationally or in region US;
                                 Check the number; write it with '+' and the country code to leave no doubt.
                line 7           nothing is written under name
              duplicates      1  sent once only
                line 8           the same number as line 2
            """
                .indent(0));
    assertThat(Json.text(Summary.json(totals)))
        .contains("\"accepted\": 1,", "\"lines\": [\n        3,\n        4\n      ]")
        .doesNotContain("14155551000");
  }

  @Test
  void longListsAreCutAndCounted() throws IOException {
    StringBuilder csv = new StringBuilder("phone,name\n");
    csv.append("x,y\n".repeat(1_500));

    Tally.Totals totals = run(csv.toString(), BroadcastTest::accepted);

    assertThat(totals.faultyLines()).isEqualTo(1_500);
    assertThat(totals.faulty()).hasSize(1_000);
    assertThat(Summary.text(totals))
        .contains("  line 21  ")
        .doesNotContain("  line 22  ")
        .contains("    and more      1,480\n");
  }
}
