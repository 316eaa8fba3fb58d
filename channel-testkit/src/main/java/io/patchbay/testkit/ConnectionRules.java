package io.patchbay.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.SenderLookup;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.StatusLookup;
import io.patchbay.channel.spi.WebhookReceiver;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** E: the sender, the capabilities and the end of a connection. */
interface ConnectionRules extends ProviderUnderTest {
  @Rule("E1")
  @Test
  default void theSenderIsPure() {
    SmsConnection connection = bench().connect();
    Sender own = connection.sender(null);
    assertThat(connection.sender(null)).as("asked twice").isEqualTo(own);
    assertThat(connection.sender("not-one-of-ours")).as("a foreign sender").isEqualTo(own);
    assertThat(bench().requests()).as("requests").isZero();
  }

  @Rule("E2")
  @Test
  default void theSameSenderHasTheSameKey() {
    String key = bench().connect().sender(null).key();
    assertThat(bench().connect().sender(null).key()).as("of the same settings").isEqualTo(key);
    if (!key.isEmpty()) {
      assertThat(bench().connect(bench().otherAccount()).sender(null).key())
          .as("of another account")
          .isNotEqualTo(key);
    }
  }

  @Rule("E3")
  @Test
  default void offersWhatItLists() {
    Set<Class<?>> listed = provider().descriptor().capabilities();
    SmsConnection connection = bench().connect();
    for (Class<?> capability : listed) {
      assertThat(connection.capability(capability))
          .as("%s", capability.getSimpleName())
          .isPresent();
    }
    for (Class<?> capability :
        List.of(WebhookReceiver.class, HealthCheck.class, SenderLookup.class, StatusLookup.class)) {
      if (!listed.contains(capability)) {
        assertThat(connection.capability(capability))
            .as("%s, which is not listed", capability.getSimpleName())
            .isEmpty();
      }
    }
  }

  @Rule("E4")
  @Test
  default void endsWhenItIsClosed() {
    SmsConnection connection = bench().connect();
    connection.close();
    connection.close();
    int before = bench().requests();
    assertThat(connection.send(bench().request()))
        .as("a send after the end")
        .isInstanceOf(SendOutcome.Rejected.class);
    assertThat(bench().requests()).as("requests after the end").isEqualTo(before);
    if (bench().http()) {
      // That it ends at all; how is the matter of N2 and N7.
      bench().closedWhileSending();
    }
  }

  @Rule("E5")
  @Test
  default void lookUpsThatFailSayWhy() {
    bench().service();
    bench().answer(Answer.of(500, "text/html", "<html>Internal error</html>"));
    SmsConnection connection = bench().connect();
    connection
        .capability(HealthCheck.class)
        .ifPresent(
            check -> assertThat(check.check().healthy()).as("health of a dead service").isFalse());
    connection
        .capability(SenderLookup.class)
        .ifPresent(
            lookup ->
                assertThatThrownBy(() -> lookup.lookUp(null))
                    .isInstanceOf(ProviderException.class));
    connection
        .capability(StatusLookup.class)
        .ifPresent(
            lookup ->
                assertThatThrownBy(() -> lookup.history("id-1"))
                    .isInstanceOf(ProviderException.class));
  }

  @Rule("E6")
  @Test
  default void leavesNoThreadBehind() {
    Set<Thread> before = Threads.alive();
    SmsConnection connection = bench().connect();
    connection.send(bench().request());
    connection.close();
    Conditions.awaitQuietly(() -> Threads.newSince(before).isEmpty());
    assertThat(Threads.newSince(before)).as("threads after the end").isEmpty();
  }
}
