package io.patchbay.core.internal.send;

import io.patchbay.channel.Address;
import io.patchbay.channel.Attempt;
import io.patchbay.channel.Category;
import io.patchbay.channel.Content;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.PhoneText;
import io.patchbay.channel.Recipient;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendListener;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.core.AddressReader;
import io.patchbay.core.Guard;
import io.patchbay.core.GuardedSend;
import io.patchbay.core.internal.consent.ConversationKey;
import io.patchbay.core.internal.consent.PersonEvents;
import io.patchbay.core.internal.consent.PersonGuard;
import io.patchbay.registry.config.ConfigurationProblem.Severity;
import io.patchbay.registry.internal.ModuleTrace;
import io.patchbay.registry.routing.Lease;
import io.patchbay.registry.routing.ProviderRegistry;
import io.patchbay.registry.routing.Route;
import io.patchbay.registry.routing.WorkspaceRouting;
import io.patchbay.store.internal.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way from a message to a provider, for every kind of sending: plan the ways, choose the
 * next one, lease its connection, attempt. It never waits and never repeats an attempt by itself.
 *
 * <p>Thread-safe.
 */
public final class Pipeline {
  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

  private final ProviderRegistry registry;
  private final Clock clock;
  private final BlockedInstances blocked;
  private final PersonGuard people;
  private final PersonEvents personEvents;
  private final RecentAttempts attempts;
  private final List<Guard> guards;
  private final List<SendListener> listeners;

  public Pipeline(
      ProviderRegistry registry,
      Clock clock,
      BlockedInstances blocked,
      PersonGuard people,
      PersonEvents personEvents,
      RecentAttempts attempts,
      List<Guard> guards,
      List<SendListener> listeners) {
    this.registry = registry;
    this.clock = clock;
    this.blocked = blocked;
    this.people = people;
    this.personEvents = personEvents;
    this.attempts = attempts;
    List<Guard> all = new ArrayList<>();
    all.add(new UnsupportedGuard());
    all.addAll(guards);
    this.guards = List.copyOf(all);
    this.listeners = List.copyOf(listeners);
  }

  /**
   * Works out every way to send a message under the configuration of this moment.
   *
   * @param workspace the workspace that sends
   */
  public Plan plan(String workspace, SmsMessage message) {
    WorkspaceRouting routing = registry.routing(workspace).orElse(null);
    if (routing == null) {
      return refused(null, message, null, registry.unknownWorkspace(workspace));
    }
    Recipient recipient = message.to();
    Address to;
    if (recipient instanceof PhoneText typed) {
      AddressReader.Reading reading = AddressReader.read(typed, routing.defaultRegion());
      if (reading.error() != null) {
        return refused(routing, message, null, reading.error());
      }
      to = Objects.requireNonNull(reading.address());
    } else {
      to = (Address) recipient;
    }
    List<Route> routes = routing.routesFor(message.provider());
    if (routes.isEmpty()) {
      return refused(routing, message, to, routing.refusalFor(message.provider()));
    }
    List<Step> steps = steps(routes, message.contents(), to);
    return steps.isEmpty()
        ? refused(routing, message, to, carriedByNone(routes, message, to))
        : new Plan(routing, message, to, steps, null);
  }

  /**
   * Why a message can never be sent under the configuration of this moment, as far as can be told
   * without asking anybody: for a host to refuse it instead of queuing it. What somebody can mend
   * by completing the configuration, such as a missing default or an instance with an error, is no
   * reason. What is missing is none before the first workspace is configured, and none while the
   * newest configuration has an error: it may be in the part that is not in use.
   *
   * @return empty when it may be sent, now or later
   */
  public Optional<SendError> refusal(Plan plan) {
    SendError unplanned = plan.refusal();
    if (unplanned != null) {
      return isMistake(plan) ? Optional.of(unplanned) : Optional.empty();
    }
    return alongTheSteps(plan, error -> error.retry() == Retry.NEVER);
  }

