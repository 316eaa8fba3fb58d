package io.patchbay.delivery.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.patchbay.channel.Category;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.Submission;
import io.patchbay.delivery.store.Conclusion.Outcome;
import io.patchbay.delivery.store.DeliveryListener;
import io.patchbay.delivery.store.SenderNews;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Counts what happens to messages. Thread-safe. */
final class DeliveryCounters implements DeliveryListener {
  private static final String PREFIX = "patchbay.delivery.";
  private static final String NONE = "none";

  private static final String UNKNOWN = "Messages of which nobody could tell";
  private static final String EXPIRED = "Messages whose time was over unsent";
  private static final String DUPLICATES = "Messages that arrived more than once";

  private static final Duration[] ATTEMPT = {
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };
  private static final Duration[] ACCEPTED = {
    Duration.ofMillis(250),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(15),
    Duration.ofHours(1),
    Duration.ofHours(6)
  };
  private static final Duration[] DELIVERED = {
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(15),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(15),
    Duration.ofHours(1),
    Duration.ofHours(6),
    Duration.ofDays(1)
  };

  private final MeterRegistry registry;
  private final Workspaces workspaces;
  private final Counter refused;

  DeliveryCounters(MeterRegistry registry, Workspaces workspaces) {
    this.registry = registry;
    this.workspaces = workspaces;
    refused = counter("refused", "Messages that could not be written", Tags.empty());
  }

  @Override
  public void submitted(Submission submission) {
    Tags tags = workspace(submission.workspace()).and("result", word(submission.result()));
    count("submitted", "Messages handed over", tags);
    // From nothing to one is no rise that Prometheus sees: what is rare is there from the start.
    Tags workspace = workspace(submission.workspace());
    counter("unknown", UNKNOWN, workspace);
    counter("duplicates", DUPLICATES, workspace);
    counter("expired", EXPIRED, workspace);
  }

  @Override
  public void refused(int messages) {
    refused.increment(messages);
  }

  @Override
  public void attempted(Attempted attempt) {
    Tags tags =
        workspace(attempt.message().workspace())
            .and("provider", attempt.provider())
            .and("outcome", word(attempt.outcome()))
            .and("category", category(attempt.category()));
    count("attempts", "Attempts that ended", tags);
    timer(
            "attempt.duration",
            "How long providers took to answer",
            Tags.of("provider", attempt.provider(), "outcome", word(attempt.outcome())),
            ATTEMPT)
        .record(attempt.took());
    if (attempt.outcome() == Outcome.ACCEPTED) {
      timer(
              "accepted.latency",
              "From handing over, or the time that was set, until a provider accepted",
              workspace(attempt.message().workspace()).and("provider", attempt.provider()),
              ACCEPTED)
          .record(attempt.waited());
    }
    Category category = attempt.category();
    if (category != null && category.throttled()) {
      count(
          "throttled",
          "Attempts that were refused because they came too fast",
          workspace(attempt.message().workspace())
              .and("provider", attempt.provider())
              .and("category", category(category)));
    }
  }

  @Override
  public void unknown(Subject message) {
    count("unknown", UNKNOWN, workspace(message.workspace()));
  }

  @Override
  public void settled(Subject message, Settlement how) {
    count(
        "settled",
        "Unknown messages that became known or were given up",
        workspace(message.workspace()).and("by", word(how)));
  }

  @Override
  public void deadLetter(Subject message, DeliveryState state, @Nullable Category category) {
    count(
        "dead",
        "Messages that became dead letters",
        workspace(message.workspace())
            .and("state", word(state))
            .and("category", category(category)));
  }

  @Override
  public void expired(Subject message) {
    count("expired", EXPIRED, workspace(message.workspace()));
  }

  @Override
  public void progressed(Progressed progress) {
    Tags tags = workspace(progress.message().workspace()).and("provider", progress.provider());
    count(
        "statuses",
        "Statuses that brought something new",
        tags.and("status", word(progress.status())).and("category", category(progress.category())));
    Duration delivery = progress.delivery();
    if (delivery != null) {
      timer("delivered.latency", "From acceptance to delivery", tags, DELIVERED).record(delivery);
    }
  }

  @Override
  public void duplicated(Subject message) {
    count("duplicates", DUPLICATES, workspace(message.workspace()));
  }

  @Override
  public void paused(SenderNews sender) {
    count(
        "pauses",
        "How often a sender was slowed down or had to wait",
        Tags.of(
            "provider", provider(sender.sender()), "kind", sender.slower() ? "slowed" : "paused"));
  }

  private void count(String name, String description, Tags tags) {
    counter(name, description, tags).increment();
  }

  private Counter counter(String name, String description, Tags tags) {
    return Counter.builder(PREFIX + name).description(description).tags(tags).register(registry);
  }

  private Timer timer(String name, String description, Tags tags, Duration[] buckets) {
    return Timer.builder(PREFIX + name)
        .description(description)
        .tags(tags)
        .serviceLevelObjectives(buckets)
        .register(registry);
  }

  private Tags workspace(String workspace) {
    return Tags.of("workspace", workspaces.tag(workspace));
  }

  private static String category(@Nullable Category category) {
    return category == null ? NONE : word(category);
  }

  /** The provider's id, which stands before the sender's own key. */
  static String provider(String sender) {
    int end = sender.indexOf(':');
    return end < 0 ? NONE : sender.substring(0, end);
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
