package io.patchbay.provider.whatsapp.internal.account;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.patchbay.provider.whatsapp.BusinessProfile;
import io.patchbay.provider.whatsapp.ProfileDetails;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Meta's business profile over the Graph API. Thread-safe. */
final class CloudBusinessProfile implements BusinessProfile {
  private static final String EDGE = "whatsapp_business_profile";

  private final AccountClient client;

  CloudBusinessProfile(AccountClient client) {
    this.client = client;
  }

  private HttpUrl.Builder url() {
    return client.at(client.settings().phoneNumberId(), EDGE);
  }

  @Override
  public ProfileDetails read() {
    HttpUrl url =
        url()
            .addQueryParameter(
                "fields", "about,address,description,email,profile_picture_url,websites,vertical")
            .build();
    JsonObject first = GraphJson.first(client.get(url), "data");
    // Meta's schema wraps the profile once more, its answers do not.
    JsonObject wrapped = GraphJson.object(first, "business_profile");
    JsonObject profile = wrapped == null ? first : wrapped;
    return new ProfileDetails(
        GraphJson.verbatim(profile, "about"),
        GraphJson.verbatim(profile, "address"),
        GraphJson.verbatim(profile, "description"),
        GraphJson.verbatim(profile, "email"),
        websites(profile),
        GraphJson.text(profile, "vertical"),
        uri(GraphJson.text(profile, "profile_picture_url")),
        null);
  }

  private static @Nullable List<URI> websites(@Nullable JsonObject profile) {
    if (GraphJson.array(profile, "websites") == null) {
      return null;
    }
    List<URI> websites = new ArrayList<>();
    for (JsonElement website : GraphJson.elements(profile, "websites")) {
      URI uri = website.isJsonPrimitive() ? uri(website.getAsString()) : null;
      if (uri != null) {
        websites.add(uri);
      }
    }
    return websites;
  }

  private static @Nullable URI uri(@Nullable String text) {
    HttpUrl url = text == null ? null : HttpUrl.parse(text);
    return url == null ? null : url.uri();
  }

  @Override
  public void write(ProfileDetails change) {
    JsonObject body = new JsonObject();
    body.addProperty("messaging_product", "whatsapp");
    add(body, "about", change.about());
    add(body, "address", change.address());
    add(body, "description", change.description());
    add(body, "email", change.email());
    add(body, "vertical", change.vertical());
    add(body, "profile_picture_handle", change.pictureHandle());
    if (change.websites() != null) {
      JsonArray websites = new JsonArray();
      change.websites().forEach(website -> websites.add(website.toString()));
      body.add("websites", websites);
    }
    AccountClient.done(client.post(url().build(), body));
  }

  private static void add(JsonObject body, String name, @Nullable String value) {
    if (value != null) {
      body.addProperty(name, value);
    }
  }
}
