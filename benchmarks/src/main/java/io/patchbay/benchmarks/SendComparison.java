package io.patchbay.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs {@link SendBenchmark} in rounds: in each, all clients take their turn at each load, one
 * right after the other and each in a fresh process, against one server that stays. The ratios are
 * of one round; what is printed is their median. What else the machine does then hits all alike.
 *
 * <p>The argument is the number of rounds; five without it.
 */
public final class SendComparison {
  private static final List<String> CLIENTS = List.of("patchbay", "okhttp", "retrofit-gson");
  private static final int[] IN_FLIGHT = {1, 32, 256};
  private static final int[] DELAYS = {0, 50};

  private SendComparison() {}

  private record Load(int delay, int inFlight) {}

  private record Figures(double perSecond, double cpuMicros, double kilobytes) {}

  /** Measures and prints the table. */
  public static void main(String[] arguments) throws IOException, RunnerException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    Map<Load, List<Map<String, Figures>>> all = new LinkedHashMap<>();
    try (LoopbackServer server = LoopbackServer.start()) {
      for (int round = 0; round < rounds; round++) {
        for (int delay : DELAYS) {
          for (int inFlight : IN_FLIGHT) {
            Load load = new Load(delay, inFlight);
            Map<String, Figures> figures = round(server, load, round);
            System.err.println("round " + (round + 1) + " " + load + " " + figures);
            all.computeIfAbsent(load, key -> new ArrayList<>()).add(figures);
          }
        }
      }
    }
    print(all);
  }

  private static Map<String, Figures> round(LoopbackServer server, Load load, int round)
      throws RunnerException {
    List<String> order = new ArrayList<>(CLIENTS);
    Collections.rotate(order, round);
    Map<String, Figures> figures = new LinkedHashMap<>();
    for (String client : order) {
      figures.put(client, run(server, client, load));
    }
    return figures;
  }

  private static Figures run(LoopbackServer server, String client, Load load)
      throws RunnerException {
    RunResult result =
        new Runner(
                new OptionsBuilder()
                    .include("^" + SendBenchmark.class.getName() + "\\.send$")
                    .param("client", client)
                    .param("delay", String.valueOf(load.delay))
                    .threads(load.inFlight)
                    .jvmArgsAppend("-Xmx512m", "-D" + SendBenchmark.SERVER + "=" + server.url())
                    .addProfiler(GCProfiler.class)
                    .addProfiler(CpuProfiler.class)
                    .verbosity(VerboseMode.SILENT)
                    .shouldFailOnError(true)
                    .build())
            .runSingle();
    Map<String, ? extends Result<?>> more = secondary(result);
    return new Figures(
        result.getPrimaryResult().getScore(),
        score(more, CpuProfiler.LABEL) / 1000,
        score(more, "gc.alloc.rate.norm") / 1024);
  }

  @SuppressWarnings("unchecked") // JMH declares raw results.
  private static Map<String, ? extends Result<?>> secondary(RunResult result) {
    return (Map<String, ? extends Result<?>>) (Map<?, ?>) result.getSecondaryResults();
  }

  private static double score(Map<String, ? extends Result<?>> results, String label) {
    return results.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(label))
        .findFirst()
        .orElseThrow()
        .getValue()
        .getScore();
  }

  private static void print(Map<Load, List<Map<String, Figures>>> all) {
    System.out.println(
        "| answered after | in flight | messages/s: provider, OkHttp, Retrofit | provider : OkHttp |"
            + " CPU a message | provider : OkHttp | allocated a message |");
    System.out.println("|---|---|---|---|---|---|---|");
    all.forEach(
        (load, rounds) ->
            System.out.println(
                "| "
                    + load.delay
                    + " ms | "
                    + load.inFlight
                    + " | "
                    + each(rounds, Figures::perSecond, "%,.0f")
                    + " | "
                    + ratio(rounds, Figures::perSecond)
                    + " | "
                    + each(rounds, Figures::cpuMicros, "%.0f µs")
                    + " | "
                    + ratio(rounds, Figures::cpuMicros)
                    + " | "
                    + each(rounds, Figures::kilobytes, "%.1f KB")
                    + " |"));
  }

  private static String each(
      List<Map<String, Figures>> rounds, ToDoubleFunction<Figures> figure, String format) {
    List<String> medians = new ArrayList<>();
    for (String client : CLIENTS) {
      double median =
          median(
              rounds.stream()
                  .mapToDouble(round -> figure.applyAsDouble(round.get(client)))
                  .toArray());
      medians.add(String.format(Locale.ROOT, format, median));
    }
    return String.join(", ", medians);
  }

  private static String ratio(List<Map<String, Figures>> rounds, ToDoubleFunction<Figures> figure) {
    double[] ratios =
        rounds.stream()
            .mapToDouble(
                round ->
                    figure.applyAsDouble(round.get("patchbay"))
                        / figure.applyAsDouble(round.get("okhttp")))
            .toArray();
    return String.format(Locale.ROOT, "%.2f", median(ratios));
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
