package io.patchbay.registry.channel;

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
import io.patchbay.registry.Lease;
import io.patchbay.registry.PhoneNumberReader;
import io.patchbay.registry.ProviderRegistry;
import io.patchbay.registry.Route;
import io.patchbay.registry.WorkspaceRouting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
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

  Pipeline(
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
      PhoneNumberReader.Reading reading = PhoneNumberReader.read(typed, routing.defaultRegion());
      if (reading.error() != null) {
        return refused(routing, message, null, reading.error());
      }
      to = Objects.requireNonNull(reading.number());
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
   * Why a message is certain to be rejected, as far as that is known without any I/O: nothing is
   * sent, and neither guards nor stores are asked. Goes through the ways as {@link #next} does.
   *
   * @return empty when some way is not certain to reject it
   */
  public Optional<SendError> foreseen(String workspace, SmsMessage message) {
    Plan plan = plan(workspace, message);
    SendError refusal = plan.refusal();
    List<Attempt> rejected = new ArrayList<>();
    Optional<Step> step = next(plan, rejected);
    while (step.isPresent()) {
      Optional<Lease> leased = lease(step.get());
      if (leased.isEmpty()) {
        return Optional.empty();
      }
      try (Lease lease = leased.get()) {
        MessageRef reference = new MessageRef(workspace, message.id(), 1);
        refusal = foreseen(request(reference, plan, step.get(), lease), lease).orElse(null);
        if (refusal == null) {
          return Optional.empty();
        }
        rejected.add(
            new Attempt(
                rejected.size() + 1,
                lease.instance(),
                lease.provider().id(),
                step.get().content(),
                new SendOutcome.Rejected(refusal),
                clock.instant(),
                Duration.ZERO));
      }
      step = next(plan, rejected);
    }
    return Optional.ofNullable(refusal);
  }

  private static Optional<SendError> foreseen(SendRequest request, Lease lease) {
    try {
      return lease.connection().refusal(request);
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("{}: the provider's module threw {}", lease.instance(), Failure.of(e));
      return defect(lease, "it threw " + e.getClass().getName()).error();
    }
  }

  private static SendRequest request(MessageRef reference, Plan plan, Step step, Lease lease) {
    SmsMessage message = plan.message();
    return new SendRequest(
        Objects.requireNonNull(plan.to(), "a plan without steps"),
        step.content(),
        message.fromFor(lease.instance().name()),
        message.replyTo(),
        reference.encode(),
        Objects.requireNonNull(plan.routing(), "a plan without steps").sendTimeout());
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
    SendRequest request = request(reference, plan, step, lease);
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
      return outcome == null ? defect(lease, "it gave no outcome") : outcome;
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
      return defect(lease, "it threw " + e.getClass().getName());
    }
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
