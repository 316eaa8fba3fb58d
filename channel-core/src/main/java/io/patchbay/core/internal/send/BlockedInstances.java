package io.patchbay.core.internal.send;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.registry.routing.Lease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which instances are of no use until somebody acts. A block belongs to a connection, so
 * a change of the instance's configuration ends it; a success, a refusal that concerns one message
 * alone, and a good health check do too, and now and then one send is let through as a probe.
 * Thread-safe.
 */
public final class BlockedInstances {
  private static final Logger LOG = LoggerFactory.getLogger(BlockedInstances.class);

  private final Clock clock;
  private final Duration probeInterval;
  private final ConcurrentMap<InstanceId, Block> blocks = new ConcurrentHashMap<>();

  public BlockedInstances(Clock clock, Duration probeInterval) {
    this.clock = clock;
    this.probeInterval = probeInterval;
  }

  private record Block(long generation, SendError cause, Instant since, Instant probeAt) {
    boolean isOf(Lease lease) {
      return generation == lease.generation();
    }

    Block probedAgainAt(Instant when) {
      return new Block(generation, cause, since, when);
    }

    /** Of two blocks of one connection both; of two connections that of the newer one. */
    Block with(Block later) {
      if (generation == later.generation) {
        return new Block(generation, later.cause, since, later.probeAt);
      }
      return generation > later.generation ? this : later;
    }
  }

  /** Why a send must not be tried; empty when it may, be it as a probe. */
  Optional<SendError> refuse(Lease lease) {
    Block block = blocks.get(lease.instance());
    if (block == null || !block.isOf(lease)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (!now.isBefore(block.probeAt())) {
      if (blocks.replace(lease.instance(), block, block.probedAgainAt(now.plus(probeInterval)))) {
        LOG.info("{}: blocked since {}, one send probes it", lease.instance(), block.since());
        return Optional.empty();
      }
    }
    SendError cause = block.cause();
    return Optional.of(
        cause.toBuilder()
            .message(
                lease.instance()
                    + " is blocked since "
                    + block.since()
                    + ", nothing was sent: "
                    + cause.message())
            .build());
  }

  /** Takes note of an outcome; that of a connection which has been replaced changes nothing. */
  void note(Lease lease, SendOutcome outcome) {
    if (outcome.accepted()) {
      unblock(lease, "a send was accepted");
    } else if (outcome instanceof SendOutcome.Rejected rejected) {
      if (blocks(rejected.cause())) {
        block(lease, rejected.cause());
      } else if (provesAccess(rejected.cause())) {
        unblock(lease, "the provider refused a message for a reason of that message alone");
      }
    }
  }

  /**
   * Whether the provider itself has looked at the message, and so let this account in. A refusal
   * without a code may have been made on this side, before any call.
   */
  private static boolean provesAccess(SendError error) {
    return error.code() != null
        && switch (error.scope()) {
          case MESSAGE, RECIPIENT, TEMPLATE -> true;
          case SENDER, CONNECTION, ACCOUNT -> false;
        };
  }

  private static boolean blocks(SendError error) {
    boolean wide = error.scope() == Scope.CONNECTION || error.scope() == Scope.ACCOUNT;
    return wide && error.category().blocksInstance();
  }

  private void block(Lease lease, SendError cause) {
    Instant now = clock.instant();
    Block fresh = new Block(lease.generation(), cause, now, now.plus(probeInterval));
    Block inForce = blocks.merge(lease.instance(), fresh, Block::with);
    if (inForce.equals(fresh)) {
      LOG.warn(
          "{}: blocked, its messages are not sent until this is mended: {}",
          lease.instance(),
          cause.describe());
    }
  }

  /** Ends the block of this very connection, if there is one. */
  public void unblock(Lease lease, String why) {
    if (blocks.isEmpty()) {
      return;
    }
    Block block = blocks.get(lease.instance());
    if (block != null && block.isOf(lease)) {
      blocks.computeIfPresent(lease.instance(), (id, now) -> now.isOf(lease) ? null : now);
      LOG.info("{}: in use again: {}", lease.instance(), why);
    }
  }

  /** Why an instance is blocked. */
  public Optional<SendError> cause(Lease lease) {
    Block block = blocks.get(lease.instance());
    return block != null && block.isOf(lease) ? Optional.of(block.cause()) : Optional.empty();
  }
}
