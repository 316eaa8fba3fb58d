package io.patchbay.channel.spi;

import io.patchbay.channel.InstanceId;
import java.time.Clock;

/**
 * What a provider gets to open a connection.
 *
 * <p>Immutable and thread-safe.
 *
 * @param instance which instance it is, for messages and logs
 * @param settings its checked settings
 * @param clock the clock to use for every reading of the time
 */
public record ConnectionContext(InstanceId instance, Settings settings, Clock clock) {}
