package io.patchbay.support;

import io.patchbay.channel.Category;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;

/**
 * Maps a call that failed to its outcome: a failure before the message could have left is a
 * rejection, one after it is unknown. Immutable and thread-safe.
 */
public final class CallFailures {
  /** What to do about a message whose outcome is unknown. */
  public static final String MAY_HAVE_ARRIVED =
      "Wait for a status of this message before sending it again: it may have been accepted.";

  private final Peer peer;
  private final HttpProxy proxy;

  /** For the calls of one connection. */
  public CallFailures(Peer peer, HttpProxy proxy) {
    this.peer = peer;
    this.proxy = proxy;
  }

  /**
   * Runs one call.
   *
   * @param transmission the one that the request carries
   * @param timeout of the call, for the error's details
   * @param cleaned removes from an exception's message what may not be shown
   */
  public SendOutcome outcome(
      Transmission transmission, Duration timeout, UnaryOperator<String> cleaned, Exchange call) {
    try {
      return call.execute();
    } catch (IOException e) {
      return failed(e, transmission, timeout, cleaned);
    } catch (RuntimeException e) {
      return defect(e, transmission.begun());
    } catch (Exception e) {
      // Kotlin declares no exceptions: waiting for a connection throws InterruptedException.
      Thread.currentThread().interrupt();
      return failed(new InterruptedIOException("interrupted"), transmission, timeout, cleaned);
    }
  }

  /**
   * A defect of the provider's code; its message may quote anything, so only its place is shown.
   */
  public SendOutcome defect(RuntimeException failure, boolean begun) {
    StackTraceElement[] trace = failure.getStackTrace();
    SendError error =
        SendError.of(
                Category.PROVIDER_DEFECT,
                peer.provider()
                    + " failed: "
                    + failure.getClass().getName()
                    + (trace.length == 0 ? "" : " at " + trace[0]))
            .remedy(
                begun
                    ? MAY_HAVE_ARRIVED
                    : "Nothing was sent: it failed before the call. Check that no part of the"
                        + " content is null, and report this to the provider's author.")
            .build();
    return begun ? new SendOutcome.Unknown(error) : new SendOutcome.Rejected(error);
  }

  /** The kind of a failure with its message, for a sentence. */
  public static String describe(IOException failure) {
    return describe(failure, UnaryOperator.identity());
  }

  private static String describe(IOException failure, UnaryOperator<String> cleaned) {
    String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    return message == null ? name : name + ", " + cleaned.apply(message);
  }

  private SendOutcome failed(
      IOException failure,
      Transmission transmission,
      Duration timeout,
      UnaryOperator<String> cleaned) {
    String what = describe(failure, cleaned);
    if (refusedUnprocessed(failure, transmission)) {
      return new SendOutcome.Rejected(
          SendError.refusal(
                  Category.UNAVAILABLE, "The server refused the request unprocessed: " + what)
              .remedy(
                  "Send again: the server gave this message back unread, as one does that is"
                      + " shutting down or has too much to do.")
              .build());
    }
    String details = "Time-out of this send: " + timeout.toMillis() + " ms";
    if (transmission.begun()) {
      Category category =
          failure instanceof AnswerTooLongException ? Category.UNREADABLE_ANSWER : Category.NETWORK;
      return new SendOutcome.Unknown(
          SendError.of(category, "No complete answer after the request had gone out: " + what)
              .details(details)
              .remedy(MAY_HAVE_ARRIVED)
              .build());
    }
    return new SendOutcome.Rejected(
        SendError.refusal(
                Category.NETWORK,
                "Nothing was sent, no connection to "
                    + peer.name()
                    + proxy.description()
                    + ": "
                    + what)
            .details(details)
            .remedy(remedy(failure))
            .build());
  }

  /**
   * Whether the other side gave the request back. In HTTP/2 a stream that is reset with {@code
   * REFUSED_STREAM}, or whose number is above the last one that a GOAWAY names, has provably not
   * been processed (RFC 9113, 6.8 and 8.7); OkHttp reports both in these words. Should it ever
   * choose others, the outcome is unknown, which is the safe side.
   */
  private static boolean refusedUnprocessed(IOException failure, Transmission transmission) {
    return "stream was reset: REFUSED_STREAM".equals(failure.getMessage())
        && !transmission.answered();
  }

  private String remedy(IOException failure) {
    if (proxy.used()) {
      return "Check the proxy setting, and whether the proxy lets calls to this host pass without a"
          + " password.";
    }
    if (failure instanceof UnknownHostException) {
      return "Check the host in " + peer.setting() + " and whether this machine can resolve names.";
    }
    if (failure instanceof SSLException) {
      return "Check this machine's clock and trust store, and whether a proxy replaces"
          + " certificates.";
    }
    return failure instanceof ConnectException
        ? "Check "
            + peer.setting()
            + " and whether a firewall or proxy keeps this machine from that host."
        : "";
  }

  /** One call and the reading of its answer. */
  @FunctionalInterface
  public interface Exchange {
    /** Calls, and makes an outcome of the answer. */
    SendOutcome execute() throws IOException;
  }
}
