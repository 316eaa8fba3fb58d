package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.DeliveryStatus;
import io.patchbay.registry.storage.StorageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away, is full or slow: nothing is lost, and nobody has to help. */
@Timeout(60)
class TroubleTest {
  @TempDir Path directory;

  @Test
  void keepsTheAnswersThatCannotBeWrittenUntilTheyCan() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      desk.line.answers(
          "a",
          request -> {
            desk.database.away = true;
            return desk.line.accept(request);
          });
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));
      Desk.await(() -> desk.database.away, () -> "not sent");
      assertThatThrownBy(() -> delivery.submit("acme", Desk.message("m2")))
          .isInstanceOf(StorageException.class);
      int calls = desk.database.calls();
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      assertThat(desk.database.calls() - calls)
          .as("calls in a second; the sweep alone makes 200")
          .isLessThan(400);

      desk.line.accepts("a");
      desk.database.away = false;

      desk.awaitState("m1", DeliveryState.ACCEPTED);
      delivery.submit("acme", Desk.message("m2"));
      desk.awaitState("m2", DeliveryState.ACCEPTED);
      assertThat(desk.line.references()).containsExactly("pb1.acme.m1.1", "pb1.acme.m2.1");
    }
  }

  @Test
  void takesNothingOverWhileTheDiskIsFullAndGoesOnAfterwards() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));
      desk.awaitState("m1", DeliveryState.ACCEPTED);
      desk.database.fill();
      List<Outgoing> many = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        many.add(
            new Outgoing(
                "acme", Desk.message("n" + i, "+1415555" + (1000 + i)), SubmitOptions.defaults()));
      }

      assertThatThrownBy(() -> delivery.submit(many))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("make room on the disk");
      assertThat(desk.store.find("acme", "n0")).as("all or nothing").isEmpty();
      desk.database.makeRoom();
      delivery.submit(many);

      desk.awaitState("n499", DeliveryState.ACCEPTED);
    }
  }

  @Test
  void aSlowDiskKeepsNothingBackAndDoublesNothing() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      Delivery delivery = desk.start();
      List<String> ids = new ArrayList<>();
      List<Outgoing> many = new ArrayList<>();
      for (int i = 0; i < 130; i++) {
        ids.add("n" + i);
        many.add(
            new Outgoing(
                "acme", Desk.message("n" + i, "+1415555" + (1000 + i)), SubmitOptions.defaults()));
      }
      desk.database.slow = Duration.ofMillis(50);
      delivery.submit(many);
      Desk.await(() -> desk.line.sent().size() >= 50, () -> "only " + desk.line.sent().size());
      // The leases of what is being sent end before it can be written down how that ended.
      desk.clock.advance(Duration.ofSeconds(30));

      for (String id : ids) {
        desk.awaitState(id, DeliveryState.ACCEPTED);
      }
      Reckoning.eachOnce(desk, ids);
    }
  }

  @Test
  void aStatusThatCannotBeWrittenIsAskedForAgain() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      desk.start().submit("acme", Desk.message("m1"));
      desk.awaitState("m1", DeliveryState.ACCEPTED);
      desk.database.away = true;

      assertThatThrownBy(() -> desk.hears("line-1", DeliveryStatus.DELIVERED, null))
          .isInstanceOf(StorageException.class);

      desk.database.away = false;
      desk.hears("line-1", DeliveryStatus.DELIVERED, null);
      assertThat(desk.record("m1").progress()).isEqualTo(DeliveryStatus.DELIVERED);
    }
  }
}
