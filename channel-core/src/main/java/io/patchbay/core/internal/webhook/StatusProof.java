package io.patchbay.core.internal.webhook;

import io.patchbay.channel.EventContext;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.registry.routing.ProviderRegistry;
import io.patchbay.registry.routing.WorkspaceRouting;
import io.patchbay.store.inbox.AttemptRecord;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a status can be of the attempt whose reference it echoes: anybody who may call an
 * instance can write any reference. The records of attempts decide; an attempt that none of them
 * knows can only be of an instance that its workspace has or inherits. Thread-safe.
 */
public final class StatusProof {
  private final ProviderRegistry registry;
  private final List<AttemptRecord> records;

  /** A proof from these records, the best first. */
  public StatusProof(ProviderRegistry registry, List<AttemptRecord> records) {
    this.registry = registry;
    this.records = List.copyOf(records);
  }

  /**
   * Whether a status is of an attempt.
   *
   * @param source where the status came from
   */
  boolean proves(StatusUpdate status, MessageRef claimed, EventContext source) {
    boolean related =
        registry
            .routing(claimed.workspace())
            .map(WorkspaceRouting::lineage)
            .filter(lineage -> lineage.contains(source.instance().workspace()))
            .isPresent();
    EventContext claim =
        new EventContext(
            source.instance(),
            related ? claimed.workspace() : source.workspace(),
            Optional.of(claimed),
            source.sender());
    for (AttemptRecord record : records) {
      AttemptRecord.Verdict verdict = verdict(record, status, claim);
      if (verdict != AttemptRecord.Verdict.UNKNOWN) {
        return verdict == AttemptRecord.Verdict.SAME;
      }
    }
    return related;
  }

  /** The attempt of a status that names none; empty when no record knows it. */
  Optional<MessageRef> attempt(StatusUpdate status, EventContext source) {
    return records.stream().flatMap(record -> attempt(record, status, source).stream()).findFirst();
  }

  private static Optional<MessageRef> attempt(
      AttemptRecord record, StatusUpdate status, EventContext source) {
    try {
      return record.attempt(status, source);
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private static AttemptRecord.Verdict verdict(
      AttemptRecord record, StatusUpdate status, EventContext claim) {
    try {
      return record.verdict(status, claim);
    } catch (RuntimeException e) {
      return AttemptRecord.Verdict.UNKNOWN;
    }
  }
}
