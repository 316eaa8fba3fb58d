package io.patchbay.channel.spi;

import java.util.List;
import java.util.Set;

/**
 * A kind of provider, found through {@link java.util.ServiceLoader} or registered by the host.
 *
 * <p>Implementations have a public constructor without parameters, hold no state, do no I/O and are
 * thread-safe. They read no environment variable and no system property: all they know comes from
 * the settings.
 */
public interface SmsProvider {
  /** What the provider is called, needs and carries: the same value at every call. */
  ProviderDescriptor descriptor();

  /**
   * Rules across several settings, such as either-or. Each setting has been checked on its own
   * before.
   *
   * @return every problem; empty when there is none. Does no I/O.
   */
  default List<SettingProblem> check(Settings settings) {
    return List.of();
  }

  /**
   * The keys of the secret settings that prove a webhook request. Instances that have a value in
   * common there accept each other's requests; hosts list them.
   *
   * @return empty, the default, when the provider receives no webhooks or does not say
   */
  default Set<String> webhookSecrets() {
    return Set.of();
  }

  /**
   * Opens a configured instance. Does no I/O: whether the credentials work shows at the first send
   * or in a {@link HealthCheck}.
   */
  SmsConnection connect(ConnectionContext context);
}
