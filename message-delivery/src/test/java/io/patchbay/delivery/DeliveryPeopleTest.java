package io.patchbay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.store.consent.Erasure;
import io.patchbay.store.consent.People;
import io.patchbay.store.consent.People.OptOuts;
import io.patchbay.store.consent.PeopleStores;
import io.patchbay.store.internal.SqliteDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryPeopleTest {
  private static final PhoneNumber PERSON = new PhoneNumber("14155550100");
  private static final PhoneNumber OTHER_NUMBER = new PhoneNumber("14155550101");

  @TempDir Path directory;

  @Test
  void exportAndEraseReachTheQueueOfEveryLinkedAddress() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      Delivery delivery = desk.start();
      delivery.submit("acme", Desk.message("m1"));
      desk.awaitState("m1", DeliveryState.ACCEPTED);
      delivery.submit(
          "acme",
          Desk.message("m2", "+1 415 555 0101"),
          SubmitOptions.defaults().withNotBefore(desk.clock.instant().plusSeconds(60)));
      People people = desk.patchbay.people();
      people.link(Set.of(PERSON, OTHER_NUMBER));

      assertThat(people.export(PERSON, null))
          .contains("\"id\": \"m1\"")
          .contains("\"id\": \"m2\"")
          .contains("Your order is on its way")
          .contains("\"what\": \"SENDING\"");
      assertThat(people.erase(PERSON, null, OptOuts.FORGET).others()).isEqualTo(2);

      assertThat(people.export(OTHER_NUMBER, null)).doesNotContain("Your order");
      assertThat(desk.state("m1")).isEqualTo(DeliveryState.ACCEPTED);
      assertThat(desk.state("m2")).isEqualTo(DeliveryState.CANCELLED);
    }
  }

  @Test
  void eraseForOneWorkspaceLeavesWhatAnotherHasQueued() {
    String provider =
        "{\"sms\": {\"defaultProvider\": \"a\", \"defaultRegion\": \"US\","
            + " \"providers\": {\"a\": {\"type\": \"line\"}}}}";
    String two = "{\"workspaces\": {\"acme\": " + provider + ", \"beta\": " + provider + "}}";
    try (Desk desk = new Desk(directory, two)) {
      Delivery delivery = desk.start();
      SubmitOptions later =
          SubmitOptions.defaults().withNotBefore(desk.clock.instant().plusSeconds(60));
      delivery.submit("acme", Desk.message("m1"), later);
      delivery.submit("beta", Desk.message("m2"), later);
      People people = desk.patchbay.people();
      people.link(Set.of(PERSON, OTHER_NUMBER));

      assertThat(people.export(OTHER_NUMBER, "acme"))
          .contains("\"id\": \"m1\"")
          .doesNotContain("\"id\": \"m2\"");
      assertThat(people.erase(OTHER_NUMBER, "acme", OptOuts.FORGET).others()).isEqualTo(1);

      assertThat(desk.state("m1")).isEqualTo(DeliveryState.CANCELLED);
      assertThat(desk.store.find("beta", "m2").orElseThrow().state())
          .isEqualTo(DeliveryState.QUEUED);
      assertThat(people.export(OTHER_NUMBER, null))
          .as("the addresses are linked still, and the text is there")
          .contains("\"id\": \"m2\"")
          .contains("Your order is on its way")
          .doesNotContain("\"id\": \"m1\"");

      Erasure rest = people.erase(OTHER_NUMBER, "beta", OptOuts.FORGET);
      assertThat(rest.others()).isEqualTo(1);
      assertThat(rest.addresses()).as("nobody holds anything any more").isEqualTo(2);
    }
  }

  /** Beta's webhook says that the person of acme's message is the one of beta's. */
  @Test
  void aLinkThatAnotherWorkspaceReportedReachesNoMessage() {
    String provider =
        "{\"sms\": {\"defaultProvider\": \"a\", \"defaultRegion\": \"US\","
            + " \"providers\": {\"a\": {\"type\": \"line\"}}}}";
    String two = "{\"workspaces\": {\"acme\": " + provider + ", \"beta\": " + provider + "}}";
    try (Desk desk = new Desk(directory, two);
        SqliteDatabase file = PeopleStores.file(directory)) {
      Delivery delivery = desk.start();
      SubmitOptions later =
          SubmitOptions.defaults().withNotBefore(desk.clock.instant().plusSeconds(60));
      delivery.submit("acme", Desk.message("m1"), later);
      delivery.submit("beta", Desk.message("m2"), later);
      PeopleStores.in(file)
          .addresses()
          .link(Set.of(PERSON, OTHER_NUMBER), new InstanceId("beta", "a"), desk.clock.instant());
      People people = desk.patchbay.people();

      assertThat(people.export(OTHER_NUMBER, null))
          .contains("\"id\": \"m2\"")
          .doesNotContain("\"id\": \"m1\"");
      assertThat(people.export(OTHER_NUMBER, "acme")).doesNotContain("\"id\"");
      assertThat(people.erase(OTHER_NUMBER, null, OptOuts.FORGET).others()).isEqualTo(1);

      assertThat(desk.state("m1")).isEqualTo(DeliveryState.QUEUED);
      assertThat(people.erase(PERSON, null, OptOuts.FORGET).others()).isEqualTo(1);
    }
  }

  @Test
  void whatEndedLongAgoIsRemovedByTheSweep() {
    try (Desk desk = new Desk(directory, Desk.ONE_LINE)) {
      Delivery first = desk.start();
      first.submit("acme", Desk.message("m1"));
      desk.awaitState("m1", DeliveryState.ACCEPTED);
      first.close();
      desk.clock.advance(Duration.ofDays(31));

      desk.start();

      Desk.await(() -> desk.store.find("acme", "m1").isEmpty(), () -> "m1 is still there");
    }
  }
}
