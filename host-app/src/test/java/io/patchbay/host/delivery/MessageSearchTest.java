package io.patchbay.host.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.delivery.SubmitOptions;
import io.patchbay.delivery.internal.LaneKey;
import io.patchbay.delivery.internal.NewMessage;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.delivery.store.MessageRecord;
import io.patchbay.host.console.UserError;
import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqliteDatabase;
import io.patchbay.testsupport.WatchedCalls;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One message of a long queue is found and told of without a look at all the others. */
class MessageSearchTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private DeliveryStore store;

  /** A database in which nothing is read that takes long. */
  private static void expectNoSurvey(String call) {
    assertThat(call).as("a look through a whole table").isNotEqualTo("survey");
  }

  @BeforeEach
  void open() {
    Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    store =
        new DeliveryStore(
            WatchedCalls.of(
                SqlDatabase.class,
                SqliteDatabase.queue(folder.resolve(SqliteDatabase.QUEUE), clock),
                MessageSearchTest::expectNoSurvey));
    submit("acme", "m1");
    submit("acme", "both");
    submit("shop", "both");
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void submit(String workspace, String id) {
    store.submit(
        List.of(
            new NewMessage(
                id,
                new LaneKey(workspace, null, null, null),
                "p:" + id,
                "body",
                "print",
                SubmitOptions.defaults())));
  }

  @Test
  void aMessageIsFoundWithoutCounting() {
    assertThat(MessageSearch.find(store, "acme", "m1").workspace()).isEqualTo("acme");
    assertThat(MessageSearch.find(store, null, "m1").workspace()).isEqualTo("acme");
    assertThatThrownBy(() -> MessageSearch.find(store, null, "both"))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("choose one with --workspace: acme, shop.");
    assertThatThrownBy(() -> MessageSearch.workspaces(store, "ship"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("There is no message of a workspace 'ship' in ")
        .hasMessageContaining("shop");
  }

  @Test
  void aStoryThatSaysNothingOfTheLastStatusDoesNotLookForIt() {
    MessageRecord message = MessageSearch.find(store, "acme", "m1");

    assertThat(MessageStory.text(message, NOON, store::lastHeard))
        .startsWith("Message m1 of workspace acme: it waits in the queue");
  }
}
