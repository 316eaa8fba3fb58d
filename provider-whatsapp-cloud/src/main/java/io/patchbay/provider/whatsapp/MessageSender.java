package io.patchbay.provider.whatsapp;

import io.patchbay.channel.Category;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.Media;
import io.patchbay.channel.MediaSource;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.spi.SendRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Response;

/**
 * Makes the one call that sends a message, and tells a failure before the message went out from one
 * after it. Thread-safe.
 */
final class MessageSender {
  private final CloudSettings settings;
  private final GraphClient client;
  private final AnswerReader answers;
  private final MediaUploads uploads;
  private final Duration longest;

  MessageSender(
      CloudSettings settings, GraphClient client, AnswerReader answers, MediaUploads uploads) {
    this.settings = settings;
    this.client = client;
    this.uploads = uploads;
    this.answers = answers;
    this.longest = settings.longestSend();
  }

  SendOutcome send(SendRequest request, Payload payload) {
    long start = System.nanoTime();
    MediaJson media;
    Duration left;
    try {
      media = upload(request, payload, start);
      left = media.uploaded().isEmpty() ? request.timeout() : left(request, start);
    } catch (MediaUploads.Refused e) {
      return new SendOutcome.Rejected(e.error());
    }
    OutgoingMessage message = new OutgoingMessage(request, payload, media, settings.plus());
    Duration timeout = left.compareTo(longest) < 0 ? left : longest;
    SendOutcome outcome =
        post(
            payload.kind().edge(),
            message,
            timeout,
            (response, body) ->
                answers.read(response.code(), response.headers(), body, request.to()));
    if (outcome instanceof SendOutcome.Rejected rejected && blames(rejected.cause())) {
      media.uploaded().values().forEach(uploads::forget);
    }
    return outcome;
  }

  /** Whether a refusal may be about the media: then they are uploaded anew the next time. */
  private static boolean blames(SendError error) {
    return error.category() == Category.MEDIA || error.category() == Category.REQUEST;
  }

  private MediaJson upload(SendRequest request, Payload payload, long start)
      throws MediaUploads.Refused {
    MediaJson written = MediaJson.NOTHING_UPLOADED;
    for (Media media : payload.kind().mediaIn(payload.content())) {
      if (media.source().kind() == MediaSource.Kind.FILE) {
        written = written.with(media.source(), uploads.idFor(media, left(request, start)));
      }
    }
    return written;
  }

  /** What the uploads so far have left of the send's time. */
  private static Duration left(SendRequest request, long start) throws MediaUploads.Refused {
    Duration left = request.timeout().minusNanos(System.nanoTime() - start);
    if (left.isNegative() || left.isZero()) {
      // A request begun now would end at once, and nobody could tell how.
      throw new MediaUploads.Refused(
          SendError.of(
                  Category.MEDIA,
                  "Uploading the files took all of the send's "
                      + request.timeout().toMillis()
                      + " ms, so nothing was sent")
              .retry(Retry.BACKOFF)
              .scope(Scope.MESSAGE)
              .remedy(
                  "Send again: uploads that succeeded are not repeated. Or give the send more"
                      + " time.")
              .build());
    }
    return left;
  }

  /** Marks a message as read; accepted when Meta says that it did. */
  SendOutcome mark(Conversation.Receipt receipt) {
    return post(
        "messages",
        receipt,
        longest,
        (response, body) ->
            response.isSuccessful() && "true".equals(Json.text(Json.object(body), "success"))
                ? new SendOutcome.Accepted(receipt.messageId(), List.of(), Map.of())
                : answers.read(
                    response.code(), response.headers(), body, new GroupId("conversation")));
  }

  private SendOutcome post(String edge, JsonBody message, Duration timeout, Reading reading) {
    Transmission transmission = new Transmission();
    try {
      Response<ResponseBody> response = client.call(edge, message, transmission, timeout).execute();
      return reading.read(response, text(response));
    } catch (IOException e) {
      return failed(e, transmission, timeout);
    } catch (RuntimeException e) {
      if (transmission.begun()) {
        return defect(e, SendOutcome.Unknown::new, Remedies.MAY_HAVE_ARRIVED);
      }
      throw e;
    } catch (Exception e) {
      // Kotlin declares no exceptions: waiting for a connection throws InterruptedException.
      Thread.currentThread().interrupt();
      return failed(new InterruptedIOException("interrupted"), transmission, timeout);
    }
  }

  /** A defect of this module; its message may quote anything, so only its place is shown. */
  static SendOutcome defect(
      RuntimeException failure, Function<SendError, SendOutcome> outcome, String remedy) {
    StackTraceElement[] trace = failure.getStackTrace();
    return outcome.apply(
        SendError.of(
                Category.PROVIDER_DEFECT,
                "The WhatsApp Cloud provider failed: "
                    + failure.getClass().getName()
                    + (trace.length == 0 ? "" : " at " + trace[0]))
            .retry(Retry.NEVER)
            .scope(Scope.MESSAGE)
            .remedy(remedy)
            .build());
  }

  private static String text(Response<ResponseBody> response) throws IOException {
    try (ResponseBody body = response.isSuccessful() ? response.body() : response.errorBody()) {
      return body == null ? "" : body.string();
    }
  }

  private SendOutcome failed(IOException failure, Transmission transmission, Duration timeout) {
    String what = describe(failure);
    if (refusedUnprocessed(failure, transmission)) {
      return new SendOutcome.Rejected(
          SendError.of(Category.UNAVAILABLE, "The server refused the request unprocessed: " + what)
              .retry(Retry.BACKOFF)
              .scope(Scope.CONNECTION)
              .remedy(Remedies.TURNED_AWAY)
              .build());
    }
    if (transmission.begun()) {
      Category category =
          failure instanceof BoundedAnswer.TooLong ? Category.UNREADABLE_ANSWER : Category.NETWORK;
      return new SendOutcome.Unknown(
          SendError.of(category, "No complete answer after the request had gone out: " + what)
              .details("Time-out of this send: " + timeout.toMillis() + " ms")
              .remedy(Remedies.MAY_HAVE_ARRIVED)
              .build());
    }
    return new SendOutcome.Rejected(
        SendError.of(
                Category.NETWORK,
                "Nothing was sent, no connection to "
                    + settings.baseUrl().host()
                    + settings.network().way()
                    + ": "
                    + what)
            .retry(Retry.BACKOFF)
            .scope(Scope.CONNECTION)
            .details("Time-out of this send: " + timeout.toMillis() + " ms")
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

  private static String describe(IOException failure) {
    @Nullable String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    return message == null ? name : name + ", " + message;
  }

  private String remedy(IOException failure) {
    if (settings.network().proxied()) {
      return Remedies.PROXY;
    }
    if (failure instanceof UnknownHostException) {
      return Remedies.RESOLVE;
    }
    if (failure instanceof SSLException) {
      return Remedies.TRUST;
    }
    return failure instanceof ConnectException ? Remedies.CONNECT : "";
  }

  /** Makes an outcome of an answer. */
  private interface Reading {
    SendOutcome read(Response<ResponseBody> response, String body);
  }
}
