package io.patchbay.provider.whatsapp.internal.send;

import io.patchbay.channel.Category;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.Media;
import io.patchbay.channel.MediaSource;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.provider.whatsapp.internal.graph.CloudSettings;
import io.patchbay.provider.whatsapp.internal.graph.GraphClient;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import io.patchbay.provider.whatsapp.internal.graph.JsonBody;
import io.patchbay.support.CallFailures;
import io.patchbay.support.Peer;
import io.patchbay.support.Transmission;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import okhttp3.ResponseBody;
import retrofit2.Response;

/**
 * Makes the one call that sends a message, and tells a failure before the message went out from one
 * after it. Thread-safe.
 */
public final class MessageSender {
  private final boolean plus;
  private final CallFailures failures;
  private final GraphClient client;
  private final GraphAnswerReader answers;
  private final MediaUploads uploads;
  private final Duration longest;

  public MessageSender(
      CloudSettings settings, GraphClient client, GraphAnswerReader answers, MediaUploads uploads) {
    this.plus = settings.plus();
    this.failures =
        new CallFailures(
            new Peer("The WhatsApp Cloud provider", settings.baseUrl().host(), "baseUrl"),
            settings.network().proxy());
    this.client = client;
    this.uploads = uploads;
    this.answers = answers;
    this.longest = settings.longestSend();
  }

  public SendOutcome send(SendRequest request, OutboundContent payload) {
    long start = System.nanoTime();
    MediaJson media;
    Duration left;
    try {
      media = upload(request, payload, start);
      left = media.uploaded().isEmpty() ? request.timeout() : left(request, start);
    } catch (MediaUploads.Refused e) {
      return new SendOutcome.Rejected(e.error());
    }
    OutgoingMessage message = new OutgoingMessage(request, payload, media, plus);
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

  private MediaJson upload(SendRequest request, OutboundContent payload, long start)
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
  SendOutcome mark(CloudReadReceipts.Receipt receipt) {
    return post(
        "messages",
        receipt,
        longest,
        (response, body) ->
            response.isSuccessful()
                    && "true".equals(GraphJson.text(GraphJson.object(body), "success"))
                ? new SendOutcome.Accepted(receipt.messageId(), List.of(), Map.of())
                : answers.read(
                    response.code(), response.headers(), body, new GroupId("conversation")));
  }

  private SendOutcome post(String edge, JsonBody message, Duration timeout, Reading reading) {
    Transmission transmission = Transmission.fromBody();
    return failures.outcome(
        transmission,
        timeout,
        UnaryOperator.identity(),
        () -> {
          Response<ResponseBody> response =
              client.call(edge, message, transmission, timeout).execute();
          return reading.read(response, text(response));
        });
  }

  /** What a defect of this module proves that is met before the call. */
  public SendOutcome defect(RuntimeException failure) {
    return failures.defect(failure, false);
  }

  private static String text(Response<ResponseBody> response) throws IOException {
    try (ResponseBody body = response.isSuccessful() ? response.body() : response.errorBody()) {
      return body == null ? "" : body.string();
    }
  }

  /** Makes an outcome of an answer. */
  private interface Reading {
    SendOutcome read(Response<ResponseBody> response, String body);
  }
}
