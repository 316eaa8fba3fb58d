package io.patchbay.registry.routing;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.Masking;
import io.patchbay.channel.SendError;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SettingType;
import io.patchbay.content.Suggestion;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.registry.config.OptOutRules;
import io.patchbay.registry.internal.config.InstanceConfiguration;
import io.patchbay.registry.internal.config.ShownValue;
import io.patchbay.registry.internal.config.StopWords;
import io.patchbay.registry.internal.config.WorkspaceConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Works out every workspace's routes from the sections and the instances that could be opened, and
 * reports links that lead nowhere. Used once, single-threaded.
 */
final class RoutingTable {
  private static final Duration SEND_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration RETRY_WITHIN = Duration.ofSeconds(30);
  private static final int RETRY_ATTEMPTS = 3;
  private static final String DEFAULT = "the default ";

  /** Regions that have phone numbers of their own: two-letter codes of ISO 3166-1. */
  private static final Set<String> REGIONS = PhoneNumberUtil.getInstance().getSupportedRegions();

  private static final Pattern NUMBER = Pattern.compile("[+() ./-]*\\d[+()\\d ./-]*");

  private final Map<String, WorkspaceConfiguration> workspaces;
  private final Map<InstanceId, Route> open;
  private final Map<InstanceId, String> unopened;
  private final List<ConfigurationProblem> problems = new ArrayList<>();

  /**
   * A table over these sections.
   *
   * @param open the instances that can be used
   * @param unopened why other valid instances cannot
   */
  RoutingTable(
      Map<String, WorkspaceConfiguration> workspaces,
      Map<InstanceId, Route> open,
      Map<InstanceId, String> unopened) {
    this.workspaces = workspaces;
    this.open = open;
    this.unopened = unopened;
  }

  /**
   * Why something cannot be used.
   *
   * @param brief beside the problems it comes from, with the path of each
   * @param full by itself, with these problems in it
   */
  private record Why(String brief, String full) {
    static Why of(String text) {
      return new Why(text, text);
    }

    static Why all(List<Why> parts) {
      return new Why(
          String.join(", ", parts.stream().map(Why::brief).toList()),
          String.join(", ", parts.stream().map(Why::full).toList()));
    }

    Why after(String start) {
      return new Why(start + brief, start + full);
    }
  }

  /** A table that takes every valid instance as usable: for checking without opening anything. */
  static RoutingTable ofValid(Map<String, WorkspaceConfiguration> workspaces) {
    Map<InstanceId, Route> all = new LinkedHashMap<>();
    for (WorkspaceConfiguration workspace : workspaces.values()) {
      for (InstanceConfiguration instance : workspace.instances().values()) {
        all.put(instance.id(), new Route(instance.id(), instance.provider().descriptor()));
      }
    }
    return new RoutingTable(workspaces, all, Map.of());
  }

  Map<String, WorkspaceRouting> build() {
    Map<String, WorkspaceRouting> routings = new LinkedHashMap<>();
    workspaces.keySet().forEach(name -> routings.put(name, routing(name)));
    warnOfSharedSenders();
    return routings;
  }

  /**
   * What people write to a number is one event of one instance. Where workspaces have an instance
   * each with the same number, the others learn of nothing, not even of an opt-out. Names are left
   * out: nobody can write to them.
   */
  private void warnOfSharedSenders() {
    Map<List<Object>, InstanceId> owners = new HashMap<>();
    for (WorkspaceConfiguration workspace : workspaces.values()) {
      for (InstanceConfiguration instance : workspace.instances().values()) {
        List<Object> service = service(instance);
        for (Setting setting : instance.provider().descriptor().settings()) {
          if (setting.sender()) {
            warnOfSharedSenders(instance, setting, service, owners);
          }
        }
      }
    }
  }

  private void warnOfSharedSenders(
      InstanceConfiguration instance,
      Setting setting,
      List<Object> service,
      Map<List<Object>, InstanceId> owners) {
    InstanceId id = instance.id();
    for (String value : instance.settings().texts(setting.key())) {
      if (NUMBER.matcher(value).matches()) {
        String digits = value.replaceAll("\\D", "");
        InstanceId owner = owners.putIfAbsent(List.of(service, setting.key(), digits), id);
        if (owner != null && !owner.workspace().equals(id.workspace())) {
          problems.add(sharedSender(id, setting, value, owner));
        }
      }
    }
  }

  /** The provider and where it is reached: two gateways may have the same short code. */
  private static List<Object> service(InstanceConfiguration instance) {
    List<Object> service = new ArrayList<>(List.of(instance.providerId()));
    for (Setting setting : instance.provider().descriptor().settings()) {
      if (setting.type() == SettingType.URL) {
        service.add(instance.settings().texts(setting.key()));
      }
    }
    return service;
  }

