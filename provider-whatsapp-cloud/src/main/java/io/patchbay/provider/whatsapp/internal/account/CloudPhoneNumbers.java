package io.patchbay.provider.whatsapp.internal.account;

import com.google.gson.JsonObject;
import io.patchbay.channel.Category;
import io.patchbay.channel.SendError;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.channel.spi.Secret;
import io.patchbay.provider.whatsapp.NumberDetails;
import io.patchbay.provider.whatsapp.PhoneNumbers;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Meta's phone numbers over the Graph API. Thread-safe. */
final class CloudPhoneNumbers implements PhoneNumbers {
  /** All fields that the number itself and the account's list of numbers have in common. */
  static final String FIELDS =
      "id,display_phone_number,verified_name,status,quality_rating,throughput,name_status,"
          + "code_verification_status,account_mode,platform_type,is_on_biz_app";

  /** Fields that not every version and account has, and without which the answer still serves. */
  private static final List<String> DISPENSABLE =
      List.of("is_on_biz_app", "whatsapp_business_manager_messaging_limit");

  static final String LIMIT = "whatsapp_business_manager_messaging_limit";

  private final AccountClient client;

  CloudPhoneNumbers(AccountClient client) {
    this.client = client;
  }

  @Override
  public Iterable<NumberDetails> list() {
    return new Pages<>(
        this::ask,
        client
            .at(client.businessAccount(), "phone_numbers")
            .addQueryParameter("fields", FIELDS + "," + LIMIT)
            .addQueryParameter("limit", "100")
            .build(),
        AccountJson::number);
  }

  @Override
  public NumberDetails get() {
    return get(own());
  }

  @Override
  public NumberDetails get(String phoneNumberId) {
    return get(phoneNumberId, FIELDS + "," + LIMIT);
  }

  NumberDetails get(String phoneNumberId, String fields) {
    NumberDetails details =
        AccountJson.number(
            ask(client.at(phoneNumberId).addQueryParameter("fields", fields).build()));
    if (details == null) {
      throw AccountErrors.unreadable("The phone number was answered without an id", false);
    }
    return details;
  }

  /** Asks, and again without the fields for which Graph refuses the whole question. */
  private JsonObject ask(HttpUrl url) {
    HttpUrl asked = url;
    for (int left = DISPENSABLE.size(); left > 0; left--) {
      try {
        return client.get(asked);
      } catch (ProviderException e) {
        HttpUrl smaller = withoutRefusedField(asked, e.error());
        if (smaller.equals(asked)) {
          throw e;
        }
        asked = smaller;
      }
    }
    return client.get(asked);
  }

  private static HttpUrl withoutRefusedField(HttpUrl url, SendError error) {
    if (!"100".equals(error.code())) {
      return url;
    }
    String asked = Objects.requireNonNullElse(url.queryParameter("fields"), "");
    String kept =
        Stream.of(asked.split(",", -1))
            .filter(
                field ->
                    !DISPENSABLE.contains(field) || !error.message().contains("(" + field + ")"))
            .collect(Collectors.joining(","));
    return kept.isEmpty() ? url : url.newBuilder().setQueryParameter("fields", kept).build();
  }

  private String own() {
    return client.settings().phoneNumberId();
  }

  @Override
  public void requestCode(CodeMethod method, String language) {
    JsonObject body = new JsonObject();
    body.addProperty("code_method", method.name());
    body.addProperty("language", language);
    change("request_code", body);
  }

  @Override
  public void verifyCode(Secret code) {
    JsonObject body = new JsonObject();
    body.addProperty("code", sixDigits("code", code));
    change("verify_code", body);
  }

  @Override
  public void register(Secret pin, @Nullable String region) {
    JsonObject body = new JsonObject();
    body.addProperty("messaging_product", "whatsapp");
    body.addProperty("pin", sixDigits("PIN", pin));
    if (region != null) {
      body.addProperty("data_localization_region", region);
    }
    change("register", body);
  }

  @Override
  public void deregister() {
    change("deregister", new JsonObject());
  }

  @Override
  public void setPin(Secret pin) {
    JsonObject body = new JsonObject();
    body.addProperty("pin", sixDigits("PIN", pin));
    AccountClient.done(client.post(client.at(own()).build(), body));
  }

  private void change(String edge, JsonObject body) {
    AccountClient.done(client.post(client.at(own(), edge).build(), body));
  }

  private static String sixDigits(String what, Secret secret) {
    if (!secret.reveal().matches("[0-9]{6}")) {
      throw AccountErrors.local(
          Category.REQUEST,
          "The " + what + " is not six digits",
          "Give six digits, without the dash with which WhatsApp shows codes.");
    }
    return secret.reveal();
  }
}