  /**
   * Why a message is certain to be rejected under the configuration of this moment, as far as that
   * is known without any I/O. Dry runs ask it: unlike {@link #refusal}, it also counts what a
   * change of the configuration can cure.
   *
   * @return empty when some step is not certain to reject it
   */
  public Optional<SendError> foreseen(String workspace, SmsMessage message) {
    Plan plan = plan(workspace, message);
    return plan.refusal() == null
        ? alongTheSteps(plan, error -> true)
        : Optional.of(Objects.requireNonNull(plan.refusal()));
  }

  /** The refusal of the last step, when each step that {@link #next} gives has one that counts. */
  private Optional<SendError> alongTheSteps(Plan plan, Predicate<SendError> counts) {
    List<Attempt> refused = new ArrayList<>();
    Optional<Step> step = next(plan, refused);
    SendError last = null;
    while (step.isPresent()) {
      last = refusal(plan, step.get()).filter(counts).orElse(null);
      if (last == null) {
        return Optional.empty();
      }
      Route route = step.get().route();
      refused.add(
          new Attempt(
              refused.size() + 1,
              route.instance(),
              route.provider().id(),
              step.get().content(),
              new SendOutcome.Rejected(last),
              clock.instant(),
              Duration.ZERO));
      step = next(plan, refused);
    }
    return Optional.ofNullable(last);
  }

  private boolean isMistake(Plan plan) {
    SendError error = Objects.requireNonNull(plan.refusal());
    if (error.category() != Category.NOT_CONFIGURED) {
      return true;
    }
    WorkspaceRouting routing = plan.routing();
    String provider = plan.message().provider();
    boolean missing =
        routing == null
            ? !registry.workspaces().isEmpty()
            : provider != null && !routing.unusable().containsKey(provider);
    return missing
        && registry.problems().stream()
            .noneMatch(problem -> problem.severity() == Severity.ERROR && !problem.ofServer());
  }

  private Optional<SendError> refusal(Plan plan, Step step) {
    try (Lease lease = lease(step).orElse(null)) {
      return lease == null
          ? Optional.empty()
          : lease.connection().refusal(request(plan, step, lease, ""));
    } catch (RuntimeException | LinkageError e) {
      LOG.warn(
          "{}: the provider's module failed to check a message; sending will tell: {}",
          step.route().instance(),
          Failure.of(e));
      return Optional.empty();
    }
  }

  private static SendRequest request(Plan plan, Step step, Lease lease, String reference) {
    SmsMessage message = plan.message();
    return new SendRequest(
        Objects.requireNonNull(plan.to(), "a plan without steps"),
        step.content(),
        message.fromFor(lease.instance().name()),
        message.replyTo(),
        reference,
        Objects.requireNonNull(plan.routing(), "a plan without steps").sendTimeout());
  }

  private static Plan refused(
      @Nullable WorkspaceRouting routing, SmsMessage message, @Nullable Address to, SendError why) {
    return new Plan(routing, message, to, List.of(), why);
  }

  private static List<Step> steps(List<Route> routes, List<Content> contents, Address to) {
    Step[] steps = new Step[routes.size() * contents.size()];
    int count = 0;
    for (Route route : routes) {
      ProviderDescriptor provider = route.provider();
      if (!provider.recipients().contains(to.getClass())) {
        continue;
      }
      for (Content content : contents) {
        if (provider.carries(content.getClass())) {
          steps[count++] = new Step(route, content);
        }
      }
    }
    // The short lists that nearly every send has cost less than a list that grows.
    return switch (count) {
      case 0 -> List.of();
      case 1 -> List.of(steps[0]);
      case 2 -> List.of(steps[0], steps[1]);
      default -> List.of(Arrays.copyOf(steps, count));
    };
  }

