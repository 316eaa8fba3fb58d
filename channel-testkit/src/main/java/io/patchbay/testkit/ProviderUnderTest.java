package io.patchbay.testkit;

import io.patchbay.channel.Content;
import io.patchbay.channel.spi.SmsProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the author of a provider tells the contract. */
interface ProviderUnderTest {
  /** A new provider, as {@link java.util.ServiceLoader} would make it. */
  SmsProvider provider();

  /**
   * Settings that work.
   *
   * @param account whose settings; a provider with HTTP finds its service in it
   */
  Map<String, List<String>> settings(Account account);

  /** How the service answers; empty for a provider that uses no HTTP. */
  Optional<Service> service();

  /** What the provider posts; empty for a provider without webhooks. */
  Optional<Webhooks> webhooks();

  /** One content of each kind that only this provider has. */
  default List<Content> ownContents() {
    return List.of();
  }

  /**
   * Whether a request to the service may deliver a message. Without a change it is every one but
   * {@code GET}.
   *
   * @param method the HTTP method
   * @param path the path with the query
   */
  default boolean delivers(String method, String path) {
    return !method.equals("GET");
  }

  /** The bench that the provider stands on in this test. */
  Bench bench();
}
