package io.patchbay.registry.internal.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * The text of a configuration that was taken, whoever published it, so that it can be read again
 * when only a secret changes. Immutable and thread-safe.
 *
 * @param text the whole configuration
 * @param directory where relative paths of secret files start
 * @param files the secret files that it names, with fingerprints of what they held
 */
public record Source(String text, Path directory, Map<Path, String> files) {

  /** Whether a secret file holds something else now. Reads the files. */
  public boolean changed() {
    return files.entrySet().stream()
        .anyMatch(secret -> !Fingerprint.of(secret.getKey()).equals(secret.getValue()));
  }

  /** The text may hold a secret. */
  @Override
  public String toString() {
    return "Source[" + directory + ", " + files.keySet() + "]";
  }
}
