package io.patchbay.testkit;

import io.patchbay.channel.ContentType;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SettingProblem;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.channel.spi.WebhookReceiver;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A provider whose answers a test sets, and which remembers every connection that it opened.
 * Thread-safe.
 */
public final class FakeProvider implements SmsProvider {
  private final ProviderDescriptor descriptor;
  private final List<FakeConnection> connections = new CopyOnWriteArrayList<>();
  private final Map<String, BiFunction<FakeConnection, SendRequest, SendOutcome>> answers =
      new ConcurrentHashMap<>();
  private volatile Function<Settings, List<SettingProblem>> check = settings -> List.of();
  private volatile Consumer<ConnectionContext> whenConnecting = context -> {};

  public FakeProvider(String id) {
    this(describe(id).build());
  }

  public FakeProvider(ProviderDescriptor descriptor) {
    this.descriptor = descriptor;
  }

  /** One optional setting of every type, texts and templates to phone numbers. */
  public static ProviderDescriptor.Builder describe(String id) {
    return ProviderDescriptor.of(id, "The " + id, URI.create("https://example.org/" + id))
        .settings(
            Setting.secret("token").help("The key.").build(),
            Setting.text("account")
                .help("The account.")
                .pattern("[a-z0-9]+")
                .example("main")
                .build(),
            Setting.number("port").example("80").build(),
            Setting.flag("eager").help("Whether to hurry.").build(),
            Setting.choice("mode", "slow", "fast").help("How fast.").build(),
            Setting.url("base").example("https://example.org/").build(),
            Setting.duration("pause").example("30s").build(),
            Setting.secret("keys").help("The keys.").repeated().build(),
            Setting.text("tags").help("Labels.").repeated().build())
        .contents(ContentType.TEXT, ContentType.TEMPLATE)
        .recipient(PhoneNumber.class)
        .capability(HealthCheck.class)
        .capability(WebhookReceiver.class);
  }

  /** Lets the instances of this name, in whatever workspace, answer so. */
  public FakeProvider answer(
      String instanceName, BiFunction<FakeConnection, SendRequest, SendOutcome> answer) {
    answers.put(instanceName, answer);
    return this;
  }

  /** Lets the instances of this name always answer so. */
  public FakeProvider answer(String instanceName, SendOutcome outcome) {
    return answer(instanceName, (connection, request) -> outcome);
  }

  public FakeProvider check(Function<Settings, List<SettingProblem>> rule) {
    this.check = rule;
    return this;
  }

  public FakeProvider whenConnecting(Consumer<ConnectionContext> action) {
    this.whenConnecting = action;
    return this;
  }

  /** Every connection ever opened, the oldest first. */
  public List<FakeConnection> connections() {
    return List.copyOf(connections);
  }

  /** The newest connection of an instance. */
  public FakeConnection newest(String workspace, String name) {
    return connections.stream()
        .filter(connection -> connection.id().equals(new InstanceId(workspace, name)))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  SendOutcome answerOf(FakeConnection connection, SendRequest request) {
    BiFunction<FakeConnection, SendRequest, SendOutcome> answer =
        answers.get(connection.id().name());
    return answer == null
        ? new SendOutcome.Accepted("id-" + request.reference(), List.of(), Map.of())
        : answer.apply(connection, request);
  }

  @Override
  public ProviderDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public List<SettingProblem> check(Settings settings) {
    return check.apply(settings);
  }

  @Override
  public SmsConnection connect(ConnectionContext context) {
    whenConnecting.accept(context);
    FakeConnection connection = new FakeConnection(this, context);
    connections.add(connection);
    return connection;
  }
}
