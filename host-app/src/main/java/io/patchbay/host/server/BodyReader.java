package io.patchbay.host.server;

import io.javalin.http.Context;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.io.EofException;

/**
 * Reads the raw bytes of a body. What has arrived is read at once; only a few threads at a time may
 * wait for the rest, so that callers which send slowly cannot occupy them all. What all bodies hold
 * is bounded. Thread-safe.
 */
final class BodyReader {
  private final Semaphore waiting;
  private final Duration longest;
  private final BodyBudget budget;

  BodyReader(ServerLimits limits) {
    this.waiting = new Semaphore(Math.max(1, limits.threads() / 4));
    this.longest = limits.idle();
    this.budget =
        new BodyBudget(limits.bodyBytes(), Math.max(limits.webhookBytes(), limits.messageBytes()));
  }

  /**
   * Reads a whole body.
   *
   * @return the body, to be closed when its bytes are no longer needed
   * @throws Refusal when it is larger than {@code most}, too slow, or too many others are slow or
   *     too large together
   */
  Body read(Context context, int most) throws Refusal {
    long length = length(context.req());
    if (length > most) {
      throw tooLarge(most);
    }
    Body body = new Body(budget, length, most);
    boolean read = false;
    try {
      ServletInputStream in = context.req().getInputStream();
      readAvailable(in, body, most);
      if (!body.full() && !in.isFinished()) {
        readRest(in, body, most);
      }
      body.complete();
      read = true;
      return body;
    } catch (EofException e) {
      // Jetty reports a chunk that it cannot read in the same way.
      throw Refusal.of(
          400,
          "The body is not complete: the connection was closed, or a chunk is not well-formed.");
    } catch (IOException e) {
      throw Refusal.of(408, "The body did not arrive in time.");
    } finally {
      if (!read) {
        body.close();
      }
    }
  }

  /** Without either header there is no body (RFC 9112, 6.3). */
  private static long length(HttpServletRequest request) {
    long length = request.getContentLengthLong();
    return length < 0 && request.getHeader("Transfer-Encoding") == null ? 0 : length;
  }

  private static Refusal tooLarge(int most) {
    return Refusal.of(413, "The body is larger than " + most + " bytes.");
  }

  private static void readAvailable(ServletInputStream in, Body body, int most)
      throws IOException, Refusal {
    while (!body.full() && !in.isFinished() && in.available() > 0) {
      readOnce(in, body, most);
    }
  }

  private void readRest(ServletInputStream in, Body body, int most) throws IOException, Refusal {
    if (!waiting.tryAcquire()) {
      throw Refusal.later(
          "Too many requests are being read at once; nothing was taken.", Duration.ofSeconds(1));
    }
    try {
      int awaited = body.reserved();
      budget.reserveAwaited(awaited);
      try {
        await(in, body, most);
      } finally {
        budget.releaseAwaited(awaited);
      }
    } finally {
      waiting.release();
    }
  }

  private void await(ServletInputStream in, Body body, int most) throws IOException, Refusal {
    long start = System.nanoTime();
    while (readOnce(in, body, most)) {
      if (System.nanoTime() - start > longest.toNanos()) {
        throw Refusal.of(408, "The body did not arrive within " + longest.toSeconds() + " s.");
      }
    }
  }

  private static boolean readOnce(ServletInputStream in, Body body, int most)
      throws IOException, Refusal {
    boolean more = body.readSome(in);
    if (body.tooLarge()) {
      throw tooLarge(most);
    }
    return more;
  }
}
