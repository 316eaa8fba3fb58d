package io.patchbay.provider.whatsapp.internal.account;

import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import io.patchbay.channel.Address;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.UserId;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.provider.whatsapp.TemplateDefinition;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import io.patchbay.provider.whatsapp.internal.send.MediaJson;
import io.patchbay.provider.whatsapp.internal.send.MessageSender;
import io.patchbay.provider.whatsapp.internal.send.OutboundContent;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses a template whose parameters do not fit its definition, or that Meta has rejected, paused
 * or disabled, before it is sent; {@link DefinitionRules} says what is left to Meta. So is an
 * authentication template to a user id; where the definition is not known, only a template that
 * says itself that it authenticates is caught. Definitions are fetched by name, once for however
 * many sends, and kept for ten minutes. A definition that cannot be had, or not within a quarter of
 * the send's time, never holds a message up: it goes out unchecked. Thread-safe.
 *
 * <p>Trouble of the account or of the server stops all fetches for a minute. Trouble with one name,
 * such as too many others like it, stops that name's. A send too short to wait stops none.
 *
 * <p>Nobody is refused on old news: a definition that refuses is fetched anew if it is older than
 * half a minute.
 */
public final class TemplateCheck {
  private static final Logger log = LoggerFactory.getLogger(TemplateCheck.class);

  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final Duration FRESH = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final int MOST_NAMES = 1_000;
  private static final int MOST_FOUND = 300;
  private static final Set<String> OUTDATED =
      Set.of("132000", "132001", "132012", "132015", "132016");

  private final AccountClient client;
  private final String instance;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final LoadingCache<String, Optional<List<TemplateShape>>> definitions;
  private final AtomicBoolean warned = new AtomicBoolean();
  private volatile Instant pausedUntil = Instant.MIN;

  public TemplateCheck(AccountClient client, ConnectionContext context) {
    this(client, context, System::nanoTime);
  }

  /**
   * The same with a time that a test moves.
   *
   * @param nanoTime what a send's time is measured with, as {@link System#nanoTime} is
   */
  public TemplateCheck(AccountClient client, ConnectionContext context, LongSupplier nanoTime) {
    this.client = client;
    this.nanoTime = nanoTime;
    this.instance = context.instance().toString();
    this.clock = context.clock();
    this.definitions = new LoadingCache<>(MOST_NAMES, LIFE, clock);
  }

  /** Sends what fits, in the time that is left after the check. */
  public SendOutcome send(SendRequest request, OutboundContent payload, MessageSender messages) {
    long start = nanoTime.getAsLong();
    JsonObject template = template(payload);
    String name = GraphJson.text(template, "name");
    if (template == null || name == null) {
      return messages.send(request, payload);
    }
    SendError refusal = refusal(template, name, request);
    if (refusal != null) {
      return new SendOutcome.Rejected(refusal);
    }
    SendOutcome outcome = messages.send(shortened(request, nanoTime.getAsLong() - start), payload);
    outcome.error().map(SendError::code).filter(OUTDATED::contains).ifPresent(code -> forget(name));
    return outcome;
  }

  private static @Nullable JsonObject template(OutboundContent payload) {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.setSerializeNulls(false);
      json.beginObject();
      payload.kind().write(json, payload.content(), MediaJson.NOTHING_UPLOADED);
      json.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return GraphJson.object(GraphJson.object(text.toString()), "template");
  }

  private static SendRequest shortened(SendRequest request, long nanos) {
    Duration left = request.timeout().minusNanos(nanos);
    return new SendRequest(
        request.to(),
        request.content(),
        request.from(),
        request.replyTo(),
        request.reference(),
        left.isNegative() || left.isZero() ? Duration.ofMillis(1) : left);
  }

  private @Nullable SendError refusal(JsonObject template, String name, SendRequest request) {
    Duration quarter = request.timeout().dividedBy(4);
    Duration wait = quarter.compareTo(LONGEST_WAIT) < 0 ? quarter : LONGEST_WAIT;
    long end = nanoTime.getAsLong() + wait.toNanos();
    LoadingCache.Kept<List<TemplateShape>> known = known(name, wait);
    SendError refusal = known == null ? null : refusal(template, request.to(), known.value());
    if (known == null || refusal == null) {
      return null;
    }
    if (clock.instant().isBefore(known.at().plus(FRESH))) {
      return refusal;
    }
    definitions.forget(name, new LoadingCache.Kept<>(Optional.of(known.value()), known.at()));
    Duration left = Duration.ofNanos(end - nanoTime.getAsLong());
    LoadingCache.Kept<List<TemplateShape>> anew =
        left.isNegative() || left.isZero() ? null : known(name, left);
    return anew == null ? null : refusal(template, request.to(), anew.value());
  }

