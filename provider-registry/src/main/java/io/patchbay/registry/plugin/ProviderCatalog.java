package io.patchbay.registry.plugin;

import io.patchbay.channel.ContentType;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SmsProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The providers that a host has: what was found, and what failed to load, both as values. A
 * provider that is registered explicitly and one that is discovered are equals.
 *
 * <p>Immutable and thread-safe.
 */
public final class ProviderCatalog {
  private final List<Entry> candidates;
  private final List<Problem> loadProblems;
  private final Map<String, Entry> usable;
  private final List<Problem> problems;
  private final List<Problem> notes;

  private ProviderCatalog(List<Entry> candidates, List<Problem> loadProblems, List<Problem> notes) {
    this.candidates = List.copyOf(candidates);
    this.loadProblems = List.copyOf(loadProblems);
    this.notes = List.copyOf(notes);
    Map<String, List<Entry>> byId = new LinkedHashMap<>();
    candidates.forEach(
        entry -> byId.computeIfAbsent(entry.descriptor().id(), id -> new ArrayList<>()).add(entry));
    Map<String, Entry> found = new LinkedHashMap<>();
    List<Problem> all = new ArrayList<>(loadProblems);
    byId.forEach(
        (id, entries) -> {
          if (entries.size() == 1) {
            found.put(id, entries.get(0));
          } else {
            all.add(duplicate(id, entries));
          }
        });
    this.usable = found;
    this.problems = List.copyOf(all);
  }

  private static Problem duplicate(String id, List<Entry> entries) {
    List<String> claims =
        entries.stream()
            .map(entry -> entry.provider().getClass().getName() + " from " + entry.origin())
            .toList();
    return new Problem(
        id,
        entries.get(0).origin(),
        "Provider id '"
            + id
            + "' is claimed by "
            + String.join(" and by ", claims)
            + ": neither is used; remove one of them");
  }

  /**
   * Finds providers through {@link java.util.ServiceLoader}. A broken one becomes a problem and
   * does not harm the others.
   *
   * @param loader the class loader to look in
   */
  public static ProviderCatalog discover(ClassLoader loader) {
    return new ProviderDiscovery(loader).discover();
  }

  /** A catalogue of providers that the host constructed itself. */
  public static ProviderCatalog of(SmsProvider... providers) {
    return of(List.of(providers));
  }

  /** A catalogue of providers that the host constructed itself. */
  public static ProviderCatalog of(Collection<? extends SmsProvider> providers) {
    List<Entry> entries = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (SmsProvider provider : providers) {
      ProviderDiscovery.describe(provider, entries, problems);
    }
    return new ProviderCatalog(entries, problems, List.of());
  }

  static ProviderCatalog of(List<Entry> entries, List<Problem> problems) {
    return new ProviderCatalog(entries, problems, List.of());
  }

  /** The same catalogue with one more note. */
  ProviderCatalog noting(Problem note) {
    List<Problem> more = new ArrayList<>(notes);
    more.add(note);
    return new ProviderCatalog(candidates, loadProblems, more);
  }

  /**
   * Both catalogues together. The same class with the same id in both counts once; two classes with
   * one id are a problem.
   */
  public ProviderCatalog plus(ProviderCatalog other) {
    List<Entry> entries = new ArrayList<>(candidates);
    for (Entry entry : other.candidates) {
      if (candidates.stream().noneMatch(entry::isSameAs)) {
        entries.add(entry);
      }
    }
    Set<Problem> all = new LinkedHashSet<>(loadProblems);
    all.addAll(other.loadProblems);
    Set<Problem> noted = new LinkedHashSet<>(notes);
    noted.addAll(other.notes);
    return new ProviderCatalog(entries, List.copyOf(all), List.copyOf(noted));
  }

  /** Every usable provider, in the order in which they were found. */
  public List<Entry> entries() {
    return List.copyOf(usable.values());
  }

  /** The kinds of content that usable providers carry; several may carry the same one. */
  public List<ContentType> contents() {
    return entries().stream().flatMap(e -> e.descriptor().contents().stream()).toList();
  }

  /** Everything that did not load or is not usable. */
  public List<Problem> problems() {
    return problems;
  }

  /** What is not as it should be with plug-ins that work all the same. */
  public List<Problem> notes() {
    return notes;
  }

  /** The provider with this id. */
  public Optional<Entry> find(String id) {
    return Optional.ofNullable(usable.get(id));
  }

  /** The ids of all usable providers. */
  public List<String> ids() {
    return List.copyOf(usable.keySet());
  }

  /** Names what is there and what failed, for a message about a provider that is not. */
  public String inventory() {
    String known = usable.isEmpty() ? "none" : String.join(", ", usable.keySet());
    if (problems.isEmpty()) {
      return "known providers: " + known;
    }
    List<String> failed =
        problems.stream().map(p -> p.subject() + " (" + p.message() + ")").toList();
    return "known providers: " + known + "; failed to load: " + String.join(", ", failed);
  }

  /**
   * A usable provider.
   *
   * @param provider the provider itself
   * @param descriptor what it declares
   * @param origin the jar or folder that its class came from
   */
  public record Entry(SmsProvider provider, ProviderDescriptor descriptor, String origin) {
    private boolean isSameAs(Entry other) {
      return provider.getClass() == other.provider.getClass()
          && descriptor.id().equals(other.descriptor.id());
    }
  }

  /**
   * A provider that is not usable, or a remark on one that is.
   *
   * @param subject the class, services file, plug-in or provider id that it is about
   * @param origin the jar or folder it came from, as far as known
   * @param message what is wrong
   */
  public record Problem(String subject, String origin, String message) {}
}