  private static SendError carriedByNone(List<Route> routes, SmsMessage message, Address to) {
    List<String> contents =
        message.contents().stream().map(content -> content.getClass().getSimpleName()).toList();
    List<String> carried = new ArrayList<>();
    for (Route route : routes) {
      carried.add(
          route.instance()
              + " carries "
              + route.provider().contents().stream().map(type -> type.name()).toList()
              + " to "
              + route.provider().recipients().stream().map(Class::getSimpleName).sorted().toList());
    }
    return SendError.of(
            Category.UNSUPPORTED,
            "No configured provider carries "
                + contents
                + " to a "
                + to.getClass().getSimpleName()
                + ": "
                + String.join("; ", carried))
        .remedy("Add a content that one of them carries, or configure a provider that carries it.")
        .build();
  }

  /**
   * The way to try next: the one failover rule. Pure.
   *
   * <p>After a proven rejection that another content can cure, the next content or instance; after
   * one that another provider can cure, the next instance; after throttling, the next instance only
   * where the workspace says so. Never after anything else: what may have been sent is not sent
   * again.
   *
   * @param attempts what was tried so far, in order
   * @return empty when it ends here
   */
  public static Optional<Step> next(Plan plan, List<Attempt> attempts) {
    if (attempts.isEmpty()) {
      return plan.steps().isEmpty() ? Optional.empty() : Optional.of(plan.steps().get(0));
    }
    Attempt last = attempts.get(attempts.size() - 1);
    if (!(last.outcome() instanceof SendOutcome.Rejected rejected)) {
      return Optional.empty();
    }
    Category category = rejected.cause().category();
    boolean throttled = category.throttled();
    WorkspaceRouting routing = plan.routing();
    if (throttled
        ? routing == null || !routing.failoverOnThrottle()
        : !category.curedByAnotherProvider()) {
      return Optional.empty();
    }
    for (Step step : plan.steps()) {
      InstanceId instance = step.route().instance();
      boolean untried = attempts.stream().noneMatch(tried -> tried.instance().equals(instance));
      boolean otherContent =
          category.curedByAnotherContent()
              && instance.equals(last.instance())
              && attempts.stream().noneMatch(step::isThatOf);
      if (untried || otherContent) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  /**
   * Leases the connection of a step.
   *
   * @return empty when its instance is not configured any more: plan again
   */
  public Optional<Lease> lease(Step step) {
    return registry.lease(step.route().instance());
  }

  /**
   * Makes one attempt: passes the guards, then the provider. Blocks until the provider has
   * answered. Never throws for trouble with the provider: what its module throws is an unknown
   * outcome.
   *
   * @param reference the message with the number of this attempt
   * @param plan the plan that the step is of
   * @param step which way
   * @param lease its connection; stays open
   */
  public Attempt attempt(MessageRef reference, Plan plan, Step step, Lease lease) {
    SmsMessage message = plan.message();
    WorkspaceRouting routing = Objects.requireNonNull(plan.routing(), "a plan without steps");
    tell(listener -> listener.starting(reference, lease.instance(), step.content()));
    Instant startedAt = clock.instant();
    long start = System.nanoTime();
    SendRequest request = request(plan, step, lease, reference.encode());
    SendOutcome outcome =
        outcome(
            new GuardedSend(
                reference.workspace(), message, lease.instance(), lease.provider(), request),
            routing,
            lease);
    attempts.add(reference, lease.instance(), senderOf(lease, request.from()), outcome);
    Attempt attempt =
        new Attempt(
            reference.attempt(),
            lease.instance(),
            lease.provider().id(),
            step.content(),
            outcome,
            startedAt,
            Duration.ofNanos(System.nanoTime() - start));
    tell(listener -> listener.finished(reference, attempt));
    return attempt;
  }

  /**
   * The message has been sent: a module that cannot name the sender must not look like a failure.
   */
  private static String senderOf(Lease lease, @Nullable String from) {
    try {
      return ConversationKey.ofSender(lease, from);
    } catch (RuntimeException | LinkageError e) {
      return "";
    }
  }

  /**
   * Whether nothing was sent because the stores of people could not be asked for the moment: the
   * message has not been judged, and may wait until they can.
   */
  public static boolean storesWereAway(Attempt attempt) {
    return attempt.outcome() instanceof SendOutcome.Rejected rejected
        && PersonGuard.AWAY.equals(rejected.cause().code());
  }

  private SendOutcome outcome(GuardedSend send, WorkspaceRouting routing, Lease lease) {
    for (Guard guard : guards) {
      Optional<SendError> refusal = refusal(guard, send);
      if (refusal.isPresent()) {
        return new SendOutcome.Rejected(refusal.get());
      }
    }
    Optional<SendError> unwanted = people.refuse(send, routing, lease);
    if (unwanted.isPresent()) {
      return new SendOutcome.Rejected(unwanted.get());
    }
    Optional<SendError> block = blocked.refuse(lease);
    if (block.isPresent()) {
      return new SendOutcome.Rejected(block.get());
    }
    SendOutcome outcome = send(send.request(), lease);
    blocked.note(lease, outcome);
    if (outcome instanceof SendOutcome.Rejected rejected
        && rejected.cause().category() == Category.OPTED_OUT) {
      personEvents.refused(send.request().to(), send.workspace(), rejected.cause(), lease);
    }
    if (outcome instanceof SendOutcome.Accepted accepted) {
      personEvents.answered(send.request().to(), accepted.resolved(), lease);
    }
    return outcome;
  }

  /** A guard that fails lets nothing pass: nothing was sent, so the message may be tried again. */
  private static Optional<SendError> refusal(Guard guard, GuardedSend send) {
    try {
      return Objects.requireNonNull(guard.refuse(send), "a guard's answer");
    } catch (RuntimeException | LinkageError e) {
      LOG.error(
          "The guard {} failed on a message of workspace '{}'; the message is not sent: {}",
          guard.getClass().getName(),
          send.workspace(),
          Failure.of(e));
      return Optional.of(
          SendError.of(
                  Category.OTHER,
                  "The guard " + guard.getClass().getName() + " failed; nothing was sent")
              .retry(Retry.BACKOFF)
              .remedy("Look for its error in the host's log.")
              .build());
    }
  }

  private static SendOutcome send(SendRequest request, Lease lease) {
    try {
      SendOutcome outcome = lease.connection().send(request);
      return outcome == null ? defect(lease, "it gave no outcome") : marked(outcome, lease);
    } catch (Throwable e) {
      // Errors and, from authors in other languages, checked exceptions too: whatever it is, the
      // message may have been sent.
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      LOG.warn(
          "{}: the provider's module threw {}; the message may have been sent",
          lease.instance(),
          Failure.of(e));
      ModuleTrace.log(lease.instance(), e);
      return defect(lease, "it threw " + e.getClass().getName());
    }
  }

  /** A stub that does not mark what it accepts has sent nothing all the same. */
  private static SendOutcome marked(SendOutcome outcome, Lease lease) {
    if (!lease.provider().sendsNothing()
        || outcome.nothingSent()
        || !(outcome instanceof SendOutcome.Accepted accepted)) {
      return outcome;
    }
    Map<String, String> details = new HashMap<>(accepted.details());
    details.put(SendOutcome.Accepted.NOTHING_SENT, "true");
    return new SendOutcome.Accepted(accepted.providerMessageId(), accepted.resolved(), details);
  }

  private static SendOutcome defect(Lease lease, String what) {
    return new SendOutcome.Unknown(
        SendError.of(
                Category.PROVIDER_DEFECT,
                "The module of provider '" + lease.provider().id() + "' failed: " + what)
            .retry(Retry.NEVER)
            .scope(Scope.MESSAGE)
            .remedy("Report this to the provider's author; the message may have been sent.")
            .build());
  }

  private void tell(Consumer<SendListener> call) {
    for (SendListener listener : listeners) {
      try {
        call.accept(listener);
      } catch (Throwable e) {
        // An error that went on to the caller would look like a failed send.
        LOG.warn("A send listener failed: {}: {}", listener.getClass().getName(), Failure.of(e));
      }
    }
  }
}
