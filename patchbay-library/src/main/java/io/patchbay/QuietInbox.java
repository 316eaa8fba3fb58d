package io.patchbay;

import io.patchbay.channel.Address;
import io.patchbay.store.inbox.Claim;
import io.patchbay.store.inbox.EventKey;
import io.patchbay.store.inbox.EventStore;
import io.patchbay.store.inbox.PendingEvent;
import io.patchbay.store.inbox.ReceivedEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The inbox of other hosts, for a process that receives nothing: it shows and erases what they have
 * received and leaves it to them to tell of it. Thread-safe.
 */
final class QuietInbox implements EventStore {
  private final EventStore inbox;

  QuietInbox(EventStore inbox) {
    this.inbox = inbox;
  }

  /** Otherwise events would be told here, where nobody listens, and count as told. */
  @Override
  public boolean durable() {
    return false;
  }

  @Override
  public void save(List<ReceivedEvent> events) {
    throw new UnsupportedOperationException("This process receives nothing");
  }

  @Override
  public Claim claim(EventKey event, String listener) {
    return Claim.refused(Claim.State.BUSY);
  }

  @Override
  public void confirm(EventKey event, String listener) {}

  @Override
  public void release(EventKey event, String listener, long token) {}

  @Override
  public List<PendingEvent> due(int most) {
    return List.of();
  }

  @Override
  public void postpone(EventKey event, Duration wait) {}

  @Override
  public void finish(EventKey event) {}

  @Override
  public List<String> about(Collection<? extends Address> person) {
    return inbox.about(person);
  }

  @Override
  public List<String> about(Collection<? extends Address> person, String workspace) {
    return inbox.about(person, workspace);
  }

  @Override
  public Set<String> workspaces(Collection<? extends Address> person) {
    return inbox.workspaces(person);
  }

  @Override
  public int erase(Collection<? extends Address> person) {
    return inbox.erase(person);
  }

  @Override
  public int erase(Collection<? extends Address> person, String workspace) {
    return inbox.erase(person, workspace);
  }

  @Override
  public void close() {
    inbox.close();
  }
}
