package io.patchbay.registry;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.spi.Settings;

/** A valid instance: equal ones need no new connection. */
record InstanceConfiguration(InstanceId id, ProviderCatalog.Entry provider, Settings settings) {}
