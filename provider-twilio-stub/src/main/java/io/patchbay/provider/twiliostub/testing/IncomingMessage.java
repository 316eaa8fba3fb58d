package io.patchbay.provider.twiliostub.testing;

import io.patchbay.channel.WebhookRequest;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Builds the request that Twilio posts when somebody writes to one of the account's numbers, for
 * tests of hosts:
 *
 * <pre>{@code
 * WebhookRequest request =
 *     IncomingMessage.of(accountSid, "SM" + "1".repeat(32))
 *         .from("+14155550123")
 *         .to("+15005550006")
 *         .body("STOP")
 *         .optOut("STOP")
 *         .signed(CallbackSigner.of(authToken), webhookAddress);
 * }</pre>
 *
 * <p>Not thread-safe. {@code toString} shows nothing of the message.
 *
 * @see <a href="https://www.twilio.com/docs/messaging/guides/webhook-request">Twilio's request</a>
 */
public final class IncomingMessage {
  private final Map<String, String> form = new LinkedHashMap<>();
  private int files;

  private IncomingMessage() {}

  /**
   * A message without text from {@code +14155550123} to {@code +15005550006}.
   *
   * @param accountSid the account, {@code AC} and 32 hexadecimal digits
   * @param messageSid the message, {@code SM} or {@code MM} and 32 hexadecimal digits
   */
  public static IncomingMessage of(String accountSid, String messageSid) {
    IncomingMessage message = new IncomingMessage();
    return message
        .parameter("ApiVersion", "2010-04-01")
        .parameter("AccountSid", accountSid)
        .parameter("MessageSid", messageSid)
        .parameter("SmsSid", messageSid)
        .parameter("SmsMessageSid", messageSid)
        .parameter("SmsStatus", "received")
        .parameter("NumSegments", "1")
        .parameter("NumMedia", "0")
        .parameter("Body", "")
        .from("+14155550123")
        .to("+15005550006");
  }

  /** Who writes, for example {@code +14155550123} or {@code whatsapp:+14155550123}. */
  public IncomingMessage from(String address) {
    return parameter("From", address);
  }

  /** The number of the account that is written to. */
  public IncomingMessage to(String address) {
    return parameter("To", address);
  }

  /** The text. */
  public IncomingMessage body(String text) {
    return parameter("Body", text);
  }

  /** Adds a file. */
  public IncomingMessage media(URI address, String contentType) {
    parameter("MediaUrl" + files, address.toString());
    parameter("MediaContentType" + files, contentType);
    files++;
    return parameter("NumMedia", Integer.toString(files));
  }

  /** A pressed quick-reply button. */
  public IncomingMessage button(String payload, String label) {
    return parameter("ButtonPayload", payload).parameter("ButtonText", label);
  }

  /** What Advanced Opt-Out made of it: {@code STOP}, {@code START} or {@code HELP}. */
  public IncomingMessage optOut(String type) {
    return parameter("OptOutType", type);
  }

  /** Which message of the account it answers. */
  public IncomingMessage answering(String messageSid) {
    return parameter("OriginalRepliedMessageSid", messageSid);
  }

  /** Sets any parameter of the form, replacing what it had. */
  public IncomingMessage parameter(String name, String value) {
    form.put(name, value);
    return this;
  }

  /** The parameters, in the order in which they are written. */
  public Map<String, String> form() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(form));
  }

  /**
   * The signed request.
   *
   * @param address the public address of the webhook, which the signature covers
   */
  public WebhookRequest signed(TwilioCallbackSigner signer, URI address) {
    return signer.request(address, form());
  }

  @Override
  public String toString() {
    return "IncomingMessage[" + form.size() + " parameters]";
  }
}
