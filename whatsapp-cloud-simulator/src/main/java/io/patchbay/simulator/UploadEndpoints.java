package io.patchbay.simulator;

import com.google.gson.JsonObject;
import io.patchbay.simulator.Reaction.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The resumable upload, from which templates and profiles get the handles of their pictures: {@code
 * POST /{app-id}/uploads}, then {@code POST} and {@code GET /upload:...}. Thread-safe; {@code lock}
 * guards the sessions and the handles, of which {@value #ROOM} each are kept.
 *
 * @see <a href="https://developers.facebook.com/docs/graph-api/guides/upload">Resumable uploads</a>
 */
final class UploadEndpoints {
  private static final int ROOM = 1_000;
  private static final Set<String> TYPES =
      Set.of("application/pdf", "image/jpeg", "image/jpg", "image/png", "video/mp4");

  private final Object lock = new Object();
  private final Map<String, UploadSession> sessions = new LinkedHashMap<>();
  private final Map<String, String> handles = new LinkedHashMap<>();
  private final Identifiers identifiers;
  private final Clock clock;

  UploadEndpoints(Identifiers identifiers, Clock clock) {
    this.identifiers = identifiers;
    this.clock = clock;
  }

  Reaction start(GraphRequest request) {
    String length = parameter(request, "file_length");
    String type = parameter(request, "file_type");
    if (!length.matches("[1-9]\\d{0,8}") || Long.parseLong(length) > MediaKind.LARGEST) {
      throw new Refusal(
          GraphErrors.badParameter(
              "Param file_length must be an integer from 1 to " + MediaKind.LARGEST + "."));
    }
    if (!TYPES.contains(type)) {
      throw new Refusal(
          GraphErrors.badParameter(
              "Param file_type must be one of {%s} - got \"%s\"."
                  .formatted(String.join(", ", TYPES.stream().sorted().toList()), type)));
    }
    String plain = "attachment:" + identifiers.secret() + "?file_type=" + type;
    String id =
        "upload:" + Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    UploadSession session = new UploadSession(id, identifiers.secret(), Long.parseLong(length));
    synchronized (lock) {
      sessions.put(id, session);
      forgetOldest(sessions);
    }
    JsonObject answer = new JsonObject();
    answer.addProperty("id", session.name());
    return Answer.json(200, answer);
  }

  private static String parameter(GraphRequest request, String name) {
    String value = request.query().get(name);
    if (value == null) {
      throw new Refusal(GraphErrors.badParameter("The parameter " + name + " is required."));
    }
    return value;
  }

  private static void forgetOldest(Map<String, ?> map) {
    if (map.size() > ROOM) {
      map.remove(map.keySet().iterator().next());
    }
  }

  Reaction add(GraphRequest request) {
    UploadSession session = find(request, "post");
    String offset = request.header("file_offset");
    if (offset == null || !offset.equals(Long.toString(session.offset()))) {
      throw new Refusal(
          GraphErrors.badParameter("The header file_offset must be " + session.offset() + "."));
    }
    if (!session.claim()) {
      throw new Refusal(GraphErrors.badParameter("Another request is adding to this upload."));
    }
    try {
      session.add(request.content());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      session.release();
    }
    return added(session);
  }

  private Answer added(UploadSession session) {
    long offset = session.offset();
    if (offset > session.length()) {
      session.clear();
    }
    if (offset != session.length()) {
      throw new Refusal(
          GraphErrors.badParameter(
              "The file must have %d bytes, but %d have come."
                  .formatted(session.length(), offset)));
    }
    String handle =
        "4::" + identifiers.secret() + ":e:" + monthAhead() + ":" + identifiers.secret();
    synchronized (lock) {
      handles.put(handle, session.name());
      forgetOldest(handles);
    }
    JsonObject answer = new JsonObject();
    answer.addProperty("h", handle);
    return Answer.json(200, answer);
  }

  private long monthAhead() {
    return clock.instant().plus(Duration.ofDays(30)).getEpochSecond();
  }

  Reaction progress(GraphRequest request) {
    UploadSession session = find(request, "get");
    JsonObject answer = new JsonObject();
    answer.addProperty("id", session.name());
    answer.addProperty("file_offset", session.offset());
    return Answer.json(200, answer);
  }

  boolean isHandle(String candidate) {
    synchronized (lock) {
      return handles.containsKey(candidate);
    }
  }

  boolean has(String id) {
    return session(id) != null;
  }

  private UploadSession find(GraphRequest request, String method) {
    UploadSession session = session(request.objectId());
    String inPath = request.objectId().replaceFirst("^[^?]*(\\?sig=)?", "");
    String signature = request.query().getOrDefault("sig", inPath);
    if (session == null || !session.isSignedWith(signature)) {
      throw new Refusal(GraphErrors.noSuchObject(method, request.objectId()));
    }
    return session;
  }

  /** The question mark of an id may have been sent as it is, or encoded. */
  private @Nullable UploadSession session(String id) {
    synchronized (lock) {
      return sessions.get(id.split("\\?", 2)[0]);
    }
  }
}
