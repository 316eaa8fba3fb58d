package io.patchbay.registry.routing;

import io.patchbay.channel.GroupId;
import io.patchbay.channel.UserId;
import io.patchbay.channel.spi.ConversationRules;
import io.patchbay.channel.spi.MarketingRules;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.config.PublishReport;
import io.patchbay.registry.internal.ForeignCalls;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.secrecy.Shown;
import io.patchbay.testkit.FakeConnection;
import io.patchbay.testkit.FakeProvider;
import io.patchbay.testsupport.ManualClock;
import io.patchbay.testsupport.ManualScheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A registry over fakes, whose threads are the test's and whose time stands still. */
public final class RegistryRig implements AutoCloseable {
  public final ManualClock clock = new ManualClock();
  public final ManualScheduler scheduler = new ManualScheduler(clock);
  public final FakeProvider fake = new FakeProvider("fake");
  public final FakeProvider other = new FakeProvider("other");

  /** One with a window for answers, and every kind of recipient. */
  public final FakeProvider talker =
      new FakeProvider(
          FakeProvider.describe("talker")
              .recipient(UserId.class)
              .recipient(GroupId.class)
              .capability(ConversationRules.class)
              .capability(MarketingRules.class)
              .build());

  public final Map<String, String> environment = new HashMap<>();
  public final ProviderRegistry registry;

  public RegistryRig() {
    this(Duration.ofSeconds(30));
  }

  public RegistryRig(Duration drainTime) {
    this(drainTime, new ForeignCalls());
  }

  RegistryRig(Duration drainTime, ForeignCalls calls) {
    registry =
        new ProviderRegistry(
            ProviderCatalog.of(fake)
                .plus(ProviderCatalog.of(other))
                .plus(ProviderCatalog.of(talker)),
            clock,
            environment::get,
            new ConnectionDrain(scheduler, Runnable::run, drainTime),
            calls);
  }

  /** Publishes these workspaces. */
  public PublishReport publish(String workspaces) {
    return Shown.text(
        registry.publish("{\"workspaces\": {" + workspaces + "}}", Path.of("/nowhere")));
  }

  public WorkspaceRouting routing(String workspace) {
    return registry.routing(workspace).orElseThrow();
  }

  public Lease lease(String workspace, String name) {
    return registry.lease(new io.patchbay.channel.InstanceId(workspace, name)).orElseThrow();
  }

  /** The connection that serves an instance now. */
  public FakeConnection connection(String workspace, String name) {
    try (Lease lease = lease(workspace, name)) {
      return fakeOf(lease);
    }
  }

  /** The fake behind a lease. */
  public static FakeConnection fakeOf(Lease lease) {
    return (FakeConnection) ((ContainedConnection) lease.connection()).module();
  }

  public static List<String> told(List<ConfigurationProblem> problems) {
    return problems.stream()
        .map(problem -> problem.severity() + " " + problem.workspace() + " " + problem.describe())
        .map(Shown::text)
        .toList();
  }

  @Override
  public void close() {
    registry.close();
  }
}
