package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.delivery.store.MessageRecord;
import io.patchbay.store.StorageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handing over more messages than memory holds, over a database that may fail at any of them. */
class SubmitAllTest {
  /** How many are read ahead of those that are on disk, at most. */
  private static final int READ_AHEAD = 500;

  @TempDir Path directory;

  private static Outgoing message(int number) {
    return new Outgoing(
        "acme", Desk.message("n" + number, "+1415555" + (1000 + number)), SubmitOptions.defaults());
  }

  /** Messages without an end, which counts how far it was read. */
  private static final class Endless implements Iterator<Outgoing> {
    private final Desk desk;
    private final int fatal;
    private int read;

    /** The database goes away while one of them is being read. */
    Endless(Desk desk, int fatal) {
      this.desk = desk;
      this.fatal = fatal;
    }

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public Outgoing next() {
      read++;
      desk.database.away = read > fatal;
      return message(read - 1);
    }
  }

  @Test
  void readsOnlyAsFarAsItWrites() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      Delivery delivery = desk.start();
      Endless messages = new Endless(desk, 2_300);
      List<Submission> told = new ArrayList<>();

      assertThatThrownBy(
              () ->
                  delivery.submitAll(
                      messages,
                      submission -> {
                        told.add(submission);
                        assertThat(messages.read).isLessThan(told.size() + READ_AHEAD);
                      }))
          .isInstanceOf(StorageException.class);

      desk.database.away = false;
      assertThat(told).hasSize(2_000);
      assertThat(messages.read).isLessThanOrEqualTo(told.size() + READ_AHEAD);
    }
  }

  @Test
  void whatTheListenerWasToldOfIsOnDiskAndHandingOverAllAgainDoublesNothing() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      Delivery delivery = desk.start();
      List<Submission> told = new ArrayList<>();
      assertThatThrownBy(() -> delivery.submitAll(new Endless(desk, 700), told::add))
          .isInstanceOf(StorageException.class);
      desk.database.away = false;
      assertThat(told).hasSize(500).allMatch(one -> onDisk(desk, one).isPresent());
      assertThat(desk.store.find("acme", "n500")).as("its batch failed").isEmpty();

      List<Submission> again = new ArrayList<>();
      delivery.submitAll(
          IntStream.range(0, 1_200).mapToObj(SubmitAllTest::message).iterator(), again::add);

      assertThat(again)
          .extracting(one -> one.id().value())
          .containsExactlyElementsOf(IntStream.range(0, 1_200).mapToObj(i -> "n" + i).toList());
      assertThat(again.subList(0, 500)).allMatch(one -> one.result() == Submission.Result.REPEATED);
      assertThat(again.subList(500, 1_200))
          .allMatch(one -> one.result() == Submission.Result.CREATED);
      List<String> ids = again.stream().map(one -> one.id().value()).toList();
      ids.forEach(id -> desk.awaitState(id, DeliveryState.ACCEPTED));
      Reckoning.eachOnce(desk, ids);
    }
  }

  private static Optional<MessageRecord> onDisk(Desk desk, Submission one) {
    return desk.store.find(one.workspace(), one.id().value());
  }
}
