package io.patchbay.host.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.Patchbay;
import io.patchbay.channel.InstanceId;
import io.patchbay.delivery.Delivery;
import io.patchbay.host.configuration.Problems;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.routing.Route;
import io.patchbay.registry.routing.WorkspaceRouting;
import io.patchbay.store.StorageException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How the server is: from what it knows, without asking any provider. Thread-safe. */
final class Health {
  /** Whoever watches asks often, and gives up soon. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Patchbay patchbay;
  private final @Nullable QueueHealth queue;
  private final Awaited people;

  Health(Patchbay patchbay, @Nullable Delivery delivery) {
    this.patchbay = patchbay;
    this.queue =
        delivery == null ? null : new QueueHealth(delivery.store(), delivery::inFlight, PATIENCE);
    this.people =
        new Awaited("patchbay-people-health", this::provePeople, PATIENCE, System::nanoTime);
  }

  /**
   * The state of this moment.
   *
   * @param able whether there is an instance that messages can go through, and a queue to take them
   * @param json what to answer
   */
  record State(boolean able, JsonObject json) {}

  /**
   * Looks.
   *
   * @param names whether the caller may know the names of the blocked instances and files
   */
  State look(boolean names) {
    Set<String> instances = new TreeSet<>();
    Set<String> blocked = new TreeSet<>();
    for (String workspace : patchbay.registry().workspaces()) {
      Optional<WorkspaceRouting> routing = patchbay.registry().routing(workspace);
      routing.ifPresent(
          found ->
              found.instances().values().stream()
                  .map(Route::instance)
                  .forEach(instance -> add(instance, instances, blocked)));
    }
    List<ConfigurationProblem> problems = patchbay.registry().problems();
    int errors = Problems.errors(problems).size();
    JsonObject delivery = queue == null ? null : queue.json();
    Optional<StorageException> people = people();
    boolean able =
        blocked.size() < instances.size()
            && people.isEmpty()
            && (delivery == null || QueueHealth.usable(delivery));
    JsonObject json = new JsonObject();
    json.addProperty("status", !able ? "unable" : errors + blocked.size() > 0 ? "impaired" : "ok");
    JsonObject configuration = new JsonObject();
    configuration.addProperty("errors", errors);
    configuration.addProperty("warnings", problems.size() - errors);
    json.add("configuration", configuration);
    json.addProperty("instances", instances.size());
    json.addProperty("blocked", blocked.size());
    if (names) {
      JsonArray which = new JsonArray();
      blocked.forEach(which::add);
      json.add("blockedInstances", which);
      json.add("storage", storage(people));
    }
    json.addProperty("people", people.isEmpty() ? "reachable" : "unreachable");
    if (delivery != null) {
      json.add("delivery", delivery);
    }
    return new State(able, json);
  }

  /** Why what is known of people cannot be used. */
  private Optional<StorageException> people() {
    people.run();
    try {
      patchbay.checkPeople();
      return Optional.empty();
    } catch (StorageException e) {
      return Optional.of(e);
    }
  }

  /** It takes as long as the file is large: what is not found in time shows in the next answer. */
  private void provePeople() {
    try {
      patchbay.provePeople();
    } catch (StorageException e) {
      // It is logged where it is found, and shows when the check is asked.
    }
  }

  private JsonArray storage(Optional<StorageException> people) {
    JsonArray problems = new JsonArray();
    people.map(StorageException::getMessage).ifPresent(problems::add);
    if (queue != null) {
      queue.unwritable().map(StorageException::getMessage).ifPresent(problems::add);
    }
    return problems;
  }

  private void add(InstanceId instance, Set<String> instances, Set<String> blocked) {
    instances.add(instance.toString());
    if (patchbay.blocked(instance).isPresent()) {
      blocked.add(instance.toString());
    }
  }
}
