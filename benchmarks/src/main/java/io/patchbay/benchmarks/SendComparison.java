package io.patchbay.benchmarks;

import io.patchbay.benchmarks.SendWorker.Turn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Compares what a send costs over the WhatsApp provider, over bare OkHttp with the same body and
 * over Retrofit with its own Gson converter. Each has a process of its own that lives throughout;
 * one server, in another, answers all. They take turns of half a second, so that whatever else the
 * machine does hits them alike. Messages a second are medians, their ratio the median of the ratios
 * within a round; processor time and bytes are those of all rounds together.
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
                each("%,.0f", client -> median(rounds, turns -> turns.get(client).perSecond())),
                two(median(rounds, SendComparison::ratio)),
                each("%.0f µs", client -> total(rounds, client, Turn::cpuMicros)),
                two(
                    total(rounds, CLIENTS.get(0), Turn::cpuMicros)
                        / total(rounds, CLIENTS.get(1), Turn::cpuMicros)),
                each("%.1f KB", client -> total(rounds, client, Turn::bytes) / 1024))
            + " |");
  }

  private static String each(String format, ToDoubleFunction<String> figure) {
    return CLIENTS.stream()
        .map(client -> String.format(Locale.ROOT, format, figure.applyAsDouble(client)))
        .collect(Collectors.joining(", "));
  }

  private static String two(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }

  private static double ratio(Map<String, Turn> turns) {
    return turns.get(CLIENTS.get(0)).perSecond() / turns.get(CLIENTS.get(1)).perSecond();
  }

  /** What a message took over all rounds. */
  private static double total(
      List<Map<String, Turn>> rounds, String client, ToDoubleFunction<Turn> figure) {
    double sum =
        rounds.stream().mapToDouble(turns -> figure.applyAsDouble(turns.get(client))).sum();
    return sum / rounds.stream().mapToDouble(turns -> turns.get(client).messages()).sum();
  }

  private static double median(
      List<Map<String, Turn>> rounds, ToDoubleFunction<Map<String, Turn>> figure) {
    double[] values = rounds.stream().mapToDouble(figure).sorted().toArray();
    return values[values.length / 2];
  }
}
