package io.patchbay.registry.config;

import io.patchbay.channel.InstanceId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What became of a new configuration.
 *
 * <p>Immutable.
 *
 * @param applied whether it was taken; false when its text is unreadable and all stays as it was
 * @param problems everything wrong in it; a workspace with an error keeps its last good section
 * @param opened the instances that got a new connection
 * @param retired the instances whose old connection is being drained
 * @param files the secret files that it names, with a fingerprint of what each held
 */
public record PublishReport(
    boolean applied,
    List<ConfigurationProblem> problems,
    List<InstanceId> opened,
    List<InstanceId> retired,
    Map<Path, String> files) {
  /** Copies the collections. */
  public PublishReport {
    problems = List.copyOf(problems);
    opened = List.copyOf(opened);
    retired = List.copyOf(retired);
    files = Map.copyOf(files);
  }
}
