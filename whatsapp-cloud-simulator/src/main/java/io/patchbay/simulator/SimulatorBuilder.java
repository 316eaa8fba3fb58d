package io.patchbay.simulator;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Configures a {@link WhatsAppCloudSimulator}. For one thread; every method returns the builder
 * itself.
 */
public final class SimulatorBuilder {
  private static final String USUAL_NUMBER = "109876543210123";

  private final Map<String, SimulatedNumber> numbers = new LinkedHashMap<>();
  private String accountId = "102290129340398";
  private String appId = "634974688087057";
  private Set<String> allowList = Set.of();
  private WebhookBatch batch = WebhookBatch.USUAL;
  private Duration batchWindow = Duration.ofMillis(5);
  private int tries = 5;
  private Duration backoff = Duration.ofMillis(50);
  private Consumer<SimulatorEvent> events = event -> {};
  int port;
  String accessToken = "test-token";
  String appSecret = "test-app-secret";
  String verifyToken = "test-verify-token";
  boolean proofRequired;
  int messagesPerSecond = 80;
  boolean pairLimit;
  boolean readReceipts = true;
  boolean statusesBeforeAnswer;
  Duration statusDelay = Duration.ofMillis(20);
  Duration callbackTimeout = Duration.ofSeconds(5);
  int keep = 20_000;
  Clock clock = Clock.systemUTC();
  boolean approveTemplates = true;
  boolean definedTemplatesOnly;
  final List<SimulatedTemplate> templates = new ArrayList<>();
  @Nullable URI callbackUrl;

  SimulatorBuilder() {}

  /** The port to listen on; 0, the default, takes any free one. */
  public SimulatorBuilder port(int value) {
    if (value < 0 || value > 65_535) {
      throw new IllegalArgumentException("A port is between 0 and 65535, but this is " + value);
    }
    port = value;
    return this;
  }

  /** The one bearer token that is accepted; {@code test-token} by default. */
  public SimulatorBuilder accessToken(String value) {
    accessToken = notBlank("accessToken", value);
    return this;
  }

  /**
   * Adds a business number; call it again for more. Without any, there is {@code 109876543210123}.
   */
  public SimulatorBuilder phoneNumberId(String value) {
    return number(SimulatedNumber.of(value));
  }

  /** Adds a business number with its display number and name. */
  public SimulatorBuilder number(SimulatedNumber value) {
    numbers.put(value.phoneNumberId(), value);
    return this;
  }

  /** The WhatsApp Business Account that webhooks name as their entry. */
  public SimulatorBuilder businessAccountId(String value) {
    accountId = notBlank("businessAccountId", value);
    return this;
  }

  /** The app that calls; resumable uploads start at its id. */
  public SimulatorBuilder appId(String value) {
    appId = notBlank("appId", value);
    return this;
  }

  /**
   * Adds a template; call it again for more. Sends that name a template of the simulator are
   * compared with it; sends of others are taken as they come.
   */
  public SimulatorBuilder template(SimulatedTemplate value) {
    templates.add(value);
    return this;
  }

  /** Refuses sends of templates that the simulator does not know (132001). Off by default. */
  public SimulatorBuilder definedTemplatesOnly(boolean value) {
    definedTemplatesOnly = value;
    return this;
  }

  /**
   * Whether templates that are created or edited by calls are approved at once; on by default.
   * Their creation is answered with {@code PENDING} either way.
   */
  public SimulatorBuilder approveTemplates(boolean value) {
    approveTemplates = value;
    return this;
  }

  /**
   * The key of webhook signatures and of {@code appsecret_proof}; {@code test-app-secret} by
   * default.
   */
  public SimulatorBuilder appSecret(String value) {
    appSecret = notBlank("appSecret", value);
    return this;
  }

  /**
   * Refuses calls without {@code appsecret_proof}, like an app with "Require App Secret" on. Off by
   * default.
   */
  public SimulatorBuilder requireAppSecretProof(boolean value) {
    proofRequired = value;
    return this;
  }

  /** Where webhooks go; may be set later. Without one they are discarded and counted. */
  public SimulatorBuilder callbackUrl(URI value) {
    callbackUrl = checkedCallback(value);
    return this;
  }

  /** The token of the subscription handshake; {@code test-verify-token} by default. */
  public SimulatorBuilder verifyToken(String value) {
    verifyToken = notBlank("verifyToken", value);
    return this;
  }

