package io.patchbay.registry.channel;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.registry.Lease;
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
 * a change of the instance's configuration ends it; a success and a good health check do too, and
 * now and then one send is let through as a probe. Thread-safe.
 */
final class BlockedInstances {
  private static final Logger LOG = LoggerFactory.getLogger(BlockedInstances.class);

  private final Clock clock;
  private final Duration probeInterval;
  private final ConcurrentMap<InstanceId, Block> blocks = new ConcurrentHashMap<>();

  BlockedInstances(Clock clock, Duration probeInterval) {
    this.clock = clock;
    this.probeInterval = probeInterval;
  }

  private record Block(SmsConnection connection, SendError cause, Instant since, Instant probeAt) {}

  /** Why a send must not be tried; empty when it may, be it as a probe. */
  Optional<SendError> refuse(Lease lease) {
    Block block = blocks.get(lease.instance());
    if (block == null || block.connection() != lease.connection()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (!now.isBefore(block.probeAt())) {
      Block next =
          new Block(block.connection(), block.cause(), block.since(), now.plus(probeInterval));
      if (blocks.replace(lease.instance(), block, next)) {
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

  void note(Lease lease, SendOutcome outcome) {
    if (outcome.accepted()) {
      unblock(lease.instance(), "a send was accepted");
    } else if (outcome instanceof SendOutcome.Rejected rejected && blocks(rejected.cause())) {
      block(lease, rejected.cause());
    }
  }

  private static boolean blocks(SendError error) {
    boolean wide = error.scope() == Scope.CONNECTION || error.scope() == Scope.ACCOUNT;
    return wide && error.category().blocksInstance();
  }

  private void block(Lease lease, SendError cause) {
    Instant now = clock.instant();
    Block old = blocks.get(lease.instance());
    if (old != null && old.connection() == lease.connection()) {
      blocks.put(
          lease.instance(),
          new Block(old.connection(), cause, old.since(), now.plus(probeInterval)));
    } else {
      blocks.put(
          lease.instance(), new Block(lease.connection(), cause, now, now.plus(probeInterval)));
      LOG.warn(
          "{}: blocked, its messages are not sent until this is mended: {}",
          lease.instance(),
          cause.describe());
    }
  }

  void unblock(InstanceId instance, String why) {
    if (!blocks.isEmpty() && blocks.remove(instance) != null) {
      LOG.info("{}: in use again: {}", instance, why);
    }
  }

  /** Why an instance is blocked. */
  Optional<SendError> cause(Lease lease) {
    Block block = blocks.get(lease.instance());
    return block != null && block.connection() == lease.connection()
        ? Optional.of(block.cause())
        : Optional.empty();
  }
}
