package io.patchbay.benchmarks;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.provider.whatsapp.WhatsAppCloudProvider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Verifying and reading a WhatsApp webhook with so many statuses, beside the HMAC over its body
 * alone. Promised: at most four times the HMAC for a single status, and linear growth.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class WebhookBenchmark {
  private static final String SECRET = "test-app-secret";

  /** How many statuses the webhook has. */
  @Param({"1", "10", "100", "1000"})
  public int statuses;

  private byte[] body;
  private SmsConnection connection;
  private WebhookReceiver receiver;
  private WebhookRequest request;

  /** Makes the webhook and opens a connection, which sends nothing. */
  @Setup
  public void open() throws GeneralSecurityException {
    body = payload(statuses).getBytes(StandardCharsets.UTF_8);
    SmsProvider provider = new WhatsAppCloudProvider();
    Settings settings =
        Settings.of(
            provider.descriptor().settings(),
            Map.of(
                "accessToken", List.of("test-token"),
                "phoneNumberId", List.of("109876543210123"),
                "appSecret", List.of(SECRET)));
    connection =
        provider.connect(
            new ConnectionContext(new InstanceId("acme", "whatsapp"), settings, Clock.systemUTC()));
    receiver = connection.capability(WebhookReceiver.class).orElseThrow();
    String signature = "sha256=" + HexFormat.of().formatHex(hmac());
    request =
        WebhookRequest.of(
            "POST",
            URI.create("https://host.example/webhooks/acme/whatsapp"),
            Map.of(
                "X-Hub-Signature-256", List.of(signature),
                "Content-Type", List.of("application/json")),
            body);
    WebhookResult result = receiver.receive(request);
    if (result.events().size() != statuses) {
      throw new IllegalStateException("Not every status became an event: " + result.refusal());
    }
  }

  /** Closes the connection. */
  @TearDown
  public void close() {
    connection.close();
  }

  /** The signature alone, as every receiver has to compute it. */
  @Benchmark
  public byte[] hmac() throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return mac.doFinal(body);
  }

  /** The whole: signature, reading, events. */
  @Benchmark
  public WebhookResult receive() {
    return receiver.receive(request);
  }

  private static String payload(int statuses) {
    return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"102290129340398\","
        + "\"changes\":[{\"value\":{\"messaging_product\":\"whatsapp\",\"metadata\":{"
        + "\"display_phone_number\":\"15550783881\",\"phone_number_id\":\"109876543210123\"},"
        + "\"contacts\":[{\"wa_id\":\"14155551234\",\"user_id\":\"US.13491208655302741918\"}],"
        + "\"statuses\":["
        + IntStream.range(0, statuses)
            .mapToObj(WebhookBenchmark::status)
            .collect(Collectors.joining(","))
        + "]},\"field\":\"messages\"}]}]}";
  }

  private static String status(int number) {
    return "{\"id\":\"wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI3MTE5MjY3NEM3MzQ2"
        + (100_000 + number)
        + "\",\"status\":\"delivered\",\"timestamp\":\"1795176000\",\"recipient_id\":\"14155551234\","
        + "\"recipient_user_id\":\"US.13491208655302741918\",\"pricing\":{\"billable\":true,"
        + "\"pricing_model\":\"PMP\",\"category\":\"utility\",\"type\":\"regular\"},"
        + "\"biz_opaque_callback_data\":\"pb1.acme.order-"
        + (100_000 + number)
        + ".1\"}";
  }
}
