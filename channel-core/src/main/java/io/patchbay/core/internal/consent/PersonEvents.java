package io.patchbay.core.internal.consent;

import io.patchbay.channel.Address;
import io.patchbay.channel.AddressChange;
import io.patchbay.channel.Category;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.Choice;
import io.patchbay.channel.EventContext;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.InboundContent;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.Masking;
import io.patchbay.channel.PreferenceChange;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SenderId;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.registry.config.OptOutRules;
import io.patchbay.registry.routing.Lease;
import io.patchbay.registry.routing.ProviderRegistry;
import io.patchbay.registry.routing.WorkspaceRouting;
import io.patchbay.store.StorageException;
import io.patchbay.store.consent.PeopleStores;
import io.patchbay.store.consent.Suppression;
import io.patchbay.store.inbox.EventKey;
import io.patchbay.store.internal.AddressKey;
import io.patchbay.store.internal.Failure;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes note of what events say about people, before any listener is told. Recording the same event
 * twice changes nothing. Thread-safe.
 */
public final class PersonEvents {
  /** How many events that left nothing on disk are known to have been obeyed. */
  private static final int MOST_RECENT = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(PersonEvents.class);

  private final ProviderRegistry registry;
  private final PeopleStores stores;
  private final AddressLinker linker;
  private final Clock clock;
  private final Object lock = new Object();
  private final Map<String, Boolean> recent =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MOST_RECENT;
        }
      };

  public PersonEvents(ProviderRegistry registry, PeopleStores stores, Clock clock) {
    this.registry = registry;
    this.stores = stores;
    this.linker = new AddressLinker(new RegistryWorkspaces(registry), stores, clock);
    this.clock = clock;
  }

  /** What became of it. */
  public enum Recorded {
    /** All that was said holds from now on. */
    YES,
    /** Something could not be kept, but no opt-out: tell the listeners, and ask for it again. */
    IN_PART,
    /** An opt-out does not hold: tell nobody, and ask for it again. */
    NO
  }

  /** Whether the stores were away for an event of a webhook. For one thread. */
  public static final class Stores {
    private boolean away;
  }

  /**
   * The event as its people are known here: numbers in national form read with the workspace's
   * region, and a text that is nearly a stop word marked as one.
   */
  public ChannelEvent read(ChannelEvent reported, EventContext context) {
    String region =
        registry.routing(context.workspace()).map(WorkspaceRouting::defaultRegion).orElse(null);
    ChannelEvent event = InboundAddresses.read(reported, region);
    if (!(event instanceof InboundMessage message)) {
      return event;
    }
    OptOutRules.Meaning meaning = meaning(message, rules(context));
    if (meaning == OptOutRules.Meaning.NEAR_STOP) {
      LOG.warn(
          "A message from {} to {} is nearly a stop word: nothing was stopped, the event has the"
              + " detail {}; if that is what was meant, stop messages of workspace '{}' to the"
              + " person with 'patchbay person stop' or people().suppress",
          masked(message),
          context.instance(),
          InboundMessage.POSSIBLE_STOP,
          context.workspace());
      return InboundAddresses.withDetail(message, InboundMessage.POSSIBLE_STOP);
    }
    if (meaning == OptOutRules.Meaning.STOP
        && message.from().stream().allMatch(SenderId.class::isInstance)) {
      LOG.warn(
          "A stop word to {} stops nothing: its sender {} {}; messages to the person go on",
          context.instance(),
          masked(message),
          region == null
              ? "is not an international number, and workspace '"
                  + context.workspace()
                  + "' has no region to read it with: set sms.defaultRegion, for example to \"GB\""
              : "is not a number of the region " + region + " (sms.defaultRegion)");
    }
    return event;
  }

  private static List<String> masked(InboundMessage message) {
    return message.from().stream().map(address -> Masking.address(address.value())).toList();
  }

  public Recorded record(ChannelEvent event, EventContext context, Lease lease, Stores webhook) {
    if (event instanceof InboundMessage message) {
      return message(message, context, lease, webhook);
    }
    if (event instanceof StatusUpdate status) {
      List<Address> recipient = people(status.recipient());
      boolean optedOut =
          status.errors().stream().anyMatch(error -> error.category() == Category.OPTED_OUT);
      return recipient.isEmpty() || (recipient.size() < 2 && !optedOut)
          ? Recorded.YES
          : guarded(
              event,
              context,
              webhook,
              Recorded.IN_PART,
              () -> {
                Instant at = notLater(status.at());
                ReportedPerson person = linker.link(recipient, lease, null, at);
                if (optedOut) {
                  String by = "the provider's refusal, by " + context.instance();
                  record(person, workspaces(context), Set.of(Purpose.MARKETING), true, at, by);
                }
              });
    }
    if (event instanceof PreferenceChange change) {
      return guarded(
          event, context, webhook, Recorded.NO, () -> preference(change, context, lease));
    }
    if (event instanceof AddressChange change) {
      return guarded(
          event,
          context,
          webhook,
          Recorded.NO,
          () -> once(change, context, () -> move(change, lease)));
    }
    return Recorded.YES;
  }

  private Recorded message(
      InboundMessage message, EventContext context, Lease lease, Stores webhook) {
    List<Address> from = people(message.from());
    if (from.isEmpty()) {
      return Recorded.YES;
    }
    OptOutRules.Meaning meaning = meaning(message, rules(context));
    boolean stops = meaning == OptOutRules.Meaning.STOP;
    return guarded(
        message,
        context,
        webhook,
        stops ? Recorded.NO : Recorded.IN_PART,
        () -> {
          Instant at = notLater(message.at(), meaning == OptOutRules.Meaning.START);
          ReportedPerson person = linker.link(from, lease, message.to(), at);
          String where = " to " + context.instance();
          if (stops || meaning == OptOutRules.Meaning.START) {
            Set<Purpose> purposes =
                stops && !rules(context).stopsAll()
                    ? Set.of(Purpose.MARKETING)
                    : Set.of(Purpose.values());
            String by = (stops ? "a stop word" : "a start word") + where;
            once(
                message,
                context,
                () -> record(person, workspaces(context), purposes, stops, at, by));
          }
          if (opensConversation(message)) {
            // By what the sender's own workspace knows: a workspace below shares the sender.
            stores
                .windows()
                .heard(
                    ConversationKey.ofSender(lease, message.to()),
                    person.in(lease.instance().workspace()),
                    at);
          }
        });
  }

  /** A kind that the provider's module does not know is taken for a message. */
  private static boolean opensConversation(InboundMessage message) {
    InboundContent content = message.content();
    return content == null || content.opensConversation();
  }

  private OptOutRules rules(EventContext context) {
    return registry
        .routing(context.workspace())
        .map(WorkspaceRouting::optOut)
        .orElseGet(OptOutRules::standard);
  }

  /** What the text means or, of a choice, the title or the id. */
  private static OptOutRules.Meaning meaning(InboundMessage message, OptOutRules rules) {
    List<String> said = new ArrayList<>();
    if (message.text() != null) {
      said.add(message.text());
    }
    if (message.content() instanceof Choice choice) {
      said.addAll(List.of(choice.title(), choice.id()));
    }
    OptOutRules.Meaning meaning = OptOutRules.Meaning.NONE;
    for (String one : said) {
      OptOutRules.Meaning its = rules.meaningOf(one);
      if (its == OptOutRules.Meaning.STOP || its == OptOutRules.Meaning.START) {
        return its;
      }
      meaning = meaning == OptOutRules.Meaning.NONE ? its : meaning;
    }
    return meaning;
  }

  private void preference(PreferenceChange change, EventContext context, Lease lease) {
    List<Address> addresses = people(change.person());
    if (addresses.isEmpty()) {
      return;
    }
    Instant at = notLater(change.at(), change.allowed());
    ReportedPerson person = linker.link(addresses, lease, null, at);
    String by = "the person's own settings at the provider, by " + context.instance();
    Set<Purpose> purposes = Set.of(change.purpose());
    once(
        change,
        context,
        () -> record(person, workspaces(context), purposes, !change.allowed(), at, by));
  }

  /**
   * Obeys an event that has not been obeyed yet: its time may be that of its arrival, and what was
   * said in between must stand.
   */
  private void once(ChannelEvent event, EventContext context, BooleanSupplier work) {
    String key = EventKey.of(context.instance(), event).toString();
    if (obeyed(key)) {
      return;
    }
    boolean kept = work.getAsBoolean();
    synchronized (lock) {
      recent.put(key, true);
    }
    if (kept) {
      stores.suppressions().obey(key, clock.instant());
    }
  }

  private boolean obeyed(String key) {
    synchronized (lock) {
      if (recent.containsKey(key)) {
        return true;
      }
    }
    return stores.suppressions().obeyed(key);
  }

  private boolean move(AddressChange change, Lease lease) {
    List<Address> before = people(change.before());
    List<Address> after = people(change.after());
    if (before.isEmpty() || after.isEmpty()) {
      return false;
    }
    linker.move(before, after, lease, notLater(change.at()));
    return true;
  }

  /**
   * Records a word of a person for each workspace, by the addresses that it knows. One that allows
   * is kept as well: a stop that was written before may arrive later.
   */
  private boolean record(
      ReportedPerson person,
      Set<String> workspaces,
      Set<Purpose> purposes,
      boolean stopped,
      Instant at,
      String by) {
    List<Suppression> said = new ArrayList<>();
    for (String workspace : workspaces) {
      for (Address address : person.in(workspace)) {
        for (Purpose purpose : purposes) {
          said.add(new Suppression(workspace, address, purpose, stopped, at, by));
        }
      }
    }
    stores.suppressions().record(said);
    return true;
  }

  /** Who shares a number shares its opt-outs: the workspace written to and the one that has it. */
  private static Set<String> workspaces(EventContext context) {
    Set<String> workspaces = new LinkedHashSet<>();
    workspaces.add(context.workspace());
    workspaces.add(context.instance().workspace());
    return workspaces;
  }

  /** A provider's clock that is ahead must not outdo what is said later. */
  private Instant notLater(Instant at) {
    return notLater(at, false);
  }

  /**
   * The same for a word. Providers tell whole seconds, so that one that allows must not win by the
   * rest of this one against a stop that follows within it.
   */
  private Instant notLater(Instant at, boolean allows) {
    Instant now = clock.instant();
    if (!at.isAfter(now)) {
      return at;
    }
    return allows ? now.truncatedTo(ChronoUnit.SECONDS) : now;
  }

  private static List<Address> people(Collection<Address> addresses) {
    return addresses.stream()
        .filter(address -> !(address instanceof GroupId || address instanceof SenderId))
        .toList();
  }

  /** Takes note of the addresses by which a provider's answer names the one written to. */
  public void answered(Address given, List<Address> resolved, Lease lease) {
    if (people(List.of(given)).isEmpty() || resolved.isEmpty()) {
      return;
    }
    Set<Address> person = AddressLinker.plain(people(resolved));
    person.add(AddressKey.plain(given));
    if (person.size() < 2) {
      return;
    }
    try {
      linker.link(person, lease, null, clock.instant());
    } catch (RuntimeException e) {
      // The message has gone out: a failure here must not look like one of the send.
      LOG.error(
          "{}: the addresses of an answer could not be kept: {}", lease.instance(), Failure.of(e));
    }
  }

  /**
   * Records what a provider's refusal says: the person has stopped marketing messages there. What
   * the provider refuses beyond marketing it goes on to refuse by itself.
   */
  public void refused(Address to, String workspace, SendError why, Lease lease) {
    if (people(List.of(to)).isEmpty()) {
      return;
    }
    String code = why.code();
    String by =
        "the provider's refusal" + (code == null ? "" : " " + code) + ", by " + lease.instance();
    try {
      record(
          linker.person(to),
          new LinkedHashSet<>(List.of(workspace, lease.instance().workspace())),
          Set.of(Purpose.MARKETING),
          true,
          clock.instant(),
          by);
    } catch (RuntimeException e) {
      // The refusal itself stands, and the next message is refused again.
      LOG.error("{}: an opt-out could not be kept: {}", lease.instance(), Failure.of(e));
    }
  }

  private static Recorded guarded(
      ChannelEvent event, EventContext context, Stores webhook, Recorded otherwise, Runnable work) {
    if (webhook.away) {
      // Each would wait as long as the first: the provider delivers them all again.
      return otherwise;
    }
    try {
      work.run();
      return Recorded.YES;
    } catch (RuntimeException e) {
      webhook.away = e instanceof StorageException storage && storage.passing();
      LOG.error(
          "{} of {}: what it says about a person could not be kept; the provider is asked to"
              + " deliver it again: {}",
          event.getClass().getSimpleName(),
          context.instance(),
          Failure.of(e));
      return otherwise;
    }
  }
}
