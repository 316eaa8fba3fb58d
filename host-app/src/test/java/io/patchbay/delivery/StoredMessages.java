package io.patchbay.delivery;

import io.patchbay.channel.SmsMessage;
import io.patchbay.content.ContentCodec;

/** The queue's stored form, for tests that compare it with the other ways in. */
public final class StoredMessages {
  private final MessageCodec codec;

  /** Stores messages with these contents. */
  public StoredMessages(ContentCodec contents) {
    codec = new MessageCodec(contents);
  }

  /** What is stored. */
  public String body(SmsMessage message) {
    return codec.write(message).body();
  }

  /** What tells it from other messages. */
  public String fingerprint(SmsMessage message) {
    return codec.write(message).fingerprint();
  }

  /** Reads what was stored. */
  public SmsMessage read(String id, String body) {
    return codec.read(id, body);
  }
}
