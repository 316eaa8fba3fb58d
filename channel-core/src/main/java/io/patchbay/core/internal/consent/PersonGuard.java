package io.patchbay.core.internal.consent;

import io.patchbay.channel.Address;
import io.patchbay.channel.Category;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.spi.ConversationRules;
import io.patchbay.channel.spi.MarketingRules;
import io.patchbay.core.GuardedSend;
import io.patchbay.registry.routing.Lease;
import io.patchbay.registry.routing.WorkspaceRouting;
import io.patchbay.store.StorageException;
import io.patchbay.store.consent.ConsentEntry;
import io.patchbay.store.consent.PeopleStores;
import io.patchbay.store.consent.Suppression;
import io.patchbay.store.internal.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops messages to people who do not want them, whose consent is missing, or to whom this content
 * cannot go now. What the stores cannot tell is not sent. Thread-safe.
 */
public final class PersonGuard {
  private static final Logger LOG = LoggerFactory.getLogger(PersonGuard.class);

  /** A window that may still be open by the provider's clock is left to the provider. */
  static final Duration MARGIN = Duration.ofMinutes(1);

  /** The code of a refusal that is over when the stores can be asked again. */
  public static final String AWAY = "stores-away";

  private final AtomicBoolean away = new AtomicBoolean();
  private final PeopleStores stores;
  private final Clock clock;

  public PersonGuard(PeopleStores stores, Clock clock) {
    this.stores = stores;
    this.clock = clock;
  }

  public Optional<SendError> refuse(GuardedSend send, WorkspaceRouting routing, Lease lease) {
    try {
      Optional<SendError> answer = judged(send, routing, lease);
      if (away.get() && away.compareAndSet(true, false)) {
        LOG.info("Mended: it can be told again which messages are wanted");
      }
      return answer;
    } catch (StorageException e) {
      if (e.passing()) {
        tellOnce(e);
      } else {
        tell(send, e);
      }
      return Optional.of(untold(e));
    } catch (RuntimeException e) {
      tell(send, e);
      return Optional.of(untold(e));
    }
  }

  private void tellOnce(StorageException e) {
    if (away.compareAndSet(false, true)) {
      LOG.error(
          "It cannot be told which messages are wanted; none is sent until it can: {}",
          Failure.of(e));
    }
  }

  private static void tell(GuardedSend send, RuntimeException e) {
    LOG.error(
        "It cannot be told whether a message of workspace '{}' is wanted; it is not sent: {}",
        send.workspace(),
        Failure.of(e));
  }

  private Optional<SendError> judged(GuardedSend send, WorkspaceRouting routing, Lease lease) {
    Set<Address> person = stores.addresses().of(send.request().to(), routing.lineage());
    Purpose purpose = send.message().purpose();
    Optional<Suppression> stop = stores.suppressions().find(person, routing.lineage(), purpose);
    if (stop.isEmpty()
        && purpose != Purpose.MARKETING
        && send.provider().capabilities().contains(MarketingRules.class)) {
      Optional<Suppression> marketing =
          stores.suppressions().find(person, routing.lineage(), Purpose.MARKETING);
      if ((marketing.isPresent() || routing.requireConsent()) && isMarketing(send, lease)) {
        purpose = Purpose.MARKETING;
        stop = marketing;
      }
    }
    if (stop.isPresent()) {
      return Optional.of(optedOut(stop.get()));
    }
    if (routing.requireConsent()) {
      Optional<SendError> missing = consent(person, routing.lineage(), purpose);
      if (missing.isPresent()) {
        return missing;
      }
    }
    return window(send, person, lease);
  }

  private static boolean isMarketing(GuardedSend send, Lease lease) {
    return lease
        .connection()
        .capability(MarketingRules.class)
        .filter(rules -> rules.isMarketing(send.content()))
        .isPresent();
  }

  private static SendError untold(RuntimeException e) {
    String why = e instanceof StorageException ? ": " + e.getMessage() : "";
    return SendError.of(
            Category.OTHER,
            "It cannot be told whether the person wants the message, so nothing was sent" + why)
        .retry(Retry.BACKOFF)
        .code(e instanceof StorageException storage && storage.passing() ? AWAY : null)
        .remedy(
            e instanceof StorageException storage
                ? "Mend the store and send again: " + storage.remedy() + "."
                : "Look for the error of the store in the host's log.")
        .build();
  }

  private static SendError optedOut(Suppression stop) {
    return SendError.of(
            Category.OPTED_OUT,
            "The person does not want " + word(stop.purpose()) + " messages of this workspace")
        .scope(Scope.RECIPIENT)
        .remedy(
            "Recorded at "
                + stop.at()
                + " for workspace '"
                + stop.workspace()
                + "' by "
                + stop.by()
                + "; it holds until the person allows messages again.")
        .build();
  }

  private Optional<SendError> consent(Set<Address> person, List<String> lineage, Purpose purpose) {
    ConsentEntry newest = null;
    for (ConsentEntry entry : stores.consents().history(person)) {
      if (entry.purposes().contains(purpose) && lineage.contains(entry.workspace())) {
        newest = entry;
      }
    }
    if (newest != null && newest.granted()) {
      return Optional.empty();
    }
    return Optional.of(
        SendError.of(
                Category.NO_CONSENT,
                newest == null
                    ? "No consent to " + word(purpose) + " messages is on record"
                    : "The consent to " + word(purpose) + " messages was withdrawn")
            .scope(Scope.RECIPIENT)
            .remedy(
                newest == null
                    ? "Ask the person, and record the answer with Patchbay.people().optIn."
                    : "Withdrawn at " + newest.at() + ": send only after a new consent.")
            .build());
  }

  private Optional<SendError> window(GuardedSend send, Set<Address> person, Lease lease) {
    if (!send.provider().capabilities().contains(ConversationRules.class)) {
      return Optional.empty();
    }
    Optional<ConversationRules> rules = lease.connection().capability(ConversationRules.class);
    if (rules.isEmpty() || !rules.get().needsWindow(send.content())) {
      return Optional.empty();
    }
    String sender = ConversationKey.ofSender(lease, send.request().from());
    Duration window = rules.get().window();
    Optional<Instant> closed =
        stores
            .windows()
            .lastHeard(sender, person)
            .map(last -> last.plus(window))
            .filter(end -> clock.instant().isAfter(end.plus(MARGIN)));
    return closed.map(
        end ->
            SendError.of(
                    Category.WINDOW_CLOSED,
                    "The person's last message is too long ago for a "
                        + send.content().getClass().getSimpleName())
                .scope(Scope.RECIPIENT)
                .remedy(
                    "The time for an answer ended at "
                        + end
                        + ": send a template, or wait until the person writes.")
                .build());
  }

  private static String word(Purpose purpose) {
    return purpose.name().toLowerCase(Locale.ROOT);
  }
}
