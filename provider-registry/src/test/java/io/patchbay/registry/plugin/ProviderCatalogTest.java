package io.patchbay.registry.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.registry.plugin.ProviderCatalog.Problem;
import io.patchbay.testkit.FakeProvider;
import io.patchbay.testsupport.Plugins;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderCatalogTest {
  private record Other(String id) implements SmsProvider {
    @Override
    public ProviderDescriptor descriptor() {
      if (id.isEmpty()) {
        throw new IllegalStateException("no id");
      }
      return FakeProvider.describe(id).build();
    }

    @Override
    public SmsConnection connect(ConnectionContext context) {
      throw new AssertionError("not asked for");
    }
  }

  @Test
  void explicitRegistrationEqualsDiscovery(@TempDir Path root) throws Exception {
    try (Plugins plugins = new Plugins(root, SmsProvider.class)) {
      plugins.folder("one", "one.Provider", Plugins.source("one", "one", ""), "one.Provider");
      ProviderCatalog discovered = ProviderCatalog.discover(plugins.loader());
      SmsProvider provider = discovered.entries().get(0).provider();
      ProviderCatalog registered = ProviderCatalog.of(provider);
      assertThat(registered.entries()).isEqualTo(discovered.entries());
      assertThat(registered.problems()).isEmpty();
      assertThat(discovered.plus(registered).ids()).containsExactly("one");
      assertThat(discovered.plus(registered).problems()).isEmpty();
    }
  }

  @Test
  void aProviderThatCannotDescribeItselfIsAProblemWhenRegisteredToo() throws IOException {
    ProviderCatalog catalog = ProviderCatalog.of(new Other(""), new Other("good"));
    assertThat(catalog.ids()).containsExactly("good");
    assertThat(catalog.problems())
        .extracting(Problem::subject, Problem::message)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Other.class.getName(),
                "descriptor() failed: java.lang.IllegalStateException: no id"));
  }

  @Test
  void togetherTheyHaveWhatEachHas() {
    ProviderCatalog catalog =
        ProviderCatalog.of(new FakeProvider("a")).plus(ProviderCatalog.of(new Other("b")));
    assertThat(catalog.ids()).containsExactly("a", "b");
    assertThat(catalog.find("b").orElseThrow().provider()).isInstanceOf(Other.class);
    assertThat(catalog.find("c")).isEmpty();
    assertThat(catalog.inventory()).isEqualTo("known providers: a, b");
  }

  @Test
  void oneClassMayServeTwoIds() {
    ProviderCatalog catalog =
        ProviderCatalog.of(new FakeProvider("a")).plus(ProviderCatalog.of(new FakeProvider("b")));
    assertThat(catalog.ids()).containsExactly("a", "b");
    assertThat(catalog.problems()).isEmpty();
  }

  @Test
  void theSameClassWithTheSameIdCountsOnce() {
    FakeProvider first = new FakeProvider("a");
    ProviderCatalog catalog =
        ProviderCatalog.of(first).plus(ProviderCatalog.of(new FakeProvider("a")));
    assertThat(catalog.entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.provider()).isSameAs(first));
    assertThat(catalog.problems()).isEmpty();
  }

  @Test
  void twoClassesWithOneIdAreAProblemHoweverTheyCameTogether() {
    ProviderCatalog catalog =
        ProviderCatalog.of(new FakeProvider("a"), new FakeProvider("b"))
            .plus(ProviderCatalog.of(new Other("a")));
    assertThat(catalog.ids()).containsExactly("b");
    assertThat(catalog.problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .startsWith("Provider id 'a' is claimed by " + FakeProvider.class.getName())
                    .contains(" and by " + Other.class.getName())
                    .endsWith(": neither is used; remove one of them"));
    assertThat(catalog.plus(ProviderCatalog.of()).ids()).containsExactly("b");
  }

  @Test
  void problemsOfBothAreKeptOnce() {
    ProviderCatalog broken = ProviderCatalog.of(new Other(""));
    assertThat(broken.plus(broken).problems()).hasSize(1);
    assertThat(ProviderCatalog.of().plus(broken).problems()).hasSize(1);
    assertThat(ProviderCatalog.of().inventory()).isEqualTo("known providers: none");
  }
}
