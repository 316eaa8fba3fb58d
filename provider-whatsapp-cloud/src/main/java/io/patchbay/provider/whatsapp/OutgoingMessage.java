package io.patchbay.provider.whatsapp;

import com.google.gson.stream.JsonWriter;
import io.patchbay.channel.Address;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.UserId;
import io.patchbay.channel.spi.SendRequest;
import java.io.IOException;

/**
 * The body of {@code POST /messages}.
 *
 * @param kind the kind of the request's content
 * @param plus whether phone numbers go out with a leading {@code +}
 */
record OutgoingMessage(SendRequest request, Contents.Kind<?> kind, boolean plus)
    implements JsonBody {

  @Override
  public void write(JsonWriter json) throws IOException {
    json.beginObject();
    json.name("messaging_product").value("whatsapp");
    recipient(json, request.to());
    kind.write(json, request.content());
    if (request.replyTo() != null) {
      json.name("context").beginObject().name("message_id").value(request.replyTo()).endObject();
    }
    if (!request.reference().isEmpty()) {
      json.name("biz_opaque_callback_data").value(request.reference());
    }
    json.endObject();
  }

  private void recipient(JsonWriter json, Address to) throws IOException {
    json.name("recipient_type").value(to instanceof GroupId ? "group" : "individual");
    if (to instanceof UserId) {
      json.name("recipient").value(to.value());
    } else if (to instanceof PhoneNumber phone && plus) {
      json.name("to").value(phone.e164());
    } else {
      json.name("to").value(to.value());
    }
  }
}
