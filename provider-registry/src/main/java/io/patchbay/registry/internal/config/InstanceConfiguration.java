package io.patchbay.registry.internal.config;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.spi.Settings;
import io.patchbay.registry.internal.ForeignCalls;
import io.patchbay.registry.plugin.ProviderCatalog;

/** A valid instance: equal ones need no new connection. */
public record InstanceConfiguration(
    InstanceId id, ProviderCatalog.Entry provider, Settings settings)
    implements ForeignCalls.Callee {
  @Override
  public String providerId() {
    return provider.descriptor().id();
  }
}
