package io.patchbay.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A resumable upload: counts what has come. The bytes themselves are dropped. Thread-safe; one
 * request at a time may add to it.
 */
final class UploadSession {
  private final String id;
  private final String signature;
  private final long length;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile long offset;

  UploadSession(String id, String signature, long length) {
    this.id = id;
    this.signature = signature;
    this.length = length;
  }

  /** The id as the platform hands it out, with a query in it. */
  String name() {
    return id + "?sig=" + signature;
  }

  boolean isSignedWith(String given) {
    return signature.equals(given);
  }

  long length() {
    return length;
  }

  long offset() {
    return offset;
  }

  /** Starts over. */
  void clear() {
    offset = 0;
  }

  /** Claims the session for a request; false when another has it. */
  boolean claim() {
    return busy.compareAndSet(false, true);
  }

  void release() {
    busy.set(false);
  }

  /** Takes all of a stream; what came before a failure stays counted. */
  void add(InputStream content) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long total = offset;
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      total += read;
      offset = total;
    }
  }
}