  private static ConfigurationProblem sharedSender(
      InstanceId instance, Setting setting, String value, InstanceId owner) {
    return ConfigurationProblem.warning(
        instance.workspace(),
        "workspaces."
            + instance.workspace()
            + ".sms.providers."
            + instance.name()
            + "."
            + setting.key(),
        '"' + Masking.numbersIn(value) + '"',
        "is a sender of "
            + owner
            + " as well: what people write to it reaches one of the two instances, so that a STOP"
            + " stops the messages of that one's workspace alone",
        "configure it once, in a workspace that the others inherit from, or give each a sender of"
            + " its own");
  }

  /** The links that lead nowhere; complete after {@link #build}. */
  List<ConfigurationProblem> problems() {
    return problems;
  }

  private WorkspaceRouting routing(String name) {
    List<WorkspaceConfiguration> chain = chain(name);
    Map<String, Route> instances = new LinkedHashMap<>();
    Map<String, String> unusable = new LinkedHashMap<>();
    for (WorkspaceConfiguration workspace : chain) {
      Set<String> names = new LinkedHashSet<>(workspace.instances().keySet());
      names.addAll(workspace.broken().keySet());
      for (String instance : names) {
        if (instances.containsKey(instance) || unusable.containsKey(instance)) {
          continue;
        }
        Route route = route(workspace, instance);
        if (route != null) {
          instances.put(instance, route);
        } else {
          unusable.put(instance, whyUnusable(workspace, instance));
        }
      }
    }
    List<Route> routes = new ArrayList<>();
    List<Why> tried = new ArrayList<>();
    Optional<Route> chosen = defaultRoute(chain, tried);
    SendError refusal = null;
    if (chosen.isPresent()) {
      routes.add(chosen.get());
      fallbacks(chain).stream().filter(route -> !routes.contains(route)).forEach(routes::add);
    } else {
      refusal = refusal(name, chain, instances, tried);
      fallbacks(chain);
    }
    warnOfStubs(chain, routes, instances);
    return new WorkspaceRouting(
        name,
        routes,
        refusal,
        instances,
        unusable,
        region(chain),
        nearest(chain, WorkspaceConfiguration::sendTimeout).orElse(SEND_TIMEOUT),
        nearest(chain, WorkspaceConfiguration::failoverOnThrottle).orElse(false),
        nearest(chain, WorkspaceConfiguration::failoverAfterFailure).orElse(false),
        nearest(chain, WorkspaceConfiguration::retryAttempts).orElse(RETRY_ATTEMPTS),
        nearest(chain, WorkspaceConfiguration::retryWithin).orElse(RETRY_WITHIN),
        chain.stream().map(WorkspaceConfiguration::name).toList(),
        optOut(chain),
        nearest(chain, WorkspaceConfiguration::requireConsent).orElse(false));
  }

  /**
   * Each key by itself: a workspace may change the words and leave what they stop to its parent.
   */
  private static OptOutRules optOut(List<WorkspaceConfiguration> chain) {
    Set<String> stopWords =
        new LinkedHashSet<>(
            nearest(chain, workspace -> workspace.optOut().stopWords())
                .orElse(OptOutRules.DEFAULT_STOP_WORDS));
    nearest(chain, workspace -> workspace.optOut().languages())
        .orElse(List.of())
        .forEach(language -> stopWords.addAll(StopWords.of(language)));
    return new OptOutRules(
        stopWords,
        Set.copyOf(
            nearest(chain, workspace -> workspace.optOut().startWords())
                .orElse(OptOutRules.DEFAULT_START_WORDS)),
        nearest(chain, workspace -> workspace.optOut().stopsAll()).orElse(true));
  }

  /**
   * The workspace and its ancestors, nearest first; it ends where a parent is missing or repeats.
   */
  private List<WorkspaceConfiguration> chain(String name) {
    Map<String, WorkspaceConfiguration> chain = new LinkedHashMap<>();
    WorkspaceConfiguration workspace = workspaces.get(name);
    while (workspace != null) {
      chain.put(workspace.name(), workspace);
      String parent = workspace.parent();
      if (parent == null) {
        break;
      }
      if (chain.containsKey(parent)) {
        reportCycle(name, parent, chain);
        break;
      }
      boolean own = workspace.name().equals(name);
      workspace = workspaces.get(parent);
      if (workspace == null && own) {
        report(
            name,
            "workspaces." + name + ".parent",
            parent,
            "is not a workspace",
            Suggestion.sentence(workspaces.keySet(), parent));
      }
    }
    return List.copyOf(chain.values());
  }

