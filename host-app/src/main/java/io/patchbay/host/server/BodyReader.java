package io.patchbay.host.server;

import io.javalin.http.Context;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.io.EofException;

/**
 * Reads the raw bytes of a body. What has arrived is read at once; only a few threads at a time may
 * wait for the rest, so that callers which send slowly cannot occupy them all. Thread-safe.
 */
final class BodyReader {
  private static final int CHUNK = 16 * 1024;

  private final Semaphore waiting;
  private final Duration longest;

  BodyReader(ServerLimits limits) {
    this.waiting = new Semaphore(Math.max(1, limits.threads() / 4));
    this.longest = limits.idle();
  }

  /**
   * Reads a whole body.
   *
   * @throws Refusal when it is larger than {@code most}, too slow, or too many others are slow
   */
  byte[] read(Context context, int most) throws Refusal {
    long length = context.req().getContentLengthLong();
    if (length > most) {
      throw tooLarge(most);
    }
    try {
      ServletInputStream in = context.req().getInputStream();
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      readAvailable(in, body, most);
      if (body.size() != length && !in.isFinished()) {
        readRest(in, body, most);
      }
      return body.toByteArray();
    } catch (EofException e) {
      throw Refusal.of(400, "The connection was closed in the middle of the body.");
    } catch (IOException e) {
      throw Refusal.of(408, "The body did not arrive in time.");
    }
  }

  private static Refusal tooLarge(int most) {
    return Refusal.of(413, "The body is larger than " + most + " bytes.");
  }

  private static void readAvailable(ServletInputStream in, ByteArrayOutputStream body, int most)
      throws IOException, Refusal {
    while (!in.isFinished() && in.available() > 0) {
      readOnce(in, body, most);
    }
  }

  private void readRest(ServletInputStream in, ByteArrayOutputStream body, int most)
      throws IOException, Refusal {
    if (!waiting.tryAcquire()) {
      throw Refusal.later(
          "Too many requests are being read at once; nothing was taken.", Duration.ofSeconds(1));
    }
    try {
      long start = System.nanoTime();
      while (readOnce(in, body, most)) {
        if (System.nanoTime() - start > longest.toNanos()) {
          throw Refusal.of(408, "The body did not arrive within " + longest.toSeconds() + " s.");
        }
      }
    } finally {
      waiting.release();
    }
  }

  private static boolean readOnce(ServletInputStream in, ByteArrayOutputStream body, int most)
      throws IOException, Refusal {
    byte[] chunk = new byte[CHUNK];
    int read = in.read(chunk);
    if (read < 0) {
      return false;
    }
    body.write(chunk, 0, read);
    if (body.size() > most) {
      throw tooLarge(most);
    }
    return true;
  }
}
