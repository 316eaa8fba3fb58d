package io.patchbay.testkit.sample;

import io.patchbay.channel.ContentType;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SettingProblem;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.channel.spi.StatusLookup;
import io.patchbay.channel.spi.WebhookReceiver;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** A small provider with HTTP and webhooks that keeps every rule, but for the one it is told. */
public class SampleProvider implements SmsProvider {
  private final Fault fault;

  /** One without a fault. */
  public SampleProvider() {
    this(Fault.NONE);
  }

  /** One with a fault. */
  protected SampleProvider(Fault fault) {
    this.fault = fault;
    if (fault == Fault.D2_STARTS_A_THREAD) {
      Thread thread = new Thread(() -> LockSupport.parkNanos(1_500_000_000L), "sample-idler");
      thread.setDaemon(true);
      thread.start();
    }
  }

  Fault fault() {
    return fault;
  }

  @Override
  public ProviderDescriptor descriptor() {
    boolean plain = fault == Fault.D7_SECRET_AS_TEXT;
    List<ContentType> contents = new ArrayList<>();
    contents.add(ContentType.TEXT);
    contents.add(
        new ContentType(
            fault == Fault.D6_CONTENT_WITHOUT_PREFIX ? "poster" : id() + ":poster",
            fault == Fault.D6_CONTENT_LOST_WHEN_STORED ? Forgetful.class : Poster.class));
    if (fault == Fault.D5_LISTS_WHAT_IT_DOES_NOT_SEND) {
      contents.add(ContentType.LOCATION);
    }
    return ProviderDescriptor.of(id(), name(), URI.create("https://example.com/sample"))
        .settings(
            Setting.url("baseUrl").label("Base URL").help("Where it is.").required().build(),
            (plain ? Setting.text("token") : Setting.secret("token"))
                .label("Token")
                .help("Of your account.")
                .required()
                .build(),
            Setting.secret("webhookSecret").label("Webhook secret").help("Signs them.").build(),
            Setting.text("sender")
                .label("Sender")
                .help("Your number.")
                .pattern(fault == Fault.D9_PATTERN_OF_JAVA_ALONE ? "(?s).+" : "\\+?[0-9]+")
                .build())
        .contents(contents.toArray(ContentType[]::new))
        .recipient(PhoneNumber.class)
        .capability(WebhookReceiver.class)
        .capability(HealthCheck.class)
        .capability(StatusLookup.class)
        .referenceLength(100)
        .build();
  }

  private String id() {
    return switch (fault) {
      case NONE -> "sample";
      case D4_BORROWED_ID -> "lender";
      default -> fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    };
  }

  private String name() {
    return fault == Fault.D3_ANOTHER_DESCRIPTOR_EACH_TIME
        ? "Sample " + UUID.randomUUID()
        : "Sample";
  }

  @Override
  public List<SettingProblem> check(Settings settings) {
    if (!settings.has("sender")) {
      String secret = fault == Fault.S3_QUOTES_THE_SECRET ? settings.text("token") : "the token";
      return List.of(new SettingProblem("sender", "is missing beside " + secret, "add it"));
    }
    return List.of();
  }

  @Override
  public SmsConnection connect(ConnectionContext context) {
    return new SampleConnection(this, context);
  }
}
