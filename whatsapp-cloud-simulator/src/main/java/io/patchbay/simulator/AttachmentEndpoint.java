package io.patchbay.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The addresses of media: valid for five minutes, good only with the token, outside the graph.
 *
 * @param key signs the addresses, so that none can be made up
 */
record AttachmentEndpoint(MediaLibrary library, String key, Clock clock) implements Endpoint {
  static final String PATH = "/whatsapp_business/attachments/";
  private static final Duration VALIDITY = Duration.ofMinutes(5);

  String address(String origin, String mediaId) {
    long end = clock.instant().plus(VALIDITY).getEpochSecond();
    return origin + PATH + "?mid=" + mediaId + "&ext=" + end + "&hash=" + hash(mediaId, end);
  }

  private String hash(String mediaId, long end) {
    return WebhookSigner.proof(key, mediaId + '/' + end);
  }

  @Override
  public Reaction handle(GraphRequest request) {
    Map<String, String> query = request.query();
    String id = query.getOrDefault("mid", "");
    String end = query.getOrDefault("ext", "");
    StoredMedia stored = library.find(id);
    if (stored == null
        || !end.matches("\\d{1,12}")
        || !hash(id, Long.parseLong(end)).equals(query.get("hash"))
        || clock.instant().isAfter(Instant.ofEpochSecond(Long.parseLong(end)))) {
      throw new Refusal(GraphErrors.MEDIA_EXPIRED);
    }
    byte[] kept = stored.kept();
    return new Reaction.Download(
        stored.mimeType(),
        stored.size(),
        out -> {
          if (kept == null) {
            FillBytes.write(stored.size(), out);
          } else {
            out.write(kept);
          }
        });
  }
}
