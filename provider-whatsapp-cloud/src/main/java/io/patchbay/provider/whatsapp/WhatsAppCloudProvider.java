package io.patchbay.provider.whatsapp;

import io.patchbay.channel.GroupId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.UserId;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.ConversationRules;
import io.patchbay.channel.spi.MarketingRules;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SettingProblem;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.provider.whatsapp.internal.account.CloudAccount;
import io.patchbay.provider.whatsapp.internal.graph.CloudSettings;
import io.patchbay.provider.whatsapp.internal.graph.GraphClient;
import io.patchbay.provider.whatsapp.internal.graph.GraphVersions;
import io.patchbay.provider.whatsapp.internal.send.ContentWriters;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;

/**
 * Sends WhatsApp messages over Meta's WhatsApp Cloud API and reads the webhooks that come back.
 *
 * <p>Stateless and thread-safe. Every connection has an HTTP client of its own, so that two
 * accounts in one process share nothing.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api">Meta's documentation</a>
 */
public final class WhatsAppCloudProvider implements SmsProvider {
  private static final ProviderDescriptor DESCRIPTOR =
      CloudAccount.declare(
              ContentWriters.declare(
                  ProviderDescriptor.of(
                      "whatsapp-cloud",
                      "WhatsApp Cloud API",
                      URI.create("https://developers.facebook.com/docs/whatsapp/cloud-api"))))
          .settings(CloudSettings.schema())
          .recipient(PhoneNumber.class)
          .recipient(UserId.class)
          .recipient(GroupId.class)
          .capability(WebhookReceiver.class)
          .capability(ReadReceipts.class)
          .capability(ConversationRules.class)
          .capability(MarketingRules.class)
          .referenceLength(512)
          .build();

  private final UnaryOperator<OkHttpClient.Builder> network;

  /** For {@link java.util.ServiceLoader} and for hosts that register providers themselves. */
  public WhatsAppCloudProvider() {
    this(UnaryOperator.identity());
  }

  /** With another resolver, other sockets and the like. */
  WhatsAppCloudProvider(UnaryOperator<OkHttpClient.Builder> network) {
    this.network = network;
  }

  @Override
  public ProviderDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public List<SettingProblem> check(Settings settings) {
    return CloudSettings.problems(settings);
  }

  @Override
  public Set<String> webhookSecrets() {
    return Set.of(CloudSettings.APP_SECRET);
  }

  @Override
  public SmsConnection connect(ConnectionContext context) {
    CloudSettings settings = CloudSettings.from(context.settings());
    GraphVersions.warnIfExpired(settings.graphVersion(), context);
    return new CloudConnection(context, settings, new GraphClient(settings, network));
  }
}
