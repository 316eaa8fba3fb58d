package io.patchbay.host.server;

import io.patchbay.channel.Address;
import io.patchbay.channel.Attempt;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.ChannelEventListener;
import io.patchbay.channel.EventContext;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.Masking;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.registry.people.PersonalData;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers by their ids the messages that were taken, so that a repeated request sends nothing,
 * and gathers what webhooks say of them. In memory: a restart forgets all. When there are too many,
 * the oldest that has ended is forgotten before its time; what is under way never is. No number is
 * kept, but a mark of it, by which a person can be shown or forgotten. Thread-safe.
 */
final class SentMessages implements ChannelEventListener, PersonalData {
  private static final Logger LOG = LoggerFactory.getLogger(SentMessages.class);

  private static final int MOST_EARLY = 1_000;
  private static final int MOST_EARLY_OF_ONE = 8;

  /** No answer of a provider comes later than its webhook by so much. */
  private static final Duration KEEP_EARLY = Duration.ofHours(1);

  private final PersonMark marks = new PersonMark();
  private final Clock clock;
  private final Duration keep;
  private final int most;
  private final int mostUnderWay;
  private final Object lock = new Object();
  private final Map<String, SentMessage> byId = new LinkedHashMap<>();
  private final Map<ProviderMessage, String> idsAtProviders = new LinkedHashMap<>();
  private final Map<ProviderMessage, Early> early = new LinkedHashMap<>();
  private int underWay;

  private record ProviderMessage(InstanceId instance, String id) {}

  /** What was heard of a message of which nothing is known yet; most are of other senders. */
  private record Early(Instant since, List<SentMessage.Status> statuses, Set<String> people) {}

  /**
   * What became of a request.
   *
   * @param message the message of that id
   * @param fresh whether it is this request's own, to be sent now
   * @param same whether it says the same
   */
  record Claim(SentMessage message, boolean fresh, boolean same) {}

  SentMessages(Clock clock, ServerLimits limits) {
    this.clock = clock;
    this.keep = limits.rememberedFor();
    this.most = limits.remembered();
    this.mostUnderWay = limits.underWay();
  }

  /**
   * Takes a request, and sends it unless its id was taken before.
   *
   * @param to whom it is for; null when that cannot be read, and nothing will be sent then
   * @param send starts to send; called at most once and never under a lock
   * @throws Refusal when too many are under way; the request is forgotten then
   */
  Claim take(
      MessageRequest request, @Nullable Address to, Supplier<CompletionStage<SendResult>> send)
      throws Refusal {
    Claim claim = claim(request, to == null ? Set.of() : marks.of(List.of(to)));
    if (!claim.fresh()) {
      return claim;
    }
    SentMessage message = claim.message();
    try {
      var unused =
          send.get()
              .whenComplete(
                  (result, defect) -> {
                    if (result == null) {
                      ended(message, defect == null ? new IllegalStateException() : defect);
                    } else {
                      ended(message, result);
                    }
                  });
    } catch (RuntimeException | Error e) {
      ended(message, e);
      throw e;
    }
    return claim;
  }

  private Claim claim(MessageRequest request, Set<String> person) throws Refusal {
    Instant now = clock.instant();
    String id = request.message().id().value();
    synchronized (lock) {
      forgetOlderThan(now.minus(keep));
      forgetEarly(now);
      SentMessage old = byId.get(id);
      if (old != null) {
        return new Claim(old, false, old.isOf(request));
      }
      if (underWay >= mostUnderWay) {
        throw Refusal.later(
            underWay + " messages are under way, which is as many as may be; nothing was sent.",
            Duration.ofSeconds(1));
      }
      SentMessage fresh = new SentMessage(request, now, person);
      byId.put(id, fresh);
      underWay++;
      forgetTooMany();
      return new Claim(fresh, true, true);
    }
  }

  private void forgetOlderThan(Instant oldest) {
    Iterator<SentMessage> oldestFirst = byId.values().iterator();
    while (oldestFirst.hasNext()) {
      SentMessage message = oldestFirst.next();
      if (message.takenAt().isAfter(oldest)) {
        return;
      }
      if (message.settled().isDone()) {
        oldestFirst.remove();
      }
    }
  }

  private void forgetTooMany() {
    Iterator<SentMessage> oldestFirst = byId.values().iterator();
    while (byId.size() > most && oldestFirst.hasNext()) {
      if (oldestFirst.next().settled().isDone()) {
        oldestFirst.remove();
      }
    }
    trim(idsAtProviders, most);
  }

  private void forgetEarly(Instant now) {
    Instant oldest = now.minus(KEEP_EARLY);
    Iterator<Early> oldestFirst = early.values().iterator();
    while (oldestFirst.hasNext() && !oldestFirst.next().since().isAfter(oldest)) {
      oldestFirst.remove();
    }
  }

