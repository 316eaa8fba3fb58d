package io.patchbay.registry.routing;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.registry.internal.PluginContext;
import io.patchbay.registry.internal.config.InstanceConfiguration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Instances of one provider that have a webhook secret in common: each accepts the requests that
 * are meant for the others.
 *
 * <p>Immutable.
 *
 * @param provider the id of their provider
 * @param setting which of its settings has the common value; the value itself is not kept
 * @param instances the instances, at least two, in alphabetical order
 */
public record SharedSecret(String provider, Setting setting, List<InstanceId> instances) {
  /** Copies the list. */
  public SharedSecret {
    instances = List.copyOf(instances);
  }

  static List<SharedSecret> among(Collection<InstanceConfiguration> instances) {
    List<SharedSecret> shared = new ArrayList<>();
    Map<String, List<InstanceConfiguration>> byProvider = new TreeMap<>();
    for (InstanceConfiguration one : instances) {
      byProvider
          .computeIfAbsent(one.provider().descriptor().id(), id -> new ArrayList<>())
          .add(one);
    }
    byProvider.forEach(
        (provider, own) -> {
          Set<String> secrets = secrets(own.get(0).provider().provider());
          for (Setting setting : own.get(0).provider().descriptor().settings()) {
            if (secrets.contains(setting.key())) {
              shared.addAll(by(provider, setting, own));
            }
          }
        });
    return shared;
  }

  /** A module that fails here says nothing: what else is wrong with it is reported elsewhere. */
  private static Set<String> secrets(SmsProvider module) {
    try {
      return Set.copyOf(PluginContext.call(module, module::webhookSecrets));
    } catch (RuntimeException | LinkageError e) {
      return Set.of();
    }
  }

  private static List<SharedSecret> by(
      String provider, Setting setting, List<InstanceConfiguration> instances) {
    Map<String, List<InstanceId>> byValue = new TreeMap<>();
    for (InstanceConfiguration one : instances) {
      for (String value : one.settings().texts(setting.key())) {
        byValue.computeIfAbsent(value, any -> new ArrayList<>()).add(one.id());
      }
    }
    return byValue.values().stream()
        .map(ids -> ids.stream().distinct().sorted(Comparator.comparing(InstanceId::toString)))
        .map(ids -> new SharedSecret(provider, setting, ids.toList()))
        .filter(one -> one.instances().size() > 1)
        .distinct()
        .sorted(Comparator.comparing(one -> one.instances().toString()))
        .toList();
  }
}
