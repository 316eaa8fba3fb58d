package io.patchbay.store.internal;

import io.patchbay.store.StorageException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what a failure of PostgreSQL means and what to do, by its SQLSTATE. Stateless. */
public final class PostgresFailure {
  private static final String UNKNOWN = "see the cause; what was written before is kept";

  private PostgresFailure() {}

  /** Classes of what may be over later: the line, a lack of something, a stop, a meeting. */
  private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "57");

  /**
   * A lock that somebody else has had for too long; a host that stood still for too long; a server
   * that only lets read until another one has taken over, or until its disk has room; a disk that
   * fails.
   */
  private static final Set<String> PASSING_STATES = Set.of("55P03", "25P03", "25006", "58030");

  /** Whether the transaction met another one, has been taken back, and may be run again. */
  static boolean metAnother(SQLException failure) {
    String state = state(failure);
    return "40001".equals(state) || "40P01".equals(state);
  }

  /**
   * A failure for people.
   *
   * @param where the database, without a password
   * @param what what could not be done with it
   */
  public static StorageException of(String where, String what, Exception cause) {
    SQLException sql = sql(cause);
    return new StorageException(
        where + " cannot be " + what + ": " + reason(sql == null ? cause : sql),
        sql == null ? UNKNOWN : remedy(sql),
        sql != null && passing(state(sql)),
        cause);
  }

  /**
   * A database that a later version of this program has changed.
   *
   * @param found the version of its tables
   */
  static StorageException later(String where, String found) {
    return new StorageException(
        where
            + " cannot be used: its tables have version "
            + found
            + ", which this program does not"
            + " know",
        "run the version of Patchbay that made them, or a later one; nothing was changed",
        false,
        new IllegalStateException("tables of version " + found));
  }

  /** Without a state nobody was reached who would give one. */
  private static boolean passing(@Nullable String state) {
    return state == null
        || state.length() < 2
        || PASSING_CLASSES.contains(state.substring(0, 2))
        || PASSING_STATES.contains(state);
  }

  /** The first line: what follows is the statement's place or a detail with values from rows. */
  private static String reason(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    int end = message.indexOf('\n');
    return (end < 0 ? message : message.substring(0, end)).strip();
  }

  /** The innermost one: pool and migrations wrap what the driver says. */
  private static @Nullable SQLException sql(Throwable failure) {
    SQLException found = null;
    Throwable at = failure;
    for (int depth = 0; at != null && depth < 10; depth++) {
      if (at instanceof SQLException one) {
        found = one;
      }
      at = at.getCause();
    }
    return found;
  }

  private static @Nullable String state(SQLException failure) {
    SQLException next = failure;
    while (next.getSQLState() == null && next.getNextException() != null) {
      next = next.getNextException();
    }
    return next.getSQLState();
  }

  /** The driver gives all failures to connect the same states, and translates its messages. */
  private static String remedy(SQLException failure) {
    String state = state(failure);
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof CertificateException) {
        return "see that the host in the URL is the one in the database's certificate, and that"
            + " sslrootcert names the authority that issued it";
      }
    }
    String message = String.valueOf(failure.getMessage());
    boolean tls = message.contains("SSL") || message.contains("hostnameverifier");
    if ("08004".equals(state)) {
      return tls
          ? "switch TLS on in the database (ssl = on in postgresql.conf), or, for a network that"
              + " you trust, set sslmode=disable in the URL"
          : "set user and password as pg_hba.conf of the database demands them";
    }
    return tls && "08006".equals(state)
        ? "see that the certificate files in the URL (sslrootcert, sslcert, sslkey) exist and can"
            + " be read, and that the database's certificate is valid for its host"
        : byState(state);
  }

  private static String byState(@Nullable String state) {
    if (state == null) {
      return UNKNOWN;
    }
    switch (state) {
      case "3D000" -> {
        return "create this database, or correct its name in the URL";
      }
      case "42501" -> {
        return "grant the user CREATE on the database for the first start, and the tables after it";
      }
      case "25006" -> {
        return "it only lets read: name the primary, for instance with several hosts in the URL and"
            + " targetServerType=primary";
      }
      case "53100" -> {
        return "make room on the disk of the database";
      }
      case "53300" -> {
        return "raise max_connections of the database, or have fewer connections in every host";
      }
      case "57014", "55P03" -> {
        return "a statement waited for too long: look in pg_stat_activity for who holds it up";
      }
      case "57P03" -> {
        return "it is starting or stopping: wait until it is up";
      }
      default -> {
        return byClass(state);
      }
    }
  }

  private static String byClass(String state) {
    return switch (state.substring(0, Math.min(2, state.length()))) {
      case "08", "57" ->
          "see that it runs and can be reached from here; nothing has to be done here once it is"
              + " back";
      case "28" ->
          "correct user and password, or what pg_hba.conf lets in; its hostssl lines demand"
              + " sslmode=require or more in the URL";
      case "53" -> "give the database more of what it lacks";
      case "XX", "58" -> "the database is damaged or its machine is: see its log";
      case "42" -> "the tables are not those of this version: see which version made them";
      default -> UNKNOWN;
    };
  }
}
