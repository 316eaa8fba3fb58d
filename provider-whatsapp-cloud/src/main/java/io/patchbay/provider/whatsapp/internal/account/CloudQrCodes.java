package io.patchbay.provider.whatsapp.internal.account;

import com.google.gson.JsonObject;
import io.patchbay.provider.whatsapp.QrCode;
import io.patchbay.provider.whatsapp.QrCodes;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import org.jspecify.annotations.Nullable;

/** Meta's QR codes over the Graph API. Thread-safe. */
final class CloudQrCodes implements QrCodes {
  private static final String EDGE = "message_qrdls";

  private final AccountClient client;

  CloudQrCodes(AccountClient client) {
    this.client = client;
  }

  private String own() {
    return client.settings().phoneNumberId();
  }

  @Override
  public Iterable<QrCode> list() {
    return new Pages<>(client, client.at(own(), EDGE).build(), AccountJson::qrCode);
  }

  @Override
  public QrCode get(String code) {
    JsonObject answer = client.get(client.at(own(), EDGE, code).build());
    JsonObject first = GraphJson.first(answer, "data");
    return read(first == null ? answer : first, false);
  }

  @Override
  public QrCode create(String message, Image image) {
    JsonObject body = new JsonObject();
    body.addProperty("prefilled_message", message);
    if (image != Image.NONE) {
      body.addProperty("generate_qr_image", image.name());
    }
    return read(client.post(client.at(own(), EDGE).build(), body), true);
  }

  @Override
  public QrCode update(String code, String message) {
    JsonObject body = new JsonObject();
    body.addProperty("code", code);
    body.addProperty("prefilled_message", message);
    return read(client.post(client.at(own(), EDGE).build(), body), true);
  }

  private static QrCode read(JsonObject answer, boolean change) {
    @Nullable QrCode read = AccountJson.qrCode(answer);
    if (read == null) {
      throw AccountErrors.unreadable("The QR code was answered without its code", change);
    }
    return read;
  }

  @Override
  public void delete(String code) {
    AccountClient.done(client.delete(client.at(own(), EDGE, code).build(), null));
  }
}
