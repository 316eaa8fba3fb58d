package io.patchbay.registry.routing;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.spi.ProviderDescriptor;

/**
 * An instance that may carry a message.
 *
 * <p>Immutable.
 *
 * @param instance the instance, under the workspace that declares it
 * @param provider what its provider declares
 */
public record Route(InstanceId instance, ProviderDescriptor provider) {}