  /** Told to the members of the cycle only: a workspace below it has made no mistake of its own. */
  private void reportCycle(String name, String parent, Map<String, WorkspaceConfiguration> chain) {
    WorkspaceConfiguration first = chain.get(name);
    String own = first == null ? null : first.parent();
    if (parent.equals(name) && own != null) {
      report(
          name,
          "workspaces." + name + ".parent",
          own,
          "the parents lead back: " + String.join(" -> ", chain.keySet()) + " -> " + parent,
          "remove one of these parents");
    }
  }

  private static boolean isOwn(
      WorkspaceConfiguration workspace, List<WorkspaceConfiguration> chain) {
    return workspace.name().equals(chain.get(0).name());
  }

  private static <T> Optional<T> nearest(
      List<WorkspaceConfiguration> chain, Function<WorkspaceConfiguration, @Nullable T> part) {
    for (WorkspaceConfiguration workspace : chain) {
      T value = part.apply(workspace);
      if (value != null) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  private Optional<Route> defaultRoute(List<WorkspaceConfiguration> chain, List<Why> tried) {
    for (WorkspaceConfiguration workspace : chain) {
      String wanted = workspace.defaultProvider();
      if (wanted == null) {
        tried.add(Why.of("'" + workspace.name() + "' names no defaultProvider"));
        continue;
      }
      List<Why> why = new ArrayList<>();
      Optional<Route> route = resolve(chain, wanted, why);
      String path = "workspaces." + workspace.name() + ".sms.defaultProvider";
      String own = chain.get(0).name();
      if (route.isPresent()) {
        announce(own, path, wanted, route.get(), tried, why);
        return route;
      }
      tried.add(
          Why.all(why)
              .after(
                  DEFAULT
                      + ShownValue.named(names(), wanted)
                      + " of '"
                      + workspace.name()
                      + "': "));
      if (isOwn(workspace, chain)) {
        report(own, path, wanted, Why.all(why).brief(), suggestion(chain, wanted));
      }
    }
    return Optional.empty();
  }

  /**
   * Going to a parent because something nearer is not usable is allowed, though never in silence.
   */
  private void announce(
      String own, String path, String wanted, Route route, List<Why> tried, List<Why> why) {
    List<String> failed = new ArrayList<>(why.stream().map(Why::brief).toList());
    tried.stream().map(Why::brief).filter(text -> text.startsWith(DEFAULT)).forEach(failed::add);
    if (!failed.isEmpty()) {
      problems.add(
          ConfigurationProblem.warning(
              own,
              path,
              ShownValue.among(names(), wanted),
              "workspace '"
                  + own
                  + "' uses "
                  + route.instance()
                  + " because of "
                  + String.join("; ", failed),
              "correct what is not usable"));
    }
  }

  /**
   * The nearest usable instance of this name, with the reasons why nearer ones were passed over.
   */
  private Optional<Route> resolve(List<WorkspaceConfiguration> chain, String name, List<Why> why) {
    for (WorkspaceConfiguration workspace : chain) {
      if (!workspace.declares(name)) {
        continue;
      }
      Route route = route(workspace, name);
      if (route != null) {
        return Optional.of(route);
      }
      String unusable = workspace.name() + "/" + name + " is not usable (";
      why.add(
          new Why(
              unusable + "see workspaces." + workspace.name() + ".sms.providers." + name + ")",
              unusable + whyUnusable(workspace, name) + ")"));
    }
    if (why.isEmpty()) {
      why.add(Why.of("no instance is called " + ShownValue.named(names(), name)));
    }
    return Optional.empty();
  }

  /** The open instance; null when it is not, be it that its name could not even be an id. */
  private @Nullable Route route(WorkspaceConfiguration workspace, String instance) {
    InstanceConfiguration valid = workspace.instances().get(instance);
    return valid == null ? null : open.get(valid.id());
  }

  private String whyUnusable(WorkspaceConfiguration workspace, String instance) {
    String invalid = workspace.broken().get(instance);
    return invalid != null
        ? invalid
        : unopened.getOrDefault(new InstanceId(workspace.name(), instance), "it is not open");
  }

  private List<Route> fallbacks(List<WorkspaceConfiguration> chain) {
    List<Route> routes = new ArrayList<>();
    for (WorkspaceConfiguration workspace : chain) {
      List<String> fallback = workspace.fallback();
      if (fallback == null) {
        continue;
      }
      for (String name : fallback) {
        List<Why> why = new ArrayList<>();
        Optional<Route> route = resolve(chain, name, why);
        route.ifPresent(routes::add);
        String path = "workspaces." + workspace.name() + ".sms.fallback";
        if (route.isPresent()) {
          announce(chain.get(0).name(), path, name, route.get(), List.of(), why);
        } else if (isOwn(workspace, chain)) {
          report(workspace.name(), path, name, Why.all(why).brief(), suggestion(chain, name));
        }
      }
      break;
    }
    return routes;
  }

  /**
   * A stub beside a provider that sends is probably left over from a trial. A workspace that says
   * nothing of its providers has no warning of its own: its parent has it.
   */
  private void warnOfStubs(
      List<WorkspaceConfiguration> chain, List<Route> routes, Map<String, Route> instances) {
    WorkspaceConfiguration own = chain.get(0);
    boolean inherited =
        own.defaultProvider() == null && own.fallback() == null && own.instances().isEmpty();
    if (inherited
        || instances.values().stream().allMatch(route -> route.provider().sendsNothing())) {
      return;
    }
    for (Route route : routes) {
      if (route.provider().sendsNothing()) {
        boolean isDefault = route.equals(routes.get(0));
        String path =
            chain.stream()
                .filter(one -> (isDefault ? one.defaultProvider() : one.fallback()) != null)
                .map(one -> "workspaces." + one.name() + ".sms.")
                .findFirst()
                .orElse("workspaces." + own.name() + ".sms.");
        problems.add(
            ConfigurationProblem.warning(
                own.name(),
                path + (isDefault ? "defaultProvider" : "fallback"),
                ShownValue.among(names(), route.instance().name()),
                "is a stub, "
                    + route.provider().name()
                    + ", beside a provider that sends: messages of workspace '"
                    + own.name()
                    + "' that go through it end as nothing-sent",
                isDefault
                    ? "name an instance that sends as the default"
                    : "remove it from the fallback, or name an instance that sends"));
      }
    }
  }

  private static SendError refusal(
      String name,
      List<WorkspaceConfiguration> chain,
      Map<String, Route> instances,
      List<Why> tried) {
    String told = String.join("; ", tried.stream().map(Why::full).toList());
    List<String> faults =
        chain.stream()
            .flatMap(workspace -> workspace.problems().stream())
            .map(ConfigurationProblem::describe)
            .filter(fault -> !told.contains(fault))
            .toList();
    return WorkspaceRouting.notConfigured(
        "No usable default provider for workspace '"
            + name
            + "'; tried: "
            + told
            + (faults.isEmpty() ? "" : "; problems: " + String.join(" | ", faults)),
        remedy(name, chain, instances));
  }

  private static String remedy(
      String name, List<WorkspaceConfiguration> chain, Map<String, Route> instances) {
    String sms = "workspaces." + name + ".sms";
    boolean named = chain.stream().anyMatch(workspace -> workspace.defaultProvider() != null);
    boolean declared = chain.stream().anyMatch(workspace -> !workspace.broken().isEmpty());
    if (instances.isEmpty()) {
      return declared
          ? "Correct the providers that are configured."
          : "Configure a provider under " + sms + ".providers.";
    }
    List<String> names = instances.keySet().stream().sorted().toList();
    if (named) {
      return "Correct the default provider, or set defaultProvider in "
          + sms
          + " to one of "
          + names
          + ".";
    }
    return names.size() == 1
        ? "Add \"defaultProvider\": \"" + names.get(0) + "\" to " + sms + "."
        : "Set defaultProvider in " + sms + " to one of " + names + ".";
  }

  private @Nullable String region(List<WorkspaceConfiguration> chain) {
    Optional<String> region = nearest(chain, WorkspaceConfiguration::defaultRegion);
    if (region.isPresent() && !REGIONS.contains(region.get())) {
      String own = chain.get(0).defaultRegion();
      if (own != null) {
        report(
            chain.get(0).name(),
            "workspaces." + chain.get(0).name() + ".sms.defaultRegion",
            own,
            "is not a region with phone numbers of its own",
            "use a two-letter code of ISO 3166-1 such as US, GB or DE");
      }
      return null;
    }
    return region.orElse(null);
  }

  private static String suggestion(List<WorkspaceConfiguration> chain, String name) {
    if (chain.stream().anyMatch(workspace -> workspace.declares(name))) {
      return "";
    }
    Set<String> known = new LinkedHashSet<>();
    chain.forEach(workspace -> known.addAll(workspace.instances().keySet()));
    return Suggestion.sentence(known, name);
  }

  private void report(
      String workspace, String path, String value, String message, String suggestion) {
    problems.add(
        ConfigurationProblem.error(
            workspace, path, ShownValue.among(names(), value), message, suggestion));
  }

  /** What a link may name; anything else may be a secret in the wrong line. */
  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>(workspaces.keySet());
    for (WorkspaceConfiguration workspace : workspaces.values()) {
      names.addAll(workspace.instances().keySet());
      names.addAll(workspace.broken().keySet());
    }
    return names;
  }
}
