package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.store.internal.SqlDatabase;
import io.patchbay.store.internal.SqlSession;
import java.lang.reflect.Field;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every statement that runs while messages are sent finds its rows by an index. */
abstract class PlanContract extends StoreRig {
  private static final List<Class<?>> RUN_ALL_THE_TIME =
      List.of(
          Submissions.class,
          Claims.class,
          Conclusions.class,
          Behind.class,
          Statuses.class,
          EarlyStatuses.class,
          Settlements.class,
          Sweeps.class,
          ClockSteps.class,
          Lanes.class,
          Retention.class,
          Persons.class,
          Silence.class,
          Inspection.class,
          Interventions.class,
          Series.class,
          Resumptions.class,
          QueueDepths.class,
          Usages.class);

  /**
   * Whether there is any at all needs no index, nor do senders, which are few; and what people ask
   * for that is about everything is read as it lies there.
   */
  private static final Set<String> READ_ALL =
      Set.of(
          "EarlyStatuses.ANY", "ClockSteps.PAUSED", "Inspection.COUNTS", "Inspection.LAST_HEARD");

  private static final Pattern STATEMENT = Pattern.compile("^(SELECT|UPDATE|DELETE|WITH) .*");

  /** The lines of a statement's plan. */
  abstract List<String> plan(SqlSession session, String statement) throws SQLException;

  /** What a line of a plan says that reads a whole table. */
  abstract Pattern looksThrough();

  private static Map<String, String> statements() throws IllegalAccessException {
    Map<String, String> statements = new TreeMap<>();
    for (Class<?> type : RUN_ALL_THE_TIME) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getType() == String.class) {
          field.setAccessible(true);
          String text = (String) field.get(null);
          String name = type.getSimpleName() + "." + field.getName();
          if (!READ_ALL.contains(name)
              && STATEMENT.matcher(text.lines().findFirst().orElse("")).matches()) {
            statements.put(name, text);
          }
        }
      }
    }
    return statements;
  }

  @Test
  void noStatementLooksThroughATable() throws Exception {
    Map<String, String> statements = statements();
    assertThat(statements).containsKeys("Claims.READY", "Lanes.READY", "Sweeps.DUE", "Behind.SOME");
    List<String> bad = new ArrayList<>();
    try (SqlDatabase database = open(clock)) {
      statements.forEach(
          (name, text) ->
              database.read(session -> plan(session, text)).stream()
                  .filter(line -> looksThrough().matcher(line).find())
                  .forEach(line -> bad.add(name + ": " + line.strip())));
    }

    assertThat(bad).isEmpty();
  }
}
