package io.patchbay.provider.httpgateway;

import io.patchbay.channel.ContentType;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.ShortCode;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SettingProblem;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.support.OneShotClient;
import io.patchbay.support.Peer;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;

/**
 * Sends texts through any SMS gateway that takes them over HTTP, and reads its callbacks. All that
 * one gateway does differently from another stands in the settings.
 *
 * <p>Stateless and thread-safe. Every connection has an HTTP client of its own, so that two
 * accounts in one process share nothing.
 */
public final class HttpGatewayProvider implements SmsProvider {
  private static final ProviderDescriptor DESCRIPTOR =
      ProviderDescriptor.of(
              "http-gateway",
              "HTTP SMS gateway",
              URI.create("https://www.rfc-editor.org/rfc/rfc9110"))
          .settings(GatewaySettings.schema())
          .contents(ContentType.TEXT)
          .recipient(PhoneNumber.class)
          .recipient(ShortCode.class)
          .capability(WebhookReceiver.class)
          .referenceLength(MessageRef.MAX_LENGTH)
          .build();

  static final Peer PEER = new Peer("The HTTP gateway provider", "the gateway", "url");

  private final UnaryOperator<OkHttpClient.Builder> network;

  /** For {@link java.util.ServiceLoader} and for hosts that register providers themselves. */
  public HttpGatewayProvider() {
    this(UnaryOperator.identity());
  }

  /** With another resolver, other sockets and the like. */
  HttpGatewayProvider(UnaryOperator<OkHttpClient.Builder> network) {
    this.network = network;
  }

  @Override
  public ProviderDescriptor descriptor() {
    return DESCRIPTOR;
  }

  /** Tries the templates, paths, expressions and tables, and demands what goes together. */
  @Override
  public List<SettingProblem> check(Settings settings) {
    return GatewaySettings.problems(settings);
  }

  @Override
  public Set<String> webhookSecrets() {
    return Set.of(CallbackAuthenticator.SECRET);
  }

  /**
   * Opens a connection.
   *
   * @throws IllegalArgumentException when {@link #check} finds a problem
   */
  @Override
  public SmsConnection connect(ConnectionContext context) {
    GatewaySettings settings = GatewaySettings.from(context.settings());
    return new GatewayConnection(
        settings, new OneShotClient(PEER, settings.network(), network), context.clock());
  }
}
