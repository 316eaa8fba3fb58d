package io.patchbay.host;

import static java.util.stream.Collectors.joining;

import io.patchbay.channel.ContentType;
import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.registry.plugin.ProviderCatalog;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What each provider of a catalogue carries, as a table in Markdown. */
final class SupportMatrix {
  private final List<ProviderDescriptor> providers;
  private final StringBuilder text = new StringBuilder();

  private SupportMatrix(List<ProviderDescriptor> providers) {
    this.providers = providers;
  }

  static String markdown(ProviderCatalog catalog) {
    SupportMatrix matrix =
        new SupportMatrix(
            catalog.entries().stream()
                .map(ProviderCatalog.Entry::descriptor)
                .sorted(Comparator.comparing(ProviderDescriptor::id))
                .toList());
    matrix.write();
    return matrix.text.toString();
  }

  private void write() {
    text.append("| |");
    providers.forEach(provider -> text.append(" `").append(provider.id()).append("` |"));
    text.append("\n|---|");
    text.append(":-:|".repeat(providers.size())).append('\n');
    List<String> standard = ContentType.standard().stream().map(ContentType::name).toList();
    standard.forEach(name -> row("`" + name + "`", provider -> contents(provider).contains(name)));
    list(
        "contents of its own, written `ID:NAME`",
        provider ->
            contents(provider).stream()
                .filter(name -> !standard.contains(name))
                .map(name -> name.substring(name.indexOf(':') + 1)));
    all(ProviderDescriptor::recipients)
        .forEach(kind -> row("to a `" + kind + "`", provider -> reaches(provider, kind)));
    all(provider -> provider.capabilities().stream().filter(SupportMatrix::standard).toList())
        .forEach(kind -> row("offers `" + kind + "`", provider -> offers(provider, kind)));
    list(
        "offers of its own",
        provider ->
            provider.capabilities().stream()
                .filter(kind -> !standard(kind))
                .map(Class::getSimpleName));
  }

  private void row(String what, Predicate<ProviderDescriptor> has) {
    text.append("| ").append(what).append(" |");
    providers.forEach(provider -> text.append(has.test(provider) ? " yes |" : " |"));
    text.append('\n');
  }

  private void list(String what, Function<ProviderDescriptor, Stream<String>> names) {
    text.append("| ").append(what).append(" |");
    for (ProviderDescriptor provider : providers) {
      String cell =
          names.apply(provider).sorted().map(name -> "`" + name + "`").collect(joining(", "));
      text.append(cell.isEmpty() ? "" : " " + cell).append(" |");
    }
    text.append('\n');
  }

  private SortedSet<String> all(
      Function<ProviderDescriptor, Collection<? extends Class<?>>> kinds) {
    SortedSet<String> all = new TreeSet<>();
    for (ProviderDescriptor provider : providers) {
      kinds.apply(provider).forEach(kind -> all.add(kind.getSimpleName()));
    }
    return all;
  }

  /** Whether it is the API's and not of one provider alone. */
  private static boolean standard(Class<?> capability) {
    return capability.getPackage() == HealthCheck.class.getPackage();
  }

  private static List<String> contents(ProviderDescriptor provider) {
    return provider.contents().stream().map(ContentType::name).toList();
  }

  private static boolean reaches(ProviderDescriptor provider, String kind) {
    return provider.recipients().stream().anyMatch(type -> type.getSimpleName().equals(kind));
  }

  private static boolean offers(ProviderDescriptor provider, String kind) {
    return provider.capabilities().stream().anyMatch(type -> type.getSimpleName().equals(kind));
  }
}
