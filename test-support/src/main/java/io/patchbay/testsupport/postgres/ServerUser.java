package io.patchbay.testsupport.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * As whom the server runs. PostgreSQL refuses to run as root; a build that does lends it another
 * name, by whichever way the machine allows.
 *
 * @param prefix what stands before every command; empty when no other user is needed
 */
record ServerUser(List<String> prefix) {
  /** Each was seen to be forbidden or missing in some container. */
  private static final List<List<String>> WAYS =
      List.of(
          List.of("unshare", "-U"),
          List.of("setpriv", "--reuid=nobody", "--regid=65534", "--clear-groups"),
          List.of("runuser", "-u", "nobody", "--"),
          List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"),
          List.of("runuser", "-u", "postgres", "--"));

  ServerUser {
    prefix = List.copyOf(prefix);
  }

  /** Somebody who is not root and can make directories in this one. */
  static ServerUser within(Path directory) throws IOException, InterruptedException {
    return within(directory, WAYS);
  }

  static ServerUser within(Path directory, List<List<String>> ways)
      throws IOException, InterruptedException {
    ServerUser self = new ServerUser(List.of());
    if (!System.getProperty("user.name").equals("root") || self.fits(directory)) {
      return self;
    }
    for (List<String> way : ways) {
      ServerUser other = new ServerUser(way);
      if (other.fits(directory)) {
        return other;
      }
    }
    throw new IOException(
        "PostgreSQL does not run as root, and no way leads to another user who can write "
            + directory
            + "; tried: "
            + ways
            + ". Run the build as another user, or allow one of these");
  }

  private boolean fits(Path directory) throws InterruptedException {
    try {
      String check = "test \"$(id -u)\" -ne 0 && id -un && test -w \"$0\"";
      run("sh", "-c", check, directory.toString());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs a command to its end. */
  void run(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(List.of(command));
    // Not a pipe: a server that goes on running would keep it open.
    Path output = Files.createTempFile("patchbay-postgres", ".out");
    try {
      Process process =
          new ProcessBuilder(all)
              .directory(PostgresServer.temporary().toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(all + " does not end");
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            all + " ended with " + process.exitValue() + ": " + Files.readString(output).strip());
      }
    } finally {
      Files.delete(output);
    }
  }
}
