package io.patchbay.provider.whatsapp.internal.account;

import io.patchbay.channel.Category;
import io.patchbay.channel.SendError;
import io.patchbay.channel.spi.ProviderException;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses a download may take the token to: whatever an answer names, only Meta's own media
 * hosts over https, and the very server that the settings name.
 */
public final class MediaHosts {
  private static final Set<String> META =
      Set.of("graph.facebook.com", "lookaside.fbsbx.com", "lookaside.facebook.com");

  private MediaHosts() {}

  /**
   * The address, if the token may go there.
   *
   * @throws ProviderException if it may not
   */
  public static HttpUrl check(@Nullable String text, HttpUrl base) {
    HttpUrl url = text == null ? null : HttpUrl.parse(text);
    if (url == null) {
      throw AccountErrors.unreadable("The look-up of the media names no address", false);
    }
    boolean meta = url.isHttps() && url.port() == 443 && META.contains(url.host());
    boolean own =
        url.scheme().equals(base.scheme())
            && url.host().equals(base.host())
            && url.port() == base.port();
    if (!meta && !own) {
      throw new ProviderException(
          SendError.of(
                  Category.MEDIA,
                  "The media are said to be at "
                      + url.scheme()
                      + "://"
                      + url.host()
                      + ":"
                      + url.port()
                      + ", which is none of Meta's media hosts; the token was not sent there")
              .remedy("Check baseUrl and who answers there; tell us if Meta has a new media host.")
              .build());
    }
    return url;
  }
}
