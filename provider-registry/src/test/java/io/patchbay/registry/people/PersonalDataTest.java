package io.patchbay.registry.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.Address;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.registry.people.People.OptOuts;
import io.patchbay.registry.storage.SqliteFile;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersonalDataTest {
  private static final PhoneNumber ONE = new PhoneNumber("14155550100");
  private static final PhoneNumber OTHER = new PhoneNumber("14155550101");

  @TempDir Path directory;

  /** Holds one thing of each address, and remembers what it was asked. */
  private static final class Table implements PersonalData {
    private final List<String> asked = new ArrayList<>();

    @Override
    public String name() {
      return "orders";
    }

    @Override
    public List<String> about(Collection<? extends Address> person, @Nullable String workspace) {
      asked.add("about " + person.size() + " in " + workspace);
      return List.of("{\"order\":7}");
    }

    @Override
    public int erase(Collection<? extends Address> person, @Nullable String workspace) {
      asked.add("erase " + person.size() + " in " + workspace);
      return 3;
    }
  }

  private static final People.ReceivedEvents NO_EVENTS =
      new People.ReceivedEvents() {
        @Override
        public List<String> about(Collection<? extends Address> person) {
          return List.of();
        }

        @Override
        public int erase(Collection<? extends Address> person) {
          return 0;
        }
      };

  @Test
  void everyHolderIsAskedForAllAddressesOfThePerson() {
    Table table = new Table();
    try (SqliteFile file = PeopleStores.file(directory)) {
      People people =
          new People(PeopleStores.in(file), Clock.systemUTC(), NO_EVENTS, List.of(table));
      people.link(Set.of(ONE, OTHER));

      assertThat(people.export(OTHER, "acme").replaceAll("\\s", ""))
          .endsWith("\"receivedEvents\":[],\"orders\":[{\"order\":7}]}");
      assertThat(people.erase(ONE, "acme", OptOuts.FORGET).others()).isEqualTo(3);
      assertThat(table.asked).containsExactly("about 2 in acme", "erase 2 in acme");
    }
  }

  @Test
  void everyHolderHasANameOfItsOwn() {
    try (SqliteFile file = PeopleStores.file(directory)) {
      PeopleStores stores = PeopleStores.in(file);
      List<PersonalData> twice = List.of(new Table(), new Table());

      assertThatThrownBy(() -> new People(stores, Clock.systemUTC(), NO_EVENTS, twice))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Personal data is held under the name 'orders' already");
    }
  }
}
