package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.patchbay.channel.Category;
import io.patchbay.delivery.metrics.DeliveryMetrics;
import io.patchbay.delivery.store.Conclusion;
import io.patchbay.delivery.store.QueueDepth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page of metrics and the rules beside it say what a scraper sees. The page's list of alerts is
 * written from the rules: run this with {@code -Dpatchbay.docs.write=true}.
 */
class AlertsPageTest {
  private static final Path PAGE = Path.of("../docs/alerts.md");
  private static final Path RULES = Path.of("../docs/alerts.yml");
  private static final Path TRIALS = Path.of("../docs/alerts-test.yml");
  private static final Pattern TRIAL =
      Pattern.compile(
          "ALERTS\\{alertname=\"(\\w+)\", alertstate=\"firing\"}\\)\n"
              + " +eval_time: \\d+m\n +exp_samples: (.*)");
  private static final String ALERTS = "<!-- alerts -->\n";
  private static final Pattern ROW =
      Pattern.compile("\\| `(patchbay\\.[a-z.]+)` \\| `([a-z_]+)` \\|([^|]*)\\| .+ \\|");
  private static final Pattern SERIES = Pattern.compile("(?m)^(patchbay_[a-z_]+)(?:\\{([^}]*)})? ");
  private static final Pattern USED = Pattern.compile("(patchbay_[a-z_]+)(?:\\{([^}]*)})?");
  private static final Pattern LABEL = Pattern.compile("([a-z]+)=~?\"([^\"]*)\"");
  private static final Pattern GROUPED = Pattern.compile("by \\(([a-z, ]+)\\)");

  @TempDir Path directory;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private Map<String, Set<String>> scraped = Map.of();

