package io.patchbay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.patchbay.channel.Category;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.EventContext;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.MessageId;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Purpose;
import io.patchbay.channel.Retry;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.delivery.DeliverySettings;
import io.patchbay.delivery.DeliveryState;
import io.patchbay.delivery.SubmitOptions;
import io.patchbay.delivery.store.MessageRecord;
import io.patchbay.registry.config.ConfigurationException;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.store.Database;
import io.patchbay.store.PostgresSettings;
import io.patchbay.testkit.FakeProvider;
import io.patchbay.testsupport.Conditions;
import io.patchbay.testsupport.ConfigurationText;
import io.patchbay.testsupport.postgres.PostgresServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What a host gets from one builder, on either database. */
class PatchbayTest {
  private static final PhoneNumber ANN = new PhoneNumber("14155551234");
  private static final InstanceId A = new InstanceId("acme", "a");

  @TempDir Path directory;
  private final FakeProvider fake = new FakeProvider("fake");
  private final List<ChannelEvent> events = new CopyOnWriteArrayList<>();

  private static String configuration(String defaultProvider) {
    return "{\"workspaces\": {"
        + ConfigurationText.workspace(
            "acme",
            ConfigurationText.sms(
                defaultProvider,
                ConfigurationText.instance("a", "1"),
                ConfigurationText.instance("b", "2")))
        + "}}";
  }

  private Patchbay.Builder host(String json) {
    return Patchbay.builder()
        .catalog(ProviderCatalog.of(fake))
        .configuration(json, directory)
        .watchInterval(Duration.ZERO)
        .listener("test", (event, context) -> events.add(event));
  }

  private Database database(String kind) {
    return kind.equals("sqlite")
        ? Database.sqlite(directory.resolve("data"))
        : kind.equals("host")
            ? Database.of(hosts(), PostgresServer.newSchema())
            : Database.postgres(
                PostgresSettings.of(PostgresServer.shared().url(), "postgres", "")
                    .withSchema(PostgresServer.newSchema()));
  }

