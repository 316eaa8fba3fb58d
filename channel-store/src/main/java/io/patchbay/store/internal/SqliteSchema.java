package io.patchbay.store.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tables of a SQLite file, version by version. They are made by the scripts that Flyway runs on
 * PostgreSQL, so that no table is written down twice. The checksums of those scripts are in every
 * database, so the scripts stay as they are, and what SQLite says differently is replaced here.
 *
 * <p>Immutable and thread-safe.
 *
 * @param version the version of the tables, kept in {@code user_version}
 * @param tables the statements that make an empty file one of that version
 * @param upgrades the statements that make a file of a version one of the next, by the version that
 *     they begin with; a file of a version that is not among them is rejected
 */
public record SqliteSchema(int version, List<String> tables, Map<Integer, List<String>> upgrades) {
  private static final String SERIAL = "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY";

  private static final Pattern KEYED_TABLE =
      Pattern.compile("CREATE TABLE \\w+ \\((?!.*INTEGER PRIMARY KEY).*", Pattern.DOTALL);

  private static final Pattern EVENTS = Pattern.compile("CREATE .* (event|confirmation) \\(.*");

  /** Copies the statements. */
  public SqliteSchema {
    tables = List.copyOf(tables);
    upgrades = Map.copyOf(upgrades);
  }

  /** The first and only version of some tables. */
  static SqliteSchema of(String... tables) {
    return new SqliteSchema(1, List.of(tables), Map.of());
  }

  /** The queue. */
  public static SqliteSchema queue() {
    List<List<String>> versions =
        Stream.of("V1__delivery", "V2__usage", "V4__clock_and_silence", "V5__nothing_sent")
            .map(
                name ->
                    statements(
                        "postgres/" + name,
                        sql -> sql.replace(SERIAL, "INTEGER PRIMARY KEY AUTOINCREMENT")))
            .toList();
    return new SqliteSchema(
        4,
        versions.stream().flatMap(List::stream).toList(),
        Map.of(1, versions.get(1), 2, versions.get(2), 3, versions.get(3)));
  }

  /**
   * What is remembered of people, and received events. An opt-out outlives the program that wrote
   * it: version 1 knew one reporter of each address and not since when it was its person's, so that
   * it counts from the beginning. Version 2 had no windows, version 3 no scopes, version 4 no
   * events.
   */
  public static SqliteSchema people() {
    List<String> first = people("postgres/V3__people_and_events");
    List<String> scopes = people("postgres/V6__scoped_links");
    List<String> missing =
        first.stream()
            .map(sql -> sql.replaceFirst("^CREATE (TABLE|INDEX) ", "CREATE $1 IF NOT EXISTS "))
            .map(sql -> sql.replaceFirst("^INSERT ", "INSERT OR IGNORE "))
            .toList();
    return new SqliteSchema(
        5,
        Stream.of(first, scopes).flatMap(List::stream).toList(),
        Map.of(1, people("sqlite/people-2"), 2, people("sqlite/people-3"), 3, scopes, 4, missing));
  }

  /** Received events in a file of their own. */
  public static SqliteSchema events() {
    return of(
        people("postgres/V3__people_and_events").stream()
            .filter(sql -> EVENTS.matcher(sql.lines().findFirst().orElse("")).matches())
            .toArray(String[]::new));
  }

  private static List<String> people(String script) {
    return statements(
        script,
        sql -> {
          String translated =
              sql.replace(SERIAL, "INTEGER PRIMARY KEY")
                  .replace("BIGINT", "INTEGER")
                  .replace("BYTEA", "BLOB")
                  .replace(
                      "split_part(reporter, '/', 1)",
                      "substr(reporter, 1, instr(reporter, '/') - 1)")
                  .replace("position('/' IN reporter)", "instr(reporter, '/')");
          // A table that is found by its key alone needs no second tree for it.
          return KEYED_TABLE.matcher(translated).matches()
              ? translated + " WITHOUT ROWID"
              : translated;
        });
  }

  private static List<String> statements(String script, UnaryOperator<String> translation) {
    try (InputStream in =
        SqliteSchema.class.getResourceAsStream("/io/patchbay/store/" + script + ".sql")) {
      if (in == null) {
        throw new IllegalStateException("The script " + script + " is missing from the program");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.replaceAll("(?m)^--.*\\R", "").split(";\\s*(\\R|$)"))
          .map(String::strip)
          .filter(sql -> !sql.isEmpty())
          .map(translation)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
