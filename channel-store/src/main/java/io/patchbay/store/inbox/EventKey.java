package io.patchbay.store.inbox;

import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.InstanceId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Identity of an event: two deliveries of the same event have the same one.
 *
 * <p>Immutable.
 *
 * @param instance the instance that received it, under the workspace that declares it
 * @param key the hash of the provider's identity, which may be long and may have the person's
 *     number in it
 */
public record EventKey(InstanceId instance, String key) {
  private static final String HASHED = "sha256:";

  /** Replaces the provider's identity by its hash, unless it is one. */
  public EventKey {
    if (!key.startsWith(HASHED)) {
      key = HASHED + sha256(key);
    }
  }

  /** The identity of an event that this instance received. */
  public static EventKey of(InstanceId instance, ChannelEvent event) {
    return new EventKey(instance, event.key());
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
