package io.patchbay.provider.whatsapp;

import io.patchbay.channel.spi.ProviderException;
import io.patchbay.channel.spi.Secret;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A capability: which apps get the webhooks of the WhatsApp Business Account that the setting
 * {@code businessAccountId} names. The app meant by a change is the one that the access token
 * belongs to. Every call is made once and blocks; when Meta refuses it throws {@link
 * ProviderException}. Thread-safe.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account/subscribed_apps">Subscribed
 *     apps</a>
 */
public interface AppSubscriptions {
  /** The apps that get webhooks. */
  List<App> list();

  /** Lets the app get webhooks, at the address that the app dashboard names. */
  void subscribe();

  /**
   * Lets the app get this account's webhooks at another address.
   *
   * @param callback where to
   * @param verifyToken what Meta shows there in the handshake
   */
  void subscribe(URI callback, Secret verifyToken);

  /** Ends it: the app gets no more webhooks of this account. */
  void unsubscribe();

  /**
   * An app.
   *
   * @param id the app's id
   * @param name its name; null when not said
   * @param callback where this account's webhooks go instead of the app's usual address; null when
   *     they do not
   */
  record App(String id, @Nullable String name, @Nullable URI callback) {}
}
