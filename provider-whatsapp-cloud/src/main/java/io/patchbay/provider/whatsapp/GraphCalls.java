package io.patchbay.provider.whatsapp;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Raw calls to the Graph API: the way to what this module has no interface for, such as groups,
 * calls, commerce settings, automation and analytics. Reached through {@link
 * io.patchbay.channel.SmsChannel#use}.
 *
 * <p>A path is relative to the configured {@code baseUrl} and {@code graphVersion}, for example
 * {@code phoneNumberId() + "/whatsapp_commerce_settings"}: one to ten parts, separated by {@code
 * /}, of letters, digits, {@code _}, {@code -}, {@code .} and {@code =}. It cannot leave that
 * address, so the token goes nowhere else. The token and its proof are added to each call; a query
 * that brings {@code access_token}, {@code appsecret_proof} or {@code method} of its own is
 * refused.
 *
 * <p>Each call is made once: nothing is retried and no redirect is followed. It blocks, as long as
 * the instance's time-outs allow. An answer of more than 8 MB is not read.
 *
 * <p>Every method throws {@link io.patchbay.channel.spi.ProviderException} when there is no success
 * to return: before any call, with the category {@code REQUEST}, for a path, a query or a body that
 * is not usable; with Meta's code, message, details and trace id for a refusal; with {@code
 * UNREADABLE_ANSWER} for an answer that is no JSON; with {@code NETWORK} when no complete answer
 * came. A remedy says whether the call may have taken effect. A message that is sent by a raw call
 * passes no guard and is not counted; {@link io.patchbay.provider.whatsapp.content.RawMessage} is
 * the way for those.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://developers.facebook.com/docs/graph-api/overview">The Graph API</a>
 */
public interface GraphCalls {
  /** The configured phone number id, with which many paths begin. */
  String phoneNumberId();

  /**
   * The configured WhatsApp Business Account id, with which other paths begin.
   *
   * @throws io.patchbay.channel.spi.ProviderException when the setting {@code businessAccountId} is
   *     missing
   */
  String businessAccountId();

  /**
   * The same calls, but a refusal is returned as an answer with its JSON, for what Meta says beyond
   * code, message and details. {@link GraphAnswer#refused} tells it from a success. Whatever else
   * stands between is thrown as before: what is refused before any call, no complete answer, and an
   * answer that is no JSON object or, of a refusal, has more than 65,536 characters.
   */
  GraphCalls withRefusals();

  /** Reads something without parameters. */
  default GraphAnswer get(String path) {
    return get(path, Map.of());
  }

  /**
   * Reads something. Of a paged answer the next page is had by the same call with {@code after},
   * which the answer gives under {@code paging.cursors}.
   *
   * @param query parameters, unencoded, for example {@code fields} and {@code limit}
   */
  GraphAnswer get(String path, Map<String, String> query);

  /** Creates or changes something by a body alone. */
  default GraphAnswer post(String path, String json) {
    return post(path, Map.of(), json);
  }

  /**
   * Creates or changes something.
   *
   * @param query parameters, unencoded
   * @param json the body, one JSON object; null for a call without one
   */
  GraphAnswer post(String path, Map<String, String> query, @Nullable String json);

  /** Deletes what the path names. */
  default GraphAnswer delete(String path) {
    return delete(path, Map.of(), null);
  }

  /**
   * Deletes something.
   *
   * @param query parameters, unencoded
   * @param json the body, one JSON object; null for a call without one
   */
  GraphAnswer delete(String path, Map<String, String> query, @Nullable String json);
}
