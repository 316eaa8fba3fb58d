package io.patchbay.store.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.store.internal.SqlDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The inbox in a file of its own. */
class FiledEventsTest extends FiledEventsContract {
  @TempDir Path directory;

  private Path file() {
    return directory.resolve("inbox.db");
  }

  @Override
  protected SqlDatabase database() {
    return FiledEvents.file(file(), clock);
  }

  @Test
  void theFileIsMadeByTheFirstEventAndClosedWithTheInbox() {
    try (EventStore inbox = new FiledEvents(file(), clock)) {
      assertThat(inbox.due(1)).isEmpty();
      assertThat(file()).doesNotExist();
      inbox.save(List.of(event("k1")));
      assertThat(inbox.due(1)).hasSize(1);
    }
    assertThat(directory).isDirectoryContaining(path -> path.equals(file()));
    assertThat(directory.resolve("inbox.db-wal")).doesNotExist();
  }
}
