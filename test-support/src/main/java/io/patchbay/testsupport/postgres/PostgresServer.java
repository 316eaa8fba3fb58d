package io.patchbay.testsupport.postgres;

import io.patchbay.testsupport.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of our own on 127.0.0.1, without a password. {@link #shared} is one for the whole
 * process, to its end; {@link #newSchema} names a schema for each test. A test that stops its
 * server starts one for itself.
 *
 * <p>It does not flush to the disk: it is for tests of what a program does, not for measurements.
 * Thread-safe.
 */
public final class PostgresServer implements AutoCloseable {
  private static final int TRIES = 5;

  private final Path directory;
  private final ServerUser user;
  private final int port;
  private final Thread closer = new Thread(this::close, "postgres-closer");
  private boolean closed;

  private static final class Shared {
    private static final PostgresServer SERVER = start(false);

    private Shared() {}
  }

  private PostgresServer(Path directory, ServerUser user, int port) {
    this.directory = directory;
    this.user = user;
    this.port = port;
  }

  /** The server of this process; the first call starts it. */
  public static PostgresServer shared() {
    return Shared.SERVER;
  }

  /**
   * Starts another one.
   *
   * @param durable whether a commit waits for the disk, as it does in production
   */
  public static PostgresServer start(boolean durable) {
    @Nullable Path directory = null;
    try {
      directory = Files.createTempDirectory("patchbay-postgres");
      return start(directory, ServerUser.within(temporary()), durable);
    } catch (IOException e) {
      if (directory != null) {
        Folders.delete(directory);
      }
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while PostgreSQL was being started", e);
    }
  }

  static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  static PostgresServer start(Path directory, ServerUser user, boolean durable)
      throws IOException, InterruptedException {
    Binaries.open(directory, true);
    directory.toFile().setWritable(true, false);
    Path programs = Files.createDirectory(directory.resolve("programs"));
    Binaries.open(programs, true);
    Binaries.unpackInto(programs);
    PostgresServer server = null;
    for (int tries = 1; server == null; tries++) {
      // Somebody else may take the port before the server does.
      PostgresServer next = new PostgresServer(directory, user, freePort());
      try {
        if (tries == 1) {
          next.initialize(durable);
        }
        next.begin();
        server = next;
      } catch (IOException e) {
        if (tries == TRIES) {
          throw e;
        }
      }
    }
    Runtime.getRuntime().addShutdownHook(server.closer);
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void initialize(boolean durable) throws IOException, InterruptedException {
    user.run(
        program("initdb"),
        "-D",
        data(),
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync");
    if (!durable) {
      user.run("sh", "-c", "echo fsync=off >> \"$0\"/postgresql.conf", data());
    }
  }

  /** Starts it again after {@link #stop}. */
  public void restart() {
    quietly(this::begin);
  }

  /** Stops it at once, as a crash does; {@link #restart} starts it at the same port. */
  public void stop() {
    quietly(() -> user.run(program("pg_ctl"), "-D", data(), "-m", "immediate", "-w", "stop"));
  }

  private void begin() throws IOException, InterruptedException {
    String options =
        "-p "
            + port
            + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c timezone=UTC"
            + " -c max_connections=200 -c log_min_messages=fatal";
    user.run(
        program("pg_ctl"),
        "-D",
        data(),
        "-l",
        data() + "/server.log",
        "-o",
        options,
        "-w",
        "start");
  }

  /** Something that talks to the server's programs. */
  private interface Step {
    void run() throws IOException, InterruptedException;
  }

  private static void quietly(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while PostgreSQL was told something", e);
    }
  }

  private String program(String name) {
    return directory.resolve("programs").resolve("bin").resolve(name).toString();
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** The JDBC URL of its database {@code postgres}, for the user {@code postgres}. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** The name of a schema that nothing uses yet. */
  public static String newSchema() {
    return "test_" + UUID.randomUUID().toString().replace("-", "");
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      user.run(program("pg_ctl"), "-D", data(), "-m", "immediate", "-w", "stop");
    } catch (IOException e) {
      // It was stopped already.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      // What another user wrote only that one can remove.
      user.run("rm", "-rf", data());
    } catch (IOException | InterruptedException e) {
      // Then it stays in the directory for temporary files.
    }
    try {
      Folders.delete(directory);
    } catch (UncheckedIOException e) {
      // As above.
    }
  }
}