  @BeforeEach
  void runABusyDay() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE);
        DeliveryMetrics metrics = new DeliveryMetrics(desk.store, Duration.ofMillis(5))) {
      metrics.bindTo(registry);
      BusyDay.on(desk, desk.start());
      Desk.await(
          () ->
              !registry.find("patchbay.delivery.limit.used").gauges().isEmpty()
                  && !registry.find("patchbay.delivery.senders.held").gauges().isEmpty(),
          () -> "the gauges are not there: " + registry.scrape());
      scraped = series(registry.scrape());
    }
  }

  /** With what the server counts besides; a test of the host scrapes that. */
  private Map<String, Set<String>> everySeries() {
    Map<String, Set<String>> every = new TreeMap<>(scraped);
    every.put("patchbay_http_refused_total", Set.of("reason"));
    every.put("patchbay_webhook_unclaimed_total", Set.of());
    return every;
  }

  @AfterEach
  void close() {
    registry.close();
  }

  /** Labels by the name of a series. */
  private static Map<String, Set<String>> series(String text) {
    Map<String, Set<String>> series = new TreeMap<>();
    Matcher matcher = SERIES.matcher(text);
    while (matcher.find()) {
      Set<String> labels = series.computeIfAbsent(matcher.group(1), name -> new TreeSet<>());
      String said = matcher.group(2) == null ? "" : matcher.group(2);
      Matcher label = LABEL.matcher(said);
      while (label.find()) {
        labels.add(label.group(1));
      }
    }
    return series;
  }

  private static Set<String> tags(MeterRegistry registry, String name) {
    Set<String> tags = new TreeSet<>();
    registry
        .find(name)
        .meters()
        .forEach(meter -> meter.getId().getTags().stream().map(Tag::getKey).forEach(tags::add));
    return tags;
  }

  private static Set<String> words(String cell) {
    Set<String> words = new TreeSet<>();
    Matcher word = Pattern.compile("`([a-z]+)`").matcher(cell);
    while (word.find()) {
      words.add(word.group(1));
    }
    return words;
  }

  @Test
  void thePageNamesEveryMeterWithItsLabelsAndNoOther() throws IOException {
    Map<String, Set<String>> described = new TreeMap<>();
    Set<String> names = new TreeSet<>();
    Matcher row = ROW.matcher(Files.readString(PAGE));
    while (row.find()) {
      String scrapedName = row.group(2);
      described.put(row.group(1), words(row.group(3)));
      boolean timer = scraped.containsKey(scrapedName + "_bucket");
      names.add(timer ? scrapedName + "_bucket" : scrapedName);
    }

    Map<String, Set<String>> there = new TreeMap<>();
    registry
        .getMeters()
        .forEach(
            meter -> there.put(meter.getId().getName(), tags(registry, meter.getId().getName())));
    assertThat(described).isEqualTo(there);
    assertThat(names)
        .isEqualTo(
            new TreeSet<>(
                scraped.keySet().stream()
                    .filter(name -> !name.matches(".*_(count|sum|max)"))
                    .toList()));
  }

  @Test
  void theRulesUseNothingButWhatIsScraped() throws IOException {
    Set<String> words = new TreeSet<>();
    Stream.of(QueueDepth.Place.values(), Conclusion.Outcome.values(), Category.values())
        .flatMap(Arrays::stream)
        .map(one -> ((Enum<?>) one).name().toLowerCase(Locale.ROOT))
        .forEach(words::add);
    words.addAll(List.of("no_key", "wrong_key", "webhook", "unknown_webhook"));
    List<String> wrong = new ArrayList<>();
    int used = 0;
    for (Map.Entry<String, Rule> rule : rules().entrySet()) {
      String expression = rule.getValue().expression();
      Set<String> labels = new TreeSet<>(Set.of("le"));
      Matcher series = USED.matcher(expression);
      while (series.find()) {
        used++;
        Set<String> known = everySeries().get(series.group(1));
        if (known == null) {
          wrong.add(rule.getKey() + ": there is no " + series.group(1));
          continue;
        }
        labels.addAll(known);
        Matcher label = LABEL.matcher(series.group(2) == null ? "" : series.group(2));
        while (label.find()) {
          if (!known.contains(label.group(1))
              || !words.containsAll(List.of(label.group(2).split("\\|", -1)))) {
            wrong.add(rule.getKey() + ": " + series.group(1) + " has no " + label.group());
          }
        }
      }
      Matcher grouped = GROUPED.matcher(expression);
      while (grouped.find()) {
        for (String label : grouped.group(1).split(", ", -1)) {
          if (!labels.contains(label)) {
            wrong.add(rule.getKey() + ": nothing has the label " + label);
          }
        }
      }
      assertThat(expression.chars().filter(c -> c == '(').count())
          .as(rule.getKey())
          .isEqualTo(expression.chars().filter(c -> c == ')').count());
    }

    assertThat(wrong).isEmpty();
    assertThat(used).isGreaterThan(rules().size());
  }

  @Test
  void thePageHasEveryAlert() throws IOException {
    String page = Files.readString(PAGE);
    StringBuilder alerts = new StringBuilder();
    rules().forEach((name, rule) -> alerts.append(rule.section(name)));
    String expected = page.substring(0, page.indexOf(ALERTS) + ALERTS.length()) + alerts;
    if (Boolean.getBoolean("patchbay.docs.write")) {
      Files.writeString(PAGE, expected);
    }

    assertThat(PAGE).hasContent(expected);
    assertThat(rules()).hasSizeGreaterThan(10);
  }

  /** Promtool runs them; that each alert is told and not told in them is held here. */
  @Test
  void everyAlertIsTriedBothWays() throws IOException {
    String tests = Files.readString(TRIALS);
    Map<String, Set<Boolean>> tried = new TreeMap<>();
    Matcher trial = TRIAL.matcher(tests);
    int trials = 0;
    while (trial.find()) {
      trials++;
      boolean told = !trial.group(2).equals("[]");
      tried.computeIfAbsent(trial.group(1), name -> new TreeSet<>()).add(told);
    }
    Set<String> series = new TreeSet<>();
    Matcher given = USED.matcher(tests);
    while (given.find()) {
      series.add(given.group(1));
    }

    assertThat(trials).isEqualTo(tests.split("eval_time:", -1).length - 1);
    assertThat(tried.keySet()).isEqualTo(rules().keySet());
    tried.forEach((name, both) -> assertThat(both).as(name).containsExactly(false, true));
    assertThat(everySeries().keySet()).containsAll(series);
    assertThat(Files.readString(PAGE)).contains("`promtool test rules docs/alerts-test.yml`");
  }

  private record Rule(String expression, String lasting, String what, String why, String act) {
    String section(String name) {
      return """

      ### %s
      %s

      ```promql
      %s
      ```

      %sWhy: %s

      What to do: %s
      """
          .formatted(
              name,
              what,
              expression,
              lasting.isEmpty() ? "" : "Told when it has lasted for " + lasting + ". ",
              why,
              act);
    }
  }

  /** The file is plain enough to be read line by line. */
  private static Map<String, Rule> rules() throws IOException {
    Map<String, Rule> rules = new LinkedHashMap<>();
    String text = Files.readString(RULES);
    for (String part : text.split("\n      - alert: ", -1)) {
      if (part.startsWith("Patchbay")) {
        String name = part.lines().findFirst().orElseThrow();
        rules.put(
            name,
            new Rule(
                value(part, "expr"),
                value(part, "for"),
                value(part, "summary"),
                value(part, "why"),
                value(part, "do")));
      }
    }
    return rules;
  }

  private static String value(String part, String key) {
    Matcher line = Pattern.compile("(?m)^( +)" + key + ": (.*)$").matcher(part);
    if (!line.find()) {
      return "";
    }
    String value = line.group(2);
    if (value.equals(">-")) {
      Matcher folded = Pattern.compile("(?m)\\G\\n" + line.group(1) + "  (.*)$").matcher(part);
      List<String> lines = new ArrayList<>();
      int from = line.end();
      while (folded.find(from)) {
        lines.add(folded.group(1));
        from = folded.end();
      }
      return String.join(" ", lines);
    }
    boolean quoted = value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
