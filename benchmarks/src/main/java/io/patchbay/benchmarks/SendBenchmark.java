package io.patchbay.benchmarks;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Messages a second over HTTP/1.1 to a server on the loopback: the WhatsApp provider beside bare
 * OkHttp and beside Retrofit with Gson. Threads are messages in flight. {@link SendComparison} runs
 * it so that the ratios mean something.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 3, time = 1)
public class SendBenchmark {
  /** Where a server already listens; without it one is started. */
  static final String SERVER = "patchbay.benchmarks.server";

  /** Who sends. */
  @Param({"patchbay", "okhttp", "retrofit-gson"})
  public String client = "";

  /** After how many milliseconds the server answers. */
  @Param({"0", "50"})
  public int delay;

  private @Nullable LoopbackServer server;
  private SendingClient sending;

  /** Starts the server and opens the client. */
  @Setup
  public void open() throws IOException {
    String url = System.getProperty(SERVER);
    if (url == null) {
      server = LoopbackServer.start();
      url = server.url();
    }
    sending = SendingClient.of(client, url + delay + "/");
  }

  /** Closes both. */
  @TearDown
  public void close() {
    sending.close();
    if (server != null) {
      server.close();
    }
  }

  /** One message. */
  @Benchmark
  public Object send() throws IOException {
    return sending.send();
  }
}
