package io.patchbay.provider.whatsapp.internal.send;

import com.google.gson.stream.JsonWriter;
import io.patchbay.channel.Address;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.UserId;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.provider.whatsapp.internal.graph.JsonBody;
import java.io.IOException;

/**
 * The body of {@code POST /messages}.
 *
 * @param payload the request's content
 * @param media how its media are written
 * @param plus whether phone numbers go out with a leading {@code +}
 */
record OutgoingMessage(SendRequest request, OutboundContent payload, MediaJson media, boolean plus)
    implements JsonBody {

  @Override
  public void write(JsonWriter json) throws IOException {
    // What a content leaves out is left out of the request.
    json.setSerializeNulls(false);
    json.beginObject();
    json.name("messaging_product").value("whatsapp");
    recipient(json, request.to());
    json.name("recipient_identity_key_hash").value(payload.identityHash());
    payload.kind().write(json, payload.content(), media);
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
