package io.patchbay.simulator;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of one simulator: {@value #ROOM} of them, the oldest go first, with at most {@value
 * #BYTES_KEPT} bytes of content in memory. Thread-safe; {@code lock} guards the files.
 *
 * <p>What people send stays for 7 days, what businesses upload for 30, by the simulator's clock.
 */
final class MediaLibrary {
  /** Larger files are described by their length only. */
  static final int LARGEST_KEPT = 256 * 1024;

  private static final int ROOM = 10_000;
  private static final int HASHES_KEPT = 100;
  private static final int BYTES_KEPT = 8 * 1024 * 1024;
  private static final Duration UPLOADS = Duration.ofDays(30);
  private static final Duration INBOUND = Duration.ofDays(7);

  private final Object lock = new Object();
  private final Map<String, StoredMedia> files = new LinkedHashMap<>();
  private final Map<Long, String> fillHashes =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
          return size() > HASHES_KEPT;
        }
      };
  private final Identifiers identifiers;
  private final Clock clock;
  private long bytes;

  MediaLibrary(Identifiers identifiers, Clock clock) {
    this.identifiers = identifiers;
    this.clock = clock;
  }

  StoredMedia upload(String phoneNumberId, String type, @Nullable String name, Received file) {
    return add(phoneNumberId, false, type, name, file, UPLOADS);
  }

  StoredMedia inbound(String phoneNumberId, String type, Received file) {
    return add(phoneNumberId, true, type, null, file, INBOUND);
  }

  private StoredMedia add(
      String phoneNumberId,
      boolean inbound,
      String type,
      @Nullable String name,
      Received file,
      Duration stay) {
    synchronized (lock) {
      byte[] kept = file.bytes();
      boolean room = kept != null && bytes + kept.length <= BYTES_KEPT;
      StoredMedia stored =
          new StoredMedia(
              identifiers.number(),
              phoneNumberId,
              inbound,
              type,
              name,
              file.size(),
              file.sha256(),
              room ? kept : null,
              clock.instant().plus(stay));
      files.put(stored.id(), stored);
      bytes += room ? file.size() : 0;
      if (files.size() > ROOM) {
        remove(files.keySet().iterator().next());
      }
      return stored;
    }
  }

  @Nullable StoredMedia find(String id) {
    synchronized (lock) {
      StoredMedia stored = files.get(id);
      return stored != null && clock.instant().isBefore(stored.expires()) ? stored : null;
    }
  }

  boolean has(String id) {
    return find(id) != null;
  }

  /** A file that the number may send: one that it has uploaded itself. */
  @Nullable StoredMedia sendable(String id, String phoneNumberId) {
    StoredMedia stored = find(id);
    return stored != null && !stored.inbound() && stored.phoneNumberId().equals(phoneNumberId)
        ? stored
        : null;
  }

  void remove(String id) {
    synchronized (lock) {
      StoredMedia stored = files.remove(id);
      if (stored != null && stored.kept() != null) {
        bytes -= stored.size();
      }
    }
  }

  /** The SHA-256 of what a download of a file gives, in hex. */
  String served(StoredMedia stored) {
    if (stored.kept() != null) {
      return stored.received();
    }
    synchronized (lock) {
      // The hash of 100 MB takes a moment, and clients ask more than once.
      return fillHashes.computeIfAbsent(stored.size(), FillBytes::sha256);
    }
  }

  /** What was uploaded and is still there, oldest first. */
  List<UploadedMedia> uploads() {
    synchronized (lock) {
      return files.values().stream()
          .filter(file -> !file.inbound())
          .map(StoredMedia::shown)
          .toList();
    }
  }
}