  /** The host's own connections to its PostgreSQL. */
  private static DataSource hosts() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(PostgresServer.shared().url());
    source.setUser("postgres");
    return source;
  }

  @Test
  void aMessageOfTheHostsTransactionIsSentAfterItsCommit() throws Exception {
    DataSource hosts = hosts();
    Database database = Database.of(hosts, PostgresServer.newSchema());
    try (Patchbay patchbay = host(configuration("a")).database(database).queue().build();
        Connection connection = hosts.getConnection()) {
      connection.setAutoCommit(false);
      patchbay.queue().submit(connection, "acme", message("never"));
      connection.rollback();
      patchbay.queue().submit(connection, "acme", message("m1"));
      assertThat(patchbay.queue().find("acme", new MessageId("m1"))).isEmpty();
      connection.commit();

      Conditions.await("not accepted", () -> state(patchbay, "m1") == DeliveryState.ACCEPTED);
      assertThat(patchbay.queue().find("acme", new MessageId("never"))).isEmpty();
      assertThat(fake.newest("acme", "a").sends()).isEqualTo(1);
    }
  }

  @Test
  void optOutsAreInTheHostsDatabaseWithoutAQueue() {
    Database database = Database.of(hosts(), PostgresServer.newSchema());
    try (Patchbay one = host(configuration("a")).database(database).build();
        Patchbay other = host(configuration("a")).database(database).build()) {
      one.people().suppress("acme", ANN, Set.of(Purpose.values()), "test");

      assertThat(other.workspace("acme").send(message("m1")).outcome().error())
          .map(SendError::category)
          .contains(Category.OPTED_OUT);
    }
  }

  private static SmsMessage message(String id) {
    return SmsMessage.to("+14155551234").id(id).text("Hello").build();
  }

  @Test
  void nothingIsSentWhenTheVerificationThrows() {
    Database database = database("sqlite");
    Instant later = Instant.now().plus(Duration.ofHours(1));
    try (Patchbay patchbay = host(configuration("a")).database(database).queue().build()) {
      patchbay
          .workspace("acme")
          .submit(message("m1"), SubmitOptions.defaults().withNotBefore(later));
    }
    IllegalStateException refusal = new IllegalStateException("not this one");

    assertThatThrownBy(
            () ->
                host(configuration("a"))
                    .database(database)
                    .clock(Clock.offset(Clock.systemUTC(), Duration.ofHours(2)))
                    .queue()
                    .verify(
                        registry -> {
                          assertThat(registry.workspaces()).containsExactly("acme");
                          throw refusal;
                        })
                    .build())
        .isSameAs(refusal);

    try (Patchbay patchbay = host(configuration("a")).database(database).queue().build()) {
      assertThat(state(patchbay, "m1")).isEqualTo(DeliveryState.QUEUED);
    }
  }

  @Test
  void foreseesThatAMessageWillBeRejected() {
    try (Patchbay patchbay = host(configuration("a")).build()) {
      assertThat(patchbay.workspace("acme").foreseen(message("m1"))).isEmpty();
      assertThat(patchbay.workspace("acne").foreseen(message("m1")))
          .hasValueSatisfying(
              error -> assertThat(error.category()).isEqualTo(Category.NOT_CONFIGURED));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres", "host"})
  void statusesReachTheQueueAndTheHostAndErasureReachesItsMessages(String kind) {
    try (Patchbay patchbay = host(configuration("a")).database(database(kind)).queue().build()) {
      patchbay.workspace("acme").submit(message("m1"));
      Conditions.await("not accepted", () -> state(patchbay, "m1") == DeliveryState.ACCEPTED);
      fake.newest("acme", "a").webhooks(request -> delivered());

      assertThat(patchbay.channel().receive(A, request()).status()).isEqualTo(200);

      Conditions.await(
          "no status", () -> record(patchbay, "m1").progress() == DeliveryStatus.DELIVERED);
      Conditions.await("events: ", () -> events.size() == 1);
      assertThat(patchbay.people().export(ANN, null)).contains("m1");
      patchbay.people().suppress("acme", ANN, Set.of(Purpose.values()), "test");
      assertThat(patchbay.workspace("acme").send(message("m2")).outcome().error())
          .map(SendError::category)
          .contains(Category.OPTED_OUT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres", "host"})
  void anEventIsReportedOnceAcrossRestarts(String kind) {
    Database database = database(kind);
    for (int start = 0; start < 2; start++) {
      try (Patchbay patchbay = host(configuration("a")).database(database).queue().build()) {
        patchbay.workspace("acme").submit(message("m1"));
        Conditions.await("not accepted", () -> record(patchbay, "m1").progress() != null);
        fake.newest("acme", "a").webhooks(request -> delivered());

        assertThat(patchbay.channel().receive(A, request()).status()).isEqualTo(200);

        Conditions.await("events: ", () -> !events.isEmpty());
      }
    }
    assertThat(events).hasSize(1);
  }

  /** Some providers echo no reference: the queue knows their id of the message. */
  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgres"})
  void aStatusWithoutAReferenceCarriesItsMessageToTheListener(String kind) {
    List<EventContext> contexts = new CopyOnWriteArrayList<>();
    try (Patchbay patchbay =
        host(configuration("a"))
            .database(database(kind))
            .queue()
            .listener("contexts", (event, context) -> contexts.add(context))
            .build()) {
      patchbay.workspace("acme").submit(message("m1"));
      Conditions.await("not accepted", () -> state(patchbay, "m1") == DeliveryState.ACCEPTED);
      fake.newest("acme", "a").webhooks(request -> delivered(null));

      assertThat(patchbay.channel().receive(A, request()).status()).isEqualTo(200);

      Conditions.await("told", () -> !contexts.isEmpty());
      assertThat(contexts.get(0).message())
          .contains(new MessageRef("acme", new MessageId("m1"), 1));
    }
  }

  private static WebhookResult delivered() {
    return delivered("pb1.acme.m1.1");
  }

  private static WebhookResult delivered(@Nullable String reference) {
    return WebhookResult.accepted(
        List.of(
            new StatusUpdate(
                "delivered-m1",
                Instant.now(),
                "",
                "id-pb1.acme.m1.1",
                DeliveryStatus.DELIVERED,
                "delivered",
                reference,
                List.of(ANN),
                List.of(),
                Map.of())));
  }

  private static WebhookRequest request() {
    return WebhookRequest.of("POST", URI.create("https://example.org/hook"), Map.of(), new byte[0]);
  }

  private static MessageRecord record(Patchbay patchbay, String id) {
    return patchbay.queue().find("acme", new MessageId(id)).orElseThrow();
  }

  private static DeliveryState state(Patchbay patchbay, String id) {
    return record(patchbay, id).state();
  }

  @Test
  void whatIsQueuedAtTheEndIsSentByTheNextHost() {
    fake.answer(
        "a",
        new SendOutcome.Rejected(
            SendError.of(Category.UNAVAILABLE, "down").retry(Retry.BACKOFF).build()));
    try (Patchbay patchbay = host(configuration("a")).queue().build()) {
      patchbay.workspace("acme").submit(message("m1"));
      Conditions.await("not tried", () -> !fake.newest("acme", "a").requests().isEmpty());
    }
    fake.answer("b", new SendOutcome.Accepted("id", List.of(), Map.of()));
    try (Patchbay patchbay = host(configuration("b")).queue().build()) {
      Conditions.await("not sent", () -> state(patchbay, "m1") == DeliveryState.ACCEPTED);
    }
    assertThat(directory.resolve(Database.DIRECTORY).resolve("delivery.db")).exists();
  }

  @Test
  void aChangedConfigurationReachesTheQueueBeforeTheHostsListener() {
    List<Boolean> applied = new CopyOnWriteArrayList<>();
    try (Patchbay patchbay =
        host(configuration("a"))
            .queue(DeliverySettings.builder().build())
            .onPublish(report -> applied.add(report.applied()))
            .build()) {
      assertThat(patchbay.instances())
          .extracting(one -> one.id().name(), InstanceState::state, InstanceState::defaultFor)
          .containsExactly(
              tuple("a", InstanceState.State.OPEN, List.of("acme")),
              tuple("b", InstanceState.State.OPEN, List.of()));

      patchbay.publish(configuration("b"), directory);

      assertThat(applied).containsExactly(true, true);
      assertThat(patchbay.instances().get(1).defaultFor()).containsExactly("acme");
    }
  }

  @Test
  void aConfigurationWithAnErrorIsListedOrRefused() {
    String json =
        "{\"workspaces\": {"
            + ConfigurationText.workspace(
                "acme", ConfigurationText.sms("a", ConfigurationText.broken("a")))
            + "}}";
    try (Patchbay patchbay = host(json).build()) {
      assertThat(patchbay.problems()).isNotEmpty();
    }
    assertThatThrownBy(() -> host(json).failFast().build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("workspaces.acme.sms.providers.a.port");
    assertThat(fake.connections()).allMatch(connection -> connection.closes() == 1);
  }

  @Test
  void withoutAQueueSubmittingSaysWhatToAdd() {
    try (Patchbay patchbay = host(configuration("a")).build()) {
      assertThat(patchbay.workspace("acme").send(message("m1")).outcome().accepted()).isTrue();
      assertThatThrownBy(() -> patchbay.workspace("acme").submit(message("m2")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("add .queue()");
      assertThat(Files.exists(directory.resolve(Database.DIRECTORY).resolve("delivery.db")))
          .isFalse();
    }
  }
}
