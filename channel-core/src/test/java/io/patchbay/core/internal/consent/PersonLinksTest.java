package io.patchbay.core.internal.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Address;
import io.patchbay.channel.Category;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.UserId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever named two addresses of a person together, a stop from one of them stops them all. */
class PersonLinksTest {
  private static final Address TYPED = new PhoneNumber("14155551234");
  private static final Address ANSWERED = new PhoneNumber("14155550000");
  private static final Address USER = new UserId("US.1001");
  private static final List<Address> ANN = List.of(TYPED, ANSWERED, USER);
  private static final List<Address> BOB =
      List.of(
          new PhoneNumber("4915112345678"), new PhoneNumber("4915112345679"), new UserId("DE.2"));

  @TempDir Path directory;
  private PersonRig rig;
  private int statuses;

  @BeforeEach
  void open() {
    rig = new PersonRig(directory);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private void restart() {
    close();
    open();
  }

  private void answers(Address... resolved) {
    rig.rig.registryRig.talker.answer(
        "a", new SendOutcome.Accepted("id", List.of(resolved), Map.of()));
  }

  private void status(Address... recipient) {
    String key = "status-" + ++statuses;
    StatusUpdate status =
        new StatusUpdate(
            key,
            rig.now(),
            "{}",
            key,
            DeliveryStatus.SENT,
            "sent",
            null,
            List.of(recipient),
            List.of(),
            Map.of());
    assertThat(rig.receive("acme", status)).isEqualTo(200);
  }

  private boolean stopped(Address address) {
    return rig.transactional("acme", address)
        .error()
        .map(SendError::category)
        .filter(Category.OPTED_OUT::equals)
        .isPresent();
  }

  @Test
  void aStopFromAUserIdThatOnlyAStatusNamedStopsTheNumber() {
    status(ANSWERED, USER);
    rig.writes("acme", "STOP", USER);
    assertThat(stopped(ANSWERED)).isTrue();
  }

  @Test
  void aStopFromAUserIdThatOnlyAnAnswerNamedStopsBothNumbers() {
    answers(ANSWERED, USER);
    assertThat(rig.transactional("acme", TYPED).accepted()).isTrue();
    restart();
    rig.writes("acme", "STOP", USER);
    assertThat(stopped(ANSWERED)).isTrue();
    assertThat(stopped(TYPED)).isTrue();
  }

  @Test
  void aMemberOfAGroupIsLinkedAndTheGroupIsNot() {
    Address group = new GroupId("group-1");
    status(group, ANSWERED, USER);
    rig.writes("acme", "STOP", USER);
    assertThat(stopped(ANSWERED)).isTrue();
    assertThat(rig.rig.stores.addresses().of(group, List.of("acme"))).containsExactly(group);
    assertThat(stopped(group)).isFalse();
  }

  @Test
  void aStatusWithOneAddressLeavesNothingOnTheDisk() {
    status(ANSWERED);
    status();
    assertThat(directory.resolve("people.db")).doesNotExist();
  }

  /** What cannot be kept is asked for again; the listeners have it all the same. */
  @Test
  void aStatusWhoseAddressesCannotBeKeptIsAskedForAgain() throws Exception {
    Path data = directory.resolve("blocked");
    Files.createSymbolicLink(data, directory.resolve("none/none"));
    rig.close();
    rig = new PersonRig(data);
    List<Object> told = new ArrayList<>();
    rig.rig.eventListeners.add((event, context) -> told.add(event));
    StatusUpdate status =
        new StatusUpdate(
            "k",
            rig.now(),
            "{}",
            "id",
            DeliveryStatus.SENT,
            "sent",
            null,
            List.of(ANSWERED, USER),
            List.of(),
            Map.of());
    assertThat(rig.receive("acme", status)).isEqualTo(500);
    assertThat(told).containsExactly(status);
  }

  /** Which addresses of one person were named together, worked out the simple way. */
  private static final class Model {
    private final Map<Address, Set<Address>> known = new HashMap<>();
    private final Set<Address> stopped = new HashSet<>();

    Set<Address> of(Address address) {
      return known.computeIfAbsent(address, alone -> new HashSet<>(Set.of(alone)));
    }

    void together(Collection<Address> addresses) {
      Set<Address> all = new HashSet<>();
      addresses.forEach(address -> all.addAll(of(address)));
      all.forEach(address -> known.put(address, all));
    }

    boolean stops(Address address) {
      return of(address).stream().anyMatch(stopped::contains);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
  void inEveryOrderAStopFromOneAddressStopsAllThatWereLinked(int seed) {
    for (int round = 0; round < 12; round++) {
      Random random = new Random(seed * 1000L + round);
      rig.close();
      rig = new PersonRig(directory.resolve("round-" + round));
      Model model = new Model();
      StringBuilder story = new StringBuilder("seed " + seed + ", round " + round + ": ");
      int steps = 3 + random.nextInt(8);
      int stop = random.nextInt(steps + 1);
      for (int step = 0; step <= steps; step++) {
        List<Address> person = random.nextInt(4) == 0 ? BOB : ANN;
        if (step == stop) {
          Address from = ANN.get(random.nextInt(3));
          story.append("STOP from ").append(from.value()).append(", ");
          rig.writes("acme", "STOP", from);
          model.stopped.add(from);
        } else {
          happens(random, person, model, story, round);
        }
        rig.rig.registryRig.clock.advance(Duration.ofSeconds(random.nextInt(3)));
      }
      answers();
      for (Address address : List.of(TYPED, ANSWERED, USER, BOB.get(0), BOB.get(1), BOB.get(2))) {
        assertThat(stopped(address))
            .as("%s%s stopped", story, address.value())
            .isEqualTo(model.stops(address));
      }
    }
  }

  private void happens(
      Random random, List<Address> person, Model model, StringBuilder story, int round) {
    List<Address> named = new ArrayList<>(person);
    Collections.shuffle(named, random);
    Address[] some = named.subList(0, 1 + random.nextInt(3)).toArray(Address[]::new);
    switch (random.nextInt(4)) {
      case 0 -> {
        Address given = person.get(random.nextInt(3));
        story.append("answer to ").append(given.value()).append(" with ").append(values(some));
        answers(some);
        boolean stops = model.stops(given);
        assertThat(stopped(given)).as("%s", story).isEqualTo(stops);
        if (!stops) {
          named = new ArrayList<>(List.of(some));
          named.add(given);
          model.together(named);
        }
      }
      case 1 -> {
        story.append("status of ").append(values(some));
        status(some);
        model.together(List.of(some));
      }
      case 2 -> {
        story.append("message from ").append(values(some));
        rig.writes("acme", "Hello", some);
        model.together(List.of(some));
      }
      default -> {
        story.append("restart, ");
        rig.close();
        rig = new PersonRig(directory.resolve("round-" + round));
      }
    }
  }

  private static String values(Address... addresses) {
    return List.of(addresses).stream().map(Address::value).toList() + ", ";
  }
}
