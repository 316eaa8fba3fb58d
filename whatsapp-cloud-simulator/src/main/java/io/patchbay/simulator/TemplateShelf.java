package io.patchbay.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The templates of the account, in the order in which they came. Thread-safe; {@code lock} guards
 * them. A template that is not here is taken as it comes, unless it was here once or the simulator
 * is strict.
 */
final class TemplateShelf {
  /** A template with its id. */
  record Shelved(String id, SimulatedTemplate template) {}

  private static final int ROOM = 6_000;
  private static final int NAMES_KEPT = 20_000;

  private final Object lock = new Object();
  private final Map<String, Shelved> templates = new LinkedHashMap<>();
  private final Set<String> names = new LinkedHashSet<>();
  private final Identifiers identifiers;
  private final boolean strict;

  TemplateShelf(Identifiers identifiers, boolean strict) {
    this.identifiers = identifiers;
    this.strict = strict;
  }

  /** Adds a template, or replaces the one of its name and language; returns its id. */
  String put(SimulatedTemplate template) {
    synchronized (lock) {
      Shelved old = find(template.name(), template.language());
      String id = old == null ? identifiers.number() : old.id();
      if (old == null && templates.size() >= ROOM) {
        throw new Refusal(
            GraphErrors.badTemplate(
                2388019,
                "Template Limit Exceeded",
                "The account has as many templates as it may have: " + ROOM + "."));
      }
      templates.put(id, new Shelved(id, template));
      names.add(template.name());
      if (names.size() > NAMES_KEPT) {
        names.remove(names.iterator().next());
      }
      return id;
    }
  }

  /** The same, but refuses when there is one of that name and language. */
  String create(SimulatedTemplate template) {
    synchronized (lock) {
      if (find(template.name(), template.language()) != null) {
        throw new Refusal(
            GraphErrors.badTemplate(
                2388024,
                "Content in This Language Already Exists",
                "There is already a template '%s' in %s."
                    .formatted(template.name(), template.language())));
      }
      return put(template);
    }
  }

  void replace(String id, SimulatedTemplate template) {
    synchronized (lock) {
      templates.replace(id, new Shelved(id, template));
    }
  }

  @Nullable Shelved byId(String id) {
    synchronized (lock) {
      return templates.get(id);
    }
  }

  boolean has(String id) {
    return byId(id) != null;
  }

  @Nullable Shelved find(String name, String language) {
    synchronized (lock) {
      return templates.values().stream()
          .filter(shelved -> shelved.template().name().equals(name))
          .filter(shelved -> shelved.template().language().equals(language))
          .findFirst()
          .orElse(null);
    }
  }

  List<Shelved> all() {
    synchronized (lock) {
      return new ArrayList<>(templates.values());
    }
  }

  /** Removes every language of a name, or one template alone; tells whether there was any. */
  boolean remove(String name, @Nullable String id) {
    synchronized (lock) {
      return templates
          .values()
          .removeIf(
              shelved ->
                  shelved.template().name().equals(name)
                      && (id == null || shelved.id().equals(id)));
    }
  }

  /**
   * The template that a message names; null where the simulator knows none and lets it pass.
   *
   * @throws Refusal where the platform would refuse it for its name, language or state
   */
  @Nullable SimulatedTemplate forSend(String name, String language) {
    Shelved shelved = find(name, language);
    if (shelved == null) {
      if (strict || isKnown(name)) {
        throw new Refusal(
            GraphErrors.noTemplate(
                "template name (%s) does not exist in %s".formatted(name, language)));
      }
      return null;
    }
    return switch (shelved.template().status()) {
      case "APPROVED" -> shelved.template();
      case "PAUSED" -> throw new Refusal(GraphErrors.TEMPLATE_PAUSED);
      case "DISABLED" -> throw new Refusal(GraphErrors.TEMPLATE_DISABLED);
      default ->
          throw new Refusal(
              GraphErrors.noTemplate(
                  "template name (%s) in %s is not approved".formatted(name, language)));
    };
  }

  private boolean isKnown(String name) {
    synchronized (lock) {
      return names.contains(name);
    }
  }
}
