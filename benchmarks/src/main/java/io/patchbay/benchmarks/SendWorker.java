package io.patchbay.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A process that sends with one client whenever it is told to, and says what it took: {@link
 * SendComparison} lets several take turns.
 */
final class SendWorker implements AutoCloseable {
  /** The threads stay, because what a thread allocated is forgotten when it ends. */
  private static final int MOST_IN_FLIGHT = 256;

  private final Process process;
  private final PrintWriter orders;
  private final BufferedReader answers;

  private SendWorker(Process process) {
    this.process = process;
    this.orders =
        new PrintWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * What a turn took.
   *
   * @param cpuMicros processor time of the whole process, in steps of 10 ms
   * @param bytes allocated by all its threads but the one that measures, which sends nothing
   */
  record Turn(double messages, double seconds, double cpuMicros, double bytes) {
    double perSecond() {
      return messages / seconds;
    }
  }

  static SendWorker start(String client, String server) throws IOException {
    return new SendWorker(
        new ProcessBuilder(
                List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "-Xms512m",
                    "-Xmx512m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    SendWorker.class.getName(),
                    client,
                    server))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** Sends for a while with so many messages in flight. */
  Turn turn(int delay, int inFlight, int milliseconds) throws IOException {
    orders.println(delay + " " + inFlight + " " + milliseconds);
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("The worker has ended");
    }
    String[] parts = answer.split(" ");
    return new Turn(
        Double.parseDouble(parts[0]),
        Double.parseDouble(parts[1]) / 1e9,
        Double.parseDouble(parts[2]) / 1e3,
        Double.parseDouble(parts[3]));
  }

  @Override
  public void close() {
    process.destroy();
  }

  /** Serves orders, each a line of delay, messages in flight and milliseconds. */
  public static void main(String[] arguments) throws Exception {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    ExecutorService threads = Executors.newFixedThreadPool(MOST_IN_FLIGHT);
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (SendingClient atOnce = SendingClient.of(arguments[0], arguments[1] + "0/");
        SendingClient later = SendingClient.of(arguments[0], arguments[1] + "50/")) {
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        String[] parts = order.split(" ");
        SendingClient client = parts[0].equals("0") ? atOnce : later;
        Map<Long, Long> allocated = allocated();
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        long end = start + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(parts[2]));
        long messages = send(threads, client, Integer.parseInt(parts[1]), end);
        System.out.println(
            messages
                + " "
                + (System.nanoTime() - start)
                + " "
                + (system.getProcessCpuTime() - cpu)
                + " "
                + since(allocated));
      }
    }
    threads.shutdownNow();
  }

  private static long send(ExecutorService threads, SendingClient client, int inFlight, long end)
      throws Exception {
    Callable<Long> sending =
        () -> {
          long messages = 0;
          do {
            client.send();
            messages++;
          } while (System.nanoTime() - end < 0);
          return messages;
        };
    List<Future<Long>> sent = new ArrayList<>();
    for (int i = 0; i < inFlight; i++) {
      sent.add(threads.submit(sending));
    }
    long messages = 0;
    for (Future<Long> one : sent) {
      messages += one.get();
    }
    return messages;
  }

  /** Bytes by thread. */
  private static Map<Long, Long> allocated() {
    ThreadMXBean beans = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] threads = beans.getAllThreadIds();
    long[] bytes = beans.getThreadAllocatedBytes(threads);
    Map<Long, Long> allocated = new HashMap<>();
    for (int i = 0; i < threads.length; i++) {
      allocated.put(threads[i], Math.max(0, bytes[i]));
    }
    return allocated;
  }

  /** What the threads that still live have allocated since then, but for this one. */
  private static long since(Map<Long, Long> before) {
    Map<Long, Long> now = allocated();
    now.remove(Thread.currentThread().getId());
    long sum = 0;
    for (Map.Entry<Long, Long> thread : now.entrySet()) {
      sum += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
    }
    return sum;
  }
}
