package io.patchbay.provider.whatsapp.internal.account;

import com.google.gson.JsonObject;
import io.patchbay.channel.spi.Secret;
import io.patchbay.provider.whatsapp.AppSubscriptions;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Meta's webhook subscriptions over the Graph API. Thread-safe. */
final class CloudSubscriptions implements AppSubscriptions {
  private final AccountClient client;

  CloudSubscriptions(AccountClient client) {
    this.client = client;
  }

  private HttpUrl url() {
    return client.at(client.businessAccount(), "subscribed_apps").build();
  }

  @Override
  public List<App> list() {
    List<App> apps = new ArrayList<>();
    new Pages<>(client, url(), CloudSubscriptions::app).forEach(apps::add);
    return List.copyOf(apps);
  }

  private static @Nullable App app(JsonObject subscription) {
    JsonObject wrapped = GraphJson.object(subscription, "whatsapp_business_api_data");
    JsonObject app = wrapped == null ? subscription : wrapped;
    String id = GraphJson.text(app, "id");
    String text = GraphJson.text(subscription, "override_callback_uri");
    HttpUrl callback = text == null ? null : HttpUrl.parse(text);
    return id == null
        ? null
        : new App(id, GraphJson.text(app, "name"), callback == null ? null : callback.uri());
  }

  @Override
  public void subscribe() {
    AccountClient.done(client.post(url(), new JsonObject()));
  }

  @Override
  public void subscribe(URI callback, Secret verifyToken) {
    JsonObject body = new JsonObject();
    body.addProperty("override_callback_uri", callback.toString());
    body.addProperty("verify_token", verifyToken.reveal());
    AccountClient.done(client.post(url(), body));
  }

  @Override
  public void unsubscribe() {
    AccountClient.done(client.delete(url(), null));
  }
}
