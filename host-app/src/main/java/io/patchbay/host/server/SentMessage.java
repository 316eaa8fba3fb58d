package io.patchbay.host.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.Masking;
import io.patchbay.channel.MessageProgress;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.host.broadcast.SingleResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One message that was taken: what became of it and what was heard of it since, without its texts
 * and without the number it went to. Thread-safe.
 */
final class SentMessage {
  private static final int MOST_STATUSES = 32;

  private final String id;
  private final String workspace;
  private final String fingerprint;
  private final Instant takenAt;
  private final CompletableFuture<SentMessage> settled = new CompletableFuture<>();
  private final Object lock = new Object();
  private final Map<String, Status> statuses = new LinkedHashMap<>();
  private final Set<String> people = new HashSet<>();
  private @Nullable String result;
  private @Nullable MessageProgress progress;

  /** What a webhook said, as it is told: without the payload and without the number. */
  record Status(
      String key,
      DeliveryStatus status,
      String word,
      Instant at,
      String providerMessageId,
      List<String> why) {
    static Status of(StatusUpdate update) {
      return new Status(
          update.key(),
          update.status(),
          update.word(),
          update.at(),
          update.providerMessageId(),
          update.errors().stream().map(SendError::describe).map(Masking::numbersIn).toList());
    }
  }

  SentMessage(MessageRequest request, Instant takenAt, Set<String> person) {
    people.addAll(person);
    this.id = request.message().id().value();
    this.workspace = request.workspace();
    this.fingerprint = request.fingerprint();
    this.takenAt = takenAt;
  }

  String id() {
    return id;
  }

  String workspace() {
    return workspace;
  }

  Instant takenAt() {
    return takenAt;
  }

  boolean isOf(MessageRequest request) {
    return fingerprint.equals(request.fingerprint());
  }

  /** Takes note of further marks of the person it is for. */
  void isFor(Set<String> marks) {
    synchronized (lock) {
      people.addAll(marks);
    }
  }

  boolean isOneOf(Set<String> marks) {
    synchronized (lock) {
      return !Collections.disjoint(people, marks);
    }
  }

  /** Completes when the outcome is known; fails when the program itself did. */
  CompletableFuture<SentMessage> settled() {
    return settled;
  }

  void settle(SendResult outcome) {
    String json = SingleResult.json(outcome).toString();
    synchronized (lock) {
      result = json;
      if (outcome.outcome().accepted() && progress == null) {
        progress = MessageProgress.accepted();
      }
    }
    settled.complete(this);
  }

  void fail(Throwable defect) {
    settled.completeExceptionally(defect);
  }

  /** Adds a status; one that came before changes nothing. */
  void add(Status heard) {
    synchronized (lock) {
      progress = (progress == null ? MessageProgress.accepted() : progress).merge(heard.status());
      if (statuses.size() < MOST_STATUSES) {
        statuses.putIfAbsent(heard.key(), heard);
      }
    }
  }

  /** All of it, as it is answered. */
  JsonObject json() {
    JsonObject answer = new JsonObject();
    answer.addProperty("id", id);
    answer.addProperty("workspace", workspace);
    answer.addProperty("takenAt", takenAt.toString());
    synchronized (lock) {
      if (result == null) {
        answer.addProperty("outcome", settled.isDone() ? "unknown" : "pending");
      } else {
        JsonObject known = JsonParser.parseString(result).getAsJsonObject();
        known.remove("messageId");
        known.remove("workspace");
        known.asMap().forEach(answer::add);
      }
      if (progress != null) {
        answer.addProperty("status", RecordReader.word(progress.status()));
      }
      answer.add("statuses", statuses());
    }
    return answer;
  }

  private JsonArray statuses() {
    JsonArray array = new JsonArray();
    for (Status status : new ArrayList<>(statuses.values())) {
      JsonObject one = new JsonObject();
      one.addProperty("status", RecordReader.word(status.status()));
      one.addProperty("word", status.word());
      one.addProperty("at", status.at().toString());
      one.addProperty("providerMessageId", status.providerMessageId());
      JsonArray why = new JsonArray();
      status.why().forEach(why::add);
      one.add("errors", why);
      array.add(one);
    }
    return array;
  }
}