  /**
   * The throughput of each number, and the burst it allows; 80 by default. Above it sends get
   * 130429.
   */
  public SimulatorBuilder messagesPerSecond(int value) {
    if (value < 1 || value > 1_000_000) {
      throw new IllegalArgumentException(
          "The messages a second are between 1 and 1000000, but these are " + value);
    }
    messagesPerSecond = value;
    return this;
  }

  /**
   * Also holds one person's messages to one every 6 seconds with a burst of 45 (131056). Off by
   * default.
   */
  public SimulatorBuilder pairLimit(boolean value) {
    pairLimit = value;
    return this;
  }

  /** Makes the numbers test numbers, which write only to these recipients (131030 otherwise). */
  public SimulatorBuilder testNumberAllowList(Set<String> recipients) {
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("A test number needs at least one recipient in its list");
    }
    allowList = recipients.stream().map(WaIds::digits).collect(Collectors.toUnmodifiableSet());
    return this;
  }

  /** Time before the first status and between one status and the next; 20 ms by default. */
  public SimulatorBuilder statusDelay(Duration value) {
    statusDelay = notNegative("statusDelay", value);
    return this;
  }

  /** Whether recipients send read receipts; on by default. */
  public SimulatorBuilder readReceipts(boolean value) {
    readReceipts = value;
    return this;
  }

  /**
   * Lets all statuses of a message reach the callback before its send is answered. Off by default.
   */
  public SimulatorBuilder statusesBeforeAnswer(boolean value) {
    statusesBeforeAnswer = value;
    return this;
  }

  /**
   * How webhooks are bundled.
   *
   * @param window how long the first item waits for company
   */
  public SimulatorBuilder webhookBatch(WebhookBatch value, Duration window) {
    batch = value;
    batchWindow = notNegative("window", window);
    return this;
  }

  /**
   * How often a webhook is posted at most, and how long it waits after the first failure; the wait
   * doubles each time. The platform goes on for up to seven days; here it is 5 tries from 50 ms by
   * default.
   */
  public SimulatorBuilder webhookTries(int value, Duration firstWait) {
    if (value < 1) {
      throw new IllegalArgumentException("A webhook needs at least 1 try, but this is " + value);
    }
    tries = value;
    backoff = notNegative("firstWait", firstWait);
    return this;
  }

  /** How long the callback may take to connect, and again to answer; 5 seconds by default. */
  public SimulatorBuilder callbackTimeout(Duration value) {
    callbackTimeout = notNegative("callbackTimeout", value);
    return this;
  }

  /**
   * How many received messages are kept; 20,000 by default. The oldest go first, and are counted.
   */
  public SimulatorBuilder keepReceived(int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "At least 1 received message is kept, but this is " + value);
    }
    keep = value;
    return this;
  }

  /** The clock of rate limits and timestamps; the delays of webhooks are real time. */
  public SimulatorBuilder clock(Clock value) {
    clock = value;
    return this;
  }

  /**
   * Who is told what happens, on the simulator's own threads; must not block. What it throws is
   * ignored. Every event may be printed as it is.
   */
  public SimulatorBuilder onEvent(Consumer<SimulatorEvent> value) {
    events = value;
    return this;
  }

  /**
   * Starts a simulator with these settings. The builder may be used for another.
   *
   * @throws java.io.UncheckedIOException when the port is taken
   */
  public WhatsAppCloudSimulator start() {
    return new WhatsAppCloudSimulator(this);
  }

  Directory directory() {
    Map<String, SimulatedNumber> served = new LinkedHashMap<>(numbers);
    if (served.isEmpty()) {
      served.put(USUAL_NUMBER, SimulatedNumber.of(USUAL_NUMBER));
    }
    return new Directory(accountId, appId, Collections.unmodifiableMap(served), allowList);
  }

  WebhookQueue.Policy webhookPolicy() {
    return new WebhookQueue.Policy(batch, batchWindow, tries, backoff);
  }

  Consumer<SimulatorEvent> guardedEvents() {
    Consumer<SimulatorEvent> listener = events;
    return event -> {
      try {
        listener.accept(event);
      } catch (RuntimeException e) {
        // A listener that fails must not change what a client under test sees.
        return;
      }
    };
  }

  static URI checkedCallback(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null) {
      throw new IllegalArgumentException(
          "A callback URL is http or https with a host, but the scheme is '"
              + scheme
              + "' and the host '"
              + url.getHost()
              + "'");
    }
    return url;
  }

  static String notBlank(String name, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("The setting " + name + " must not be blank");
    }
    return value;
  }

  private static Duration notNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(
          "The setting " + name + " must not be negative, but it is " + value);
    }
    return value;
  }
}
