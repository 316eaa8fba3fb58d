package io.patchbay.delivery.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.registry.storage.Database;
import io.patchbay.registry.storage.SqlSession;
import java.lang.reflect.Field;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
          QueueDepths.class,
          Usages.class);
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
          // Whether there is any at all needs no index, nor do senders, which are few.
          boolean few =
              text.equals("SELECT id FROM early_status LIMIT 1")
                  || text.startsWith("UPDATE sender SET paused_until = paused_until -");
          if (!few && STATEMENT.matcher(text.lines().findFirst().orElse("")).matches()) {
            statements.put(type.getSimpleName() + "." + field.getName(), text);
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
    try (Database database = open(clock)) {
      statements.forEach(
          (name, text) ->
              database.read(session -> plan(session, text)).stream()
                  .filter(line -> looksThrough().matcher(line).find())
                  .forEach(line -> bad.add(name + ": " + line.strip())));
    }

    assertThat(bad).isEmpty();
  }
}
