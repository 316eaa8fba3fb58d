package io.patchbay.provider.twiliostub;

import io.patchbay.channel.WebhookRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A capability of the stub's own: what was "sent", and the status callbacks that Twilio would have
 * made. Each connection remembers its last 10,000 messages, in memory only; a connection that a
 * change of configuration opens starts empty.
 *
 * <p>Thread-safe.
 */
public interface TwilioStubMessages {
  /** Every message that is remembered, the oldest first. */
  List<TwilioStubMessage> messages();

  /**
   * One message.
   *
   * @param sid its SID; unknown and forgotten ones give an empty answer
   */
  Optional<TwilioStubMessage> message(String sid);

  /**
   * The status callbacks that are due by the connection's clock, the oldest first, signed and at
   * the address of the setting {@code statusCallback}. As with Twilio there is none for the
   * message's first status, and none at all where the setting is missing. The same callbacks come
   * again at every call.
   *
   * @param sid the message's SID; unknown ones give an empty answer
   * @see <a
   *     href="https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks">Twilio:
   *     message status in status callbacks</a>
   */
  List<WebhookRequest> callbacks(String sid);

  /**
   * The same at another address.
   *
   * @param sid the message's SID; unknown ones give an empty answer
   * @param statusCallback the webhook's public address; the reference is added to its query
   */
  List<WebhookRequest> callbacks(String sid, URI statusCallback);
}
