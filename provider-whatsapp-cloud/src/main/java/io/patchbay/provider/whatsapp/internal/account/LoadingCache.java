package io.patchbay.provider.whatsapp.internal.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Values that are costly to get, kept for a while: bounded, the least recently used go first. Many
 * who ask for the same at once cause one fetch, on the first one's thread; the others wait for it
 * and share its failure. Failures are not kept.
 *
 * <p>Thread-safe. The lock guards the map only, never a fetch or the clock.
 */
public final class LoadingCache<K, V> {
  private final Object lock = new Object();
  private final Map<K, CompletableFuture<Kept<V>>> kept;
  private final Duration life;
  private final Clock clock;

  public LoadingCache(int most, Duration life, Clock clock) {
    this.life = life;
    this.clock = clock;
    this.kept =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, CompletableFuture<Kept<V>>> eldest) {
            return size() > most;
          }
        };
  }

  /**
   * The value, from memory or fetched.
   *
   * @param wait how long to wait for somebody else's fetch
   * @throws TimeoutException when that took longer
   * @throws InterruptedException when the thread was interrupted while waiting
   */
  public Kept<V> get(K key, Duration wait, Supplier<V> fetch)
      throws TimeoutException, InterruptedException {
    CompletableFuture<Kept<V>> ours = new CompletableFuture<>();
    CompletableFuture<Kept<V>> theirs;
    // A clock is foreign code: it is not asked under the lock.
    Instant now = clock.instant();
    synchronized (lock) {
      CompletableFuture<Kept<V>> present = kept.get(key);
      theirs = present == null || expired(present, now) ? null : present;
      if (theirs == null) {
        kept.put(key, ours);
      }
    }
    return theirs == null ? fetch(key, ours, fetch) : await(theirs, wait);
  }

  private boolean expired(CompletableFuture<Kept<V>> future, Instant now) {
    return future.isDone()
        && (future.isCompletedExceptionally() || !now.isBefore(future.join().at().plus(life)));
  }

  private Kept<V> fetch(K key, CompletableFuture<Kept<V>> ours, Supplier<V> fetch) {
    try {
      Kept<V> value = new Kept<>(fetch.get(), clock.instant());
      ours.complete(value);
      return value;
    } catch (RuntimeException | Error e) {
      forget(key, ours);
      ours.completeExceptionally(e);
      throw e;
    }
  }

  private Kept<V> await(CompletableFuture<Kept<V>> theirs, Duration wait)
      throws TimeoutException, InterruptedException {
    try {
      return theirs.get(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("A fetch that others waited for failed", e.getCause());
    }
  }

  private void forget(K key, CompletableFuture<Kept<V>> future) {
    synchronized (lock) {
      kept.remove(key, future);
    }
  }

  /** Forgets a value, so that the next who asks fetches it anew. */
  public void forget(K key) {
    synchronized (lock) {
      kept.remove(key);
    }
  }

  /** Forgets a value unless it has been replaced in the meantime. */
  public void forget(K key, Kept<V> value) {
    synchronized (lock) {
      CompletableFuture<Kept<V>> present = kept.get(key);
      if (present != null
          && present.isDone()
          && !present.isCompletedExceptionally()
          && present.join().equals(value)) {
        kept.remove(key);
      }
    }
  }

  /** Forgets whatever matches. */
  public void forgetIf(Predicate<? super V> test) {
    synchronized (lock) {
      kept.values()
          .removeIf(
              future ->
                  future.isDone()
                      && !future.isCompletedExceptionally()
                      && test.test(future.join().value()));
    }
  }

  /** How many are kept, for tests. */
  public int size() {
    synchronized (lock) {
      return kept.size();
    }
  }

  /**
   * A value and since when it is known.
   *
   * @param at when it had been fetched
   */
  public record Kept<V>(V value, Instant at) {}
}