  private static void trim(Map<ProviderMessage, ?> map, int most) {
    Iterator<?> oldestFirst = map.keySet().iterator();
    while (map.size() > most && oldestFirst.hasNext()) {
      oldestFirst.next();
      oldestFirst.remove();
    }
  }

  private void ended(SentMessage message, Throwable defect) {
    synchronized (lock) {
      underWay--;
    }
    message.fail(defect);
  }

  /** Whatever goes wrong here, those who wait for the outcome must not wait for ever. */
  private void ended(SentMessage message, SendResult result) {
    synchronized (lock) {
      underWay--;
    }
    try {
      settle(message, result);
    } catch (RuntimeException e) {
      LOG.error(
          "What became of message {} cannot be told: {} at {}",
          Masking.numbersIn(message.id()),
          e.getClass().getName(),
          e.getStackTrace().length == 0 ? "?" : e.getStackTrace()[0]);
      message.fail(e);
    } catch (Error e) {
      message.fail(e);
      throw e;
    }
  }

  private void settle(SentMessage message, SendResult result) {
    List<SentMessage.Status> before = new ArrayList<>();
    Instant now = clock.instant();
    synchronized (lock) {
      forgetEarly(now);
      for (Attempt attempt : result.attempts()) {
        if (attempt.outcome() instanceof SendOutcome.Accepted accepted) {
          ProviderMessage key =
              new ProviderMessage(attempt.instance(), accepted.providerMessageId());
          message.isFor(marks.of(accepted.resolved()));
          if (byId.get(message.id()) == message) {
            idsAtProviders.put(key, message.id());
          }
          Early heard = early.remove(key);
          if (heard != null) {
            before.addAll(heard.statuses());
          }
        }
      }
    }
    before.forEach(message::add);
    message.settle(result);
  }

  /** The message of an id, unless it is not known or too old. */
  Optional<SentMessage> find(String id) {
    Instant oldest = clock.instant().minus(keep);
    synchronized (lock) {
      forgetOlderThan(oldest);
      return Optional.ofNullable(byId.get(id));
    }
  }

  @Override
  public void on(ChannelEvent event, EventContext context) {
    if (event instanceof StatusUpdate update) {
      Set<String> people = marks.of(update.recipient());
      SentMessage.Status heard = SentMessage.Status.of(update);
      SentMessage message = messageOf(heard, people, context);
      if (message != null) {
        message.isFor(people);
        message.add(heard);
      }
    }
  }

  /** By the provider's id, or by our own reference, which may arrive before the answer does. */
  private @Nullable SentMessage messageOf(
      SentMessage.Status heard, Set<String> people, EventContext context) {
    ProviderMessage key = new ProviderMessage(context.instance(), heard.providerMessageId());
    Instant now = clock.instant();
    Optional<MessageRef> reference = context.message();
    synchronized (lock) {
      String id = idsAtProviders.get(key);
      if (id != null) {
        return byId.get(id);
      }
      if (reference.isPresent()) {
        SentMessage message = byId.get(reference.get().id().value());
        boolean ours = message != null && message.workspace().equals(reference.get().workspace());
        return ours ? message : null;
      }
      forgetEarly(now);
      List<SentMessage.Status> waiting =
          early
              .computeIfAbsent(key, unused -> new Early(now, new ArrayList<>(), people))
              .statuses();
      if (waiting.size() < MOST_EARLY_OF_ONE) {
        waiting.add(heard);
      }
      trim(early, MOST_EARLY);
      return null;
    }
  }

  @Override
  public List<String> about(Collection<? extends Address> person) {
    Set<String> wanted = marks.of(person);
    List<SentMessage> theirs;
    synchronized (lock) {
      theirs = byId.values().stream().filter(message -> message.isOneOf(wanted)).toList();
    }
    return theirs.stream().map(message -> message.json().toString()).toList();
  }

  /** What is under way is forgotten too: it ends, and nothing of it is told or found any more. */
  @Override
  public int erase(Collection<? extends Address> person) {
    Set<String> wanted = marks.of(person);
    synchronized (lock) {
      int before = byId.size() + early.size();
      byId.values().removeIf(message -> message.isOneOf(wanted));
      early.values().removeIf(heard -> !Collections.disjoint(heard.people(), wanted));
      idsAtProviders.values().removeIf(id -> !byId.containsKey(id));
      return before - byId.size() - early.size();
    }
  }

  int underWay() {
    synchronized (lock) {
      return underWay;
    }
  }

  int early() {
    synchronized (lock) {
      return early.size();
    }
  }

  int remembered() {
    synchronized (lock) {
      return byId.size();
    }
  }
}