  private static @Nullable SendError refusal(
      JsonObject template, Address to, List<TemplateShape> languages) {
    String language = GraphJson.text(GraphJson.object(template, "language"), "code");
    if (to instanceof UserId
        && languages.stream()
            .anyMatch(shape -> shape.authenticates() && shape.language().equals(language))) {
      return OutboundContent.phonesOnly();
    }
    DefinitionRules.Problem problem = DefinitionRules.problem(template, languages);
    return problem == null ? null : problem.error();
  }

  /** The definitions; null when they cannot be had in time. */
  private LoadingCache.@Nullable Kept<List<TemplateShape>> known(String name, Duration wait) {
    if (clock.instant().isBefore(pausedUntil)) {
      return null;
    }
    try {
      LoadingCache.Kept<Optional<List<TemplateShape>>> kept = kept(name, wait);
      List<TemplateShape> shapes = kept.value().orElse(null);
      return shapes == null ? null : new LoadingCache.Kept<>(shapes, kept.at());
    } catch (ProviderException | TimeoutException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private LoadingCache.Kept<Optional<List<TemplateShape>>> kept(String name, Duration wait)
      throws TimeoutException, InterruptedException {
    LoadingCache.Kept<Optional<List<TemplateShape>>> kept =
        definitions.get(name, wait, () -> fetch(name, wait));
    if (kept.value().isPresent() || clock.instant().isBefore(kept.at().plus(PAUSE))) {
      return kept;
    }
    definitions.forget(name, kept);
    return definitions.get(name, wait, () -> fetch(name, wait));
  }

  /** The definitions; empty when it cannot be told what they are, which is this name's alone. */
  private Optional<List<TemplateShape>> fetch(String name, Duration wait) {
    try {
      return Optional.of(read(name, wait));
    } catch (ProviderException e) {
      unchecked(e.error());
      switch (e.error().category()) {
        case AUTHENTICATION,
            PERMISSION,
            ACCOUNT_RESTRICTED,
            PAYMENT,
            RATE_LIMITED,
            UNAVAILABLE,
            UNKNOWN_SERVER -> {
          pausedUntil = clock.instant().plus(PAUSE);
          throw e;
        }
        case NETWORK -> {
          if (wait.compareTo(LONGEST_WAIT) < 0) {
            // Another send may have the time that this one lacked.
            throw e;
          }
          return Optional.empty();
        }
        default -> {
          return Optional.empty();
        }
      }
    }
  }

  private void unchecked(SendError error) {
    boolean operator = error.category().blocksInstance() && warned.compareAndSet(false, true);
    (operator ? log.atWarn() : log.atDebug())
        .log(
            "{}: templates are sent unchecked, because their definitions cannot be read: {}",
            instance,
            error.describe());
  }

  private List<TemplateShape> read(String name, Duration wait) {
    long end = nanoTime.getAsLong() + wait.toNanos();
    HttpUrl url = CloudTemplates.page(client).setQueryParameter("name", name).build();
    List<TemplateShape> found = new ArrayList<>();
    int seen = 0;
    Pages<TemplateDefinition> pages =
        new Pages<>(
            next -> client.get(next, Duration.ofNanos(Math.max(1, end - nanoTime.getAsLong()))),
            url,
            AccountJson::template);
    for (TemplateDefinition definition : pages) {
      if (definition.name().equals(name)) {
        found.add(TemplateShape.of(definition));
      }
      if (++seen > MOST_FOUND) {
        throw AccountErrors.unreadable("More than 300 templates have similar names", false);
      }
    }
    return List.copyOf(found);
  }

  /** Whether a template is known to be advertising; waits for the definition if need be. */
  boolean isMarketing(String name, String language) {
    LoadingCache.Kept<List<TemplateShape>> known = known(name, LONGEST_WAIT);
    return known != null
        && known.value().stream()
            .anyMatch(shape -> shape.advertises() && shape.language().equals(language));
  }

  /** Forgets a definition, which has changed or has turned out to be wrong. */
  void forget(String name) {
    definitions.forget(name);
  }
}
