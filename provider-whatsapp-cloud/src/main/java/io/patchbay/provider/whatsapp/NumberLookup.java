package io.patchbay.provider.whatsapp;

import io.patchbay.channel.Category;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.channel.spi.Rate;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.SenderLookup;
import org.jspecify.annotations.Nullable;

/**
 * Asks how fast this connection's number may really send. Thread-safe.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/overview#throughput">Meta
 *     on throughput</a>
 */
final class NumberLookup implements SenderLookup {
  private static final Rate HIGH = Rate.perSecond(1_000);

  /** A number that the WhatsApp Business app shares is slower for good. */
  private static final Rate SHARED = Rate.perSecond(20);

  private final CloudPhoneNumbers numbers;
  private final Sender usual;

  /** With what the sender is taken for while nobody has asked. */
  NumberLookup(CloudPhoneNumbers numbers, Sender usual) {
    this.numbers = numbers;
    this.usual = usual;
  }

  @Override
  public Sender lookUp(@Nullable String from) {
    if (from != null && !from.equals(usual.key())) {
      throw new ProviderException(
          SendError.of(
                  Category.SENDER,
                  "'"
                      + from
                      + "' is not this connection's sender; its phone number id is "
                      + usual.key())
              .scope(Scope.SENDER)
              .remedy(Remedies.OWN_SENDER)
              .build());
    }
    NumberDetails number = numbers.get(usual.key(), "id,throughput,is_on_biz_app,platform_type");
    return new Sender(
        usual.key(), usual.account(), rate(number), usual.perRecipient(), usual.longestSend());
  }

  private @Nullable Rate rate(NumberDetails number) {
    if (Boolean.TRUE.equals(number.onBusinessApp())) {
      return SHARED;
    }
    return "HIGH".equals(number.throughput()) ? HIGH : usual.rate();
  }
}
