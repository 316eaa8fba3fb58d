package io.patchbay.benchmarks;

import io.patchbay.benchmarks.SendWorker.Turn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Compares what a send costs over the WhatsApp provider, over bare OkHttp with the same body and
 * over Retrofit with its own Gson converter. Each has a process of its own that lives throughout;
 * one server, in another, answers all. They take turns of half a second, so that whatever else the
 * machine does hits them alike. What is printed are medians, those of the ratios within a round.
 *
 * <p>The argument is the number of rounds at each load, 31 without it.
 */
public final class SendComparison {
  private static final List<String> CLIENTS = List.of("patchbay", "okhttp", "retrofit-gson");
  private static final int TURN = 500;

  /** So many seconds at each load before anything counts, for the compiler. */
  private static final int WARM_UP = 5;

  private SendComparison() {}

  private record Load(int delay, int inFlight) {}

  /** Measures and prints the table. */
  public static void main(String[] arguments) throws IOException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 31;
    System.out.println(
        "| answered after | in flight | messages a second: provider, OkHttp, Retrofit | provider :"
            + " OkHttp | CPU a message | provider : OkHttp | allocated a message |");
    System.out.println("|---|---|---|---|---|---|---|");
    try (LoopbackServer server = LoopbackServer.start();
        SendWorker provider = SendWorker.start(CLIENTS.get(0), server.url());
        SendWorker okhttp = SendWorker.start(CLIENTS.get(1), server.url());
        SendWorker retrofit = SendWorker.start(CLIENTS.get(2), server.url())) {
      List<SendWorker> workers = List.of(provider, okhttp, retrofit);
      for (int delay : new int[] {0, 50}) {
        for (int inFlight : new int[] {1, 32, 256}) {
          Load load = new Load(delay, inFlight);
          rounds(workers, load, WARM_UP * 1000 / TURN);
          print(load, rounds(workers, load, rounds));
        }
      }
    }
  }

  /** Whose turn is first changes from round to round. */
  private static List<Map<String, Turn>> rounds(List<SendWorker> workers, Load load, int count)
      throws IOException {
    List<Map<String, Turn>> rounds = new ArrayList<>();
    for (int round = 0; round < count; round++) {
      Map<String, Turn> turns = new LinkedHashMap<>();
      for (int i = 0; i < workers.size(); i++) {
        int next = (round + i) % workers.size();
        turns.put(CLIENTS.get(next), workers.get(next).turn(load.delay, load.inFlight, TURN));
      }
      rounds.add(turns);
    }
    return rounds;
  }

  private static void print(Load load, List<Map<String, Turn>> rounds) {
    System.out.println(
        "| "
            + String.join(
                " | ",
                load.delay == 0 ? "at once" : load.delay + " ms",
                String.valueOf(load.inFlight),
                each(rounds, Turn::perSecond, "%,.0f"),
                ratio(rounds, Turn::perSecond),
                each(rounds, Turn::cpuMicros, "%.0f µs"),
                ratio(rounds, Turn::cpuMicros),
                each(rounds, Turn::kilobytes, "%.1f KB"))
            + " |");
  }

  private static String each(
      List<Map<String, Turn>> rounds, ToDoubleFunction<Turn> figure, String format) {
    List<String> medians = new ArrayList<>();
    for (String client : CLIENTS) {
      double median = median(rounds, turns -> figure.applyAsDouble(turns.get(client)));
      medians.add(String.format(Locale.ROOT, format, median));
    }
    return String.join(", ", medians);
  }

  private static String ratio(List<Map<String, Turn>> rounds, ToDoubleFunction<Turn> figure) {
    double median =
        median(
            rounds,
            turns ->
                figure.applyAsDouble(turns.get(CLIENTS.get(0)))
                    / figure.applyAsDouble(turns.get(CLIENTS.get(1))));
    return String.format(Locale.ROOT, "%.2f", median);
  }

  private static double median(
      List<Map<String, Turn>> rounds, ToDoubleFunction<Map<String, Turn>> figure) {
    double[] values = rounds.stream().mapToDouble(figure).toArray();
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
