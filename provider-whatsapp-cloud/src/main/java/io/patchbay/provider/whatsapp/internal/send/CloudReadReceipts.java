package io.patchbay.provider.whatsapp.internal.send;

import com.google.gson.stream.JsonWriter;
import io.patchbay.channel.SendError;
import io.patchbay.provider.whatsapp.ReadReceipts;
import io.patchbay.provider.whatsapp.internal.graph.JsonBody;
import java.io.IOException;
import java.util.Optional;

/** Read receipts and typing indicators of one number. Thread-safe. */
public final class CloudReadReceipts implements ReadReceipts {
  private static final String HARMLESS = "Mark the message again: doing so twice does no harm.";

  private final MessageSender messages;

  public CloudReadReceipts(MessageSender messages) {
    this.messages = messages;
  }

  @Override
  public Optional<SendError> markRead(String messageId) {
    return mark(messageId, false);
  }

  @Override
  public Optional<SendError> showTyping(String messageId) {
    return mark(messageId, true);
  }

  private Optional<SendError> mark(String messageId, boolean typing) {
    return messages
        .mark(new Receipt(messageId, typing))
        .match(
            accepted -> Optional.empty(),
            rejected -> Optional.of(rejected.cause()),
            unknown -> Optional.of(unknown.cause().toBuilder().remedy(HARMLESS).build()));
  }

  /** The body that marks a message. */
  record Receipt(String messageId, boolean typing) implements JsonBody {
    @Override
    public void write(JsonWriter json) throws IOException {
      json.beginObject();
      json.name("messaging_product").value("whatsapp");
      json.name("status").value("read");
      json.name("message_id").value(messageId);
      if (typing) {
        json.name("typing_indicator").beginObject().name("type").value("text").endObject();
      }
      json.endObject();
    }
  }
}
