package io.patchbay.registry.routing;

import io.patchbay.channel.Category;
import io.patchbay.channel.Masking;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.content.Suggestion;
import io.patchbay.registry.config.OptOutRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a workspace's messages go: worked out once when a configuration is published, looked up at
 * every send. Immutable and thread-safe.
 *
 * @param workspace the workspace
 * @param routes the default and then its fallbacks; empty when there is no usable default
 * @param refusal why there is no usable default; null when there is one
 * @param instances every usable instance by name, inherited ones included
 * @param unusable why the other instances are not usable, by name
 * @param defaultRegion the region for reading national phone numbers; null when none is set
 * @param sendTimeout how long one attempt may take
 * @param failoverOnThrottle whether a throttled message goes to the fallback instead of waiting
 * @param failoverAfterFailure whether a message that its provider took and gave up afterwards goes
 *     to the fallback, once, where a queue follows it; it may arrive twice then
 * @param retryAttempts how often an asynchronous send is tried at most; 0 or 1 means once
 * @param retryWithin how long after the first attempt the last may start
 * @param lineage the workspace and its ancestors, the nearest first: an opt-out in one of them
 *     holds
 * @param optOut by which words people stop its messages
 * @param requireConsent whether a message needs a consent on record
 */
public record WorkspaceRouting(
    String workspace,
    List<Route> routes,
    @Nullable SendError refusal,
    Map<String, Route> instances,
    Map<String, String> unusable,
    @Nullable String defaultRegion,
    Duration sendTimeout,
    boolean failoverOnThrottle,
    boolean failoverAfterFailure,
    int retryAttempts,
    Duration retryWithin,
    List<String> lineage,
    OptOutRules optOut,
    boolean requireConsent) {

  /** Copies the collections. */
  public WorkspaceRouting {
    routes = List.copyOf(routes);
    instances = Map.copyOf(instances);
    unusable = Map.copyOf(unusable);
    lineage = List.copyOf(lineage);
  }

  /**
   * The routes for a message, best first.
   *
   * @param provider the instance that the message names; null for the workspace's default
   * @return empty when there is none: {@link #refusalFor} says why
   */
  public List<Route> routesFor(@Nullable String provider) {
    if (provider == null) {
      return routes;
    }
    Route named = instances.get(provider);
    return named == null ? List.of() : List.of(named);
  }

  /**
   * Why {@link #routesFor} gives nothing; a message that names an instance never goes elsewhere.
   */
  public SendError refusalFor(@Nullable String provider) {
    if (provider == null) {
      return Optional.ofNullable(refusal)
          .orElseThrow(() -> new IllegalStateException("Workspace '" + workspace + "' has routes"));
    }
    String why = unusable.get(provider);
    String message =
        why == null
            ? "No provider '"
                + Masking.numbersIn(provider)
                + "' in workspace '"
                + workspace
                + "'; configured: "
                + sorted(instances)
            : "Provider '" + provider + "' in workspace '" + workspace + "' is not usable: " + why;
    String remedy =
        why == null
            ? "Correct the provider that the message names, or add it to the configuration ("
                + Suggestion.sentence(sorted(instances), provider)
                + ")."
            : "Correct the configuration of that provider.";
    return notConfigured(message, remedy);
  }

  static SendError notConfigured(String message, String remedy) {
    return SendError.of(Category.NOT_CONFIGURED, message)
        .retry(Retry.NEVER)
        .scope(Scope.ACCOUNT)
        .remedy(remedy)
        .build();
  }

  private static List<String> sorted(Map<String, Route> instances) {
    return instances.keySet().stream().sorted().toList();
  }
}
