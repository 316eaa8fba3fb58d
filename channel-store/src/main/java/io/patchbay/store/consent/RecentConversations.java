package io.patchbay.store.consent;

import io.patchbay.channel.Address;
import io.patchbay.store.internal.AddressKey;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The windows of this process, in memory: the people who wrote last, up to a number of them. Who is
 * not among them is not known, and neither is anybody after a restart. Thread-safe.
 */
public final class RecentConversations implements ConversationWindows {
  /** How many addresses are remembered unless told otherwise: about 20 MB. */
  public static final int MOST = 100_000;

  private record Heard(String sender, String address) {}

  private final Object lock = new Object();
  private final Map<Heard, Instant> heard;

  /** The windows of {@link #MOST} addresses. */
  public RecentConversations() {
    this(MOST);
  }

  /**
   * The windows of as many addresses as given.
   *
   * @param most how many; 0 remembers nobody, so that every window is unknown
   */
  public RecentConversations(int most) {
    this.heard =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Heard, Instant> eldest) {
            return size() > most;
          }
        };
  }

  @Override
  public void heard(String sender, Collection<? extends Address> person, Instant at) {
    synchronized (lock) {
      for (String key : AddressKey.of(person)) {
        heard.merge(new Heard(sender, key), at, (old, now) -> now.isAfter(old) ? now : old);
      }
    }
  }

  @Override
  public Optional<Instant> lastHeard(String sender, Collection<? extends Address> person) {
    Instant last = null;
    synchronized (lock) {
      if (heard.isEmpty()) {
        return Optional.empty();
      }
      for (Address address : person) {
        Instant at = heard.get(new Heard(sender, AddressKey.of(address)));
        if (at != null && (last == null || at.isAfter(last))) {
          last = at;
        }
      }
    }
    return Optional.ofNullable(last);
  }

  @Override
  public Map<String, Instant> all(Collection<? extends Address> person) {
    Collection<String> keys = AddressKey.of(person);
    Map<String, Instant> found = new TreeMap<>();
    synchronized (lock) {
      heard.forEach(
          (who, at) -> {
            if (keys.contains(who.address())) {
              found.merge(who.sender(), at, (old, now) -> now.isAfter(old) ? now : old);
            }
          });
    }
    return found;
  }

  @Override
  public int erase(Collection<? extends Address> person) {
    Collection<String> keys = AddressKey.of(person);
    synchronized (lock) {
      int before = heard.size();
      heard.keySet().removeIf(who -> keys.contains(who.address()));
      return before - heard.size();
    }
  }

  @Override
  public int erase(String sender, Collection<? extends Address> person) {
    int erased = 0;
    synchronized (lock) {
      for (String key : AddressKey.of(person)) {
        if (heard.remove(new Heard(sender, key)) != null) {
          erased++;
        }
      }
    }
    return erased;
  }
}
