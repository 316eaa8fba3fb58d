package io.patchbay.testkit;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * What every provider has to keep, as tests. A provider's author extends this class, says what the
 * provider is and how its service answers, and inherits the tests; each names its rule of {@code
 * docs/spec.md}.
 *
 * <p>A test that needs HTTP binds only providers that use it and is shown as skipped for others.
 * What a provider does not declare, such as webhooks or templates, is expected to be refused.
 *
 * <p>One instance serves all its tests, which run one after the other and leave nothing behind.
 *
 * <p>Not thread-safe: JUnit runs its tests one after the other.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SmsProviderContract
    implements DescriptorRules,
        SettingsRules,
        OutcomeRules,
        RequestRules,
        ConnectionRules,
        WebhookRules {
  private @Nullable Bench bench;

  /** For subclasses. */
  protected SmsProviderContract() {}

  @BeforeAll
  final void startServers() {
    bench = new Bench(this);
    bench().start();
  }

  @BeforeEach
  final void clear() {
    bench().clear();
  }

  @AfterEach
  final void closeConnections() {
    bench().closeConnections();
  }

  @AfterAll
  final void stopServers() {
    bench().close();
  }

  @Override
  public final Bench bench() {
    return Objects.requireNonNull(bench, "the contract runs under JUnit");
  }
}
