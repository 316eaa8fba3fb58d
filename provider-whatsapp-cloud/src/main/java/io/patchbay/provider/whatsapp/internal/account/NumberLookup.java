package io.patchbay.provider.whatsapp.internal.account;

import io.patchbay.channel.Category;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.channel.spi.Rate;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.SenderLookup;
import io.patchbay.provider.whatsapp.NumberDetails;
import io.patchbay.provider.whatsapp.internal.graph.GraphRemedies;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks how fast this connection's number may really send, and to how many people. Thread-safe.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/overview#throughput">Meta
 *     on throughput</a>
 * @see <a href="https://developers.facebook.com/docs/whatsapp/messaging-limits">Meta on messaging
 *     limits</a>
 */
final class NumberLookup implements SenderLookup {
  private static final Rate HIGH = Rate.perSecond(1_000);

  /** A number that the WhatsApp Business app shares is slower for good. */
  private static final Rate SHARED = Rate.perSecond(20);

  private static final String FIELDS =
      "id,throughput,is_on_biz_app,platform_type," + CloudPhoneNumbers.LIMIT;

  private static final Pattern TIER = Pattern.compile("TIER_([0-9]{1,9})(K?)");
  private static final long THOUSAND = 1_000;

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
              .remedy(GraphRemedies.OWN_SENDER)
              .build());
    }
    NumberDetails number = numbers.get(usual.key(), FIELDS);
    return new Sender(
        usual.key(),
        usual.account(),
        rate(number),
        usual.perRecipient(),
        usual.longestSend(),
        people(number.messagingLimit()));
  }

  /** {@code TIER_250}, {@code TIER_2K}, {@code TIER_UNLIMITED}; null for any other word. */
  private static @Nullable Long people(@Nullable String tier) {
    if (tier == null) {
      return null;
    }
    if (tier.equals("TIER_UNLIMITED")) {
      return Sender.UNLIMITED;
    }
    Matcher matcher = TIER.matcher(tier);
    if (!matcher.matches()) {
      return null;
    }
    long number = Long.parseLong(matcher.group(1));
    return matcher.group(2).isEmpty() ? number : number * THOUSAND;
  }

  private @Nullable Rate rate(NumberDetails number) {
    if (Boolean.TRUE.equals(number.onBusinessApp())) {
      return SHARED;
    }
    return "HIGH".equals(number.throughput()) ? HIGH : usual.rate();
  }
}
