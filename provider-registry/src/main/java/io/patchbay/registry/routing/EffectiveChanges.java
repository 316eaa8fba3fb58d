package io.patchbay.registry.routing;

import io.patchbay.channel.InstanceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a published configuration changes for each workspace, inherited changes included, as one
 * line a workspace for the log. Names settings and instances, and shows no value of a provider's
 * setting.
 */
final class EffectiveChanges {
  private final Snapshot before;
  private final Snapshot after;

  private EffectiveChanges(Snapshot before, Snapshot after) {
    this.before = before;
    this.after = after;
  }

  /** Empty where nothing changes, and for the first configuration. */
  static List<String> between(Snapshot before, Snapshot after) {
    return before.source() == null ? List.of() : new EffectiveChanges(before, after).lines();
  }

  private List<String> lines() {
    TreeSet<String> names = new TreeSet<>(before.routings().keySet());
    names.addAll(after.routings().keySet());
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      WorkspaceRouting old = before.routings().get(name);
      WorkspaceRouting now = after.routings().get(name);
      List<String> changes = new ArrayList<>();
      if (now == null) {
        changes.add("removed");
      } else if (old == null) {
        changes.add("added, routes " + routes(now) + ", instances " + sorted(now));
      } else {
        changes.addAll(changes(old, now));
      }
      if (!changes.isEmpty()) {
        lines.add("Workspace '" + name + "': " + String.join("; ", changes));
      }
    }
    return lines;
  }

  private List<String> changes(WorkspaceRouting old, WorkspaceRouting now) {
    List<String> changes = new ArrayList<>();
    values(old)
        .forEach(
            (what, value) -> {
              Object present = values(now).get(what);
              if (!Objects.equals(value, present)) {
                changes.add(what + " " + shown(value) + " -> " + shown(present));
              }
            });
    if (!old.optOut().equals(now.optOut())) {
      changes.add("opt-out words changed");
    }
    for (String instance : new TreeSet<>(both(old, now))) {
      Route was = old.instances().get(instance);
      Route is = now.instances().get(instance);
      if (was == null) {
        changes.add("instance '" + instance + "' can be used");
      } else if (is == null) {
        changes.add("instance '" + instance + "' can no longer be used");
      } else if (!was.instance().equals(is.instance())) {
        changes.add("instance '" + instance + "' is that of workspace " + is.instance());
      } else if (isReplaced(is.instance())) {
        changes.add("instance '" + instance + "' has new settings");
      }
    }
    return changes;
  }

  private boolean isReplaced(InstanceId instance) {
    return before.slots().get(instance) != after.slots().get(instance);
  }

  private static Map<String, @Nullable Object> values(WorkspaceRouting routing) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    List<String> routes = routes(routing);
    values.put("default provider", routes.isEmpty() ? null : routes.get(0));
    values.put("fallback", routes.isEmpty() ? routes : routes.subList(1, routes.size()));
    values.put("defaultRegion", routing.defaultRegion());
    values.put("sendTimeout", routing.sendTimeout());
    values.put("failoverOnThrottle", routing.failoverOnThrottle());
    values.put("failoverAfterFailure", routing.failoverAfterFailure());
    values.put("retry attempts", routing.retryAttempts());
    values.put("retry within", routing.retryWithin());
    values.put("requireConsent", routing.requireConsent());
    values.put("inherits from", routing.lineage().subList(1, routing.lineage().size()));
    return values;
  }

  private static String shown(@Nullable Object value) {
    return value == null ? "none" : value.toString();
  }

  private static List<String> routes(WorkspaceRouting routing) {
    return routing.routes().stream().map(route -> route.instance().name()).toList();
  }

  private static Collection<String> sorted(WorkspaceRouting routing) {
    return new TreeSet<>(routing.instances().keySet());
  }

  private static Collection<String> both(WorkspaceRouting old, WorkspaceRouting now) {
    TreeSet<String> both = new TreeSet<>(old.instances().keySet());
    both.addAll(now.instances().keySet());
    return both;
  }
}
