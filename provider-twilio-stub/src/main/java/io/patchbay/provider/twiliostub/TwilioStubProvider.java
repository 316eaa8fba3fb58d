package io.patchbay.provider.twiliostub;

import io.patchbay.channel.ContentType;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SettingProblem;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.channel.spi.StatusLookup;
import io.patchbay.channel.spi.WebhookReceiver;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Twilio without Twilio: takes texts as the real service would, answers with its SIDs and error
 * codes, and sends nothing. It says so in its name, at every connect in the log, and in the details
 * of every accepted message.
 *
 * <p>Stateless and thread-safe. The magic numbers are those of Twilio's <a
 * href="https://www.twilio.com/docs/iam/test-credentials">test credentials</a>.
 */
public final class TwilioStubProvider implements SmsProvider {
  private static final Logger LOG = LoggerFactory.getLogger(TwilioStubProvider.class);

  /** The room for a reference in the query of a status callback's address. */
  private static final int REFERENCE_LENGTH = 255;

  private static final ProviderDescriptor DESCRIPTOR =
      new ProviderDescriptor(
          "twilio-stub",
          "Twilio stub (sends nothing)",
          URI.create("https://www.twilio.com/docs/iam/test-credentials"),
          StubSettings.SCHEMA,
          List.of(ContentType.TEXT),
          Set.of(PhoneNumber.class),
          Set.of(WebhookReceiver.class, StatusLookup.class, TwilioStubMessages.class),
          REFERENCE_LENGTH,
          true);

  /** For {@link java.util.ServiceLoader}. */
  public TwilioStubProvider() {}

  @Override
  public ProviderDescriptor descriptor() {
    return DESCRIPTOR;
  }

  /** Demands exactly one of {@code messagingServiceSid} and {@code from}. */
  @Override
  public List<SettingProblem> check(Settings settings) {
    return StubSettings.check(settings);
  }

  @Override
  public Set<String> webhookSecrets() {
    return Set.of(StubSettings.AUTH_TOKEN.key());
  }

  /**
   * Opens a connection that remembers messages in memory.
   *
   * @throws IllegalArgumentException when {@link #check} finds a problem
   */
  @Override
  public SmsConnection connect(ConnectionContext context) {
    StubSettings settings = StubSettings.from(context.settings());
    LOG.warn(
        "Instance {} is the Twilio stub: messages are taken and answered, but nothing is sent",
        context.instance());
    return new TwilioStubConnection(settings, context.clock());
  }
}
