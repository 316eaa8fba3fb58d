package io.patchbay.benchmarks;

import io.patchbay.channel.ContentType;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.core.internal.ChannelCore;
import io.patchbay.core.internal.send.Pipeline;
import io.patchbay.core.internal.send.Plan;
import io.patchbay.core.internal.send.Step;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.registry.routing.Lease;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What a send costs before the provider sees it, when nothing changes: choosing the provider and
 * leasing its connection. Run it with {@code -prof gc} for the bytes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RoutingBenchmark {
  private static final String CONFIGURATION =
      """
      { "workspaces": {
          "acme": { "sms": { "defaultProvider": "main", "fallback": ["other"],
            "providers": { "main": { "type": "instant" }, "other": { "type": "instant" } } } },
          "acme-eu": { "parent": "acme" } } }
      """;

  private ChannelCore patchbay;
  private SmsMessage message;

  /** Opens a patchbay with two instances of a provider that answers at once. */
  @Setup
  public void open() {
    patchbay =
        ChannelCore.builder()
            .catalog(ProviderCatalog.of(new InstantProvider()))
            .configuration(CONFIGURATION, Path.of(""))
            .watchInterval(Duration.ZERO)
            .build();
    message = SmsMessage.to(new PhoneNumber("14155551234")).text("Hello").build();
  }

  /** Closes it. */
  @TearDown
  public void close() {
    patchbay.close();
  }

  /** Choose the provider, lease the connection, give it back. */
  @Benchmark
  public void chooseAndLease(Blackhole blackhole) {
    Pipeline pipeline = patchbay.pipeline();
    Plan plan = pipeline.plan("acme", message);
    Step step = Pipeline.next(plan, List.of()).orElseThrow();
    try (Lease lease = pipeline.lease(step).orElseThrow()) {
      blackhole.consume(lease.connection());
    }
  }

  /** The same in a workspace that inherits everything. */
  @Benchmark
  public void chooseAndLeaseInherited(Blackhole blackhole) {
    Pipeline pipeline = patchbay.pipeline();
    Plan plan = pipeline.plan("acme-eu", message);
    Step step = Pipeline.next(plan, List.of()).orElseThrow();
    try (Lease lease = pipeline.lease(step).orElseThrow()) {
      blackhole.consume(lease.connection());
    }
  }

  /** A whole send through a provider that does nothing, for comparison. */
  @Benchmark
  public Object wholeSend() {
    return patchbay.channel().send("acme", message);
  }

  /** A provider that answers at once with the same outcome. */
  private static final class InstantProvider implements SmsProvider {
    @Override
    public ProviderDescriptor descriptor() {
      return ProviderDescriptor.of("instant", "Instant", URI.create("https://example.org/"))
          .contents(ContentType.TEXT)
          .recipient(PhoneNumber.class)
          .build();
    }

    @Override
    public SmsConnection connect(ConnectionContext context) {
      SendOutcome outcome = new SendOutcome.Accepted("1", List.of(), Map.of());
      return new SmsConnection() {
        @Override
        public SendOutcome send(SendRequest request) {
          return outcome;
        }
      };
    }
  }
}
