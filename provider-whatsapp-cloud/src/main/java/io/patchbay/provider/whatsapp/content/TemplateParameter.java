package io.patchbay.provider.whatsapp.content;

import io.patchbay.channel.Masking;
import org.jspecify.annotations.Nullable;

/**
 * One value for a template's text: a text, an amount of money or a date.
 *
 * <p>Immutable.
 *
 * @param name the parameter's name; null when it is given by position
 * @param text a text
 * @param currency an amount of money
 * @param dateTime a date or time as it is to be shown; WhatsApp shows it as it is
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components">Template
 *     components</a>
 */
public record TemplateParameter(
    @Nullable String name,
    @Nullable String text,
    @Nullable Currency currency,
    @Nullable String dateTime) {
  /** Wants exactly one value. */
  public TemplateParameter {
    Require.one("Value of a template parameter", text, currency, dateTime);
  }

  /** A text. */
  public static TemplateParameter of(String text) {
    return new TemplateParameter(null, text, null, null);
  }

  /** An amount of money. */
  public static TemplateParameter of(Currency currency) {
    return new TemplateParameter(null, null, currency, null);
  }

  /** A date or time as it is to be shown. */
  public static TemplateParameter dateTime(String shown) {
    return new TemplateParameter(null, null, null, shown);
  }

  /** The same value for the parameter of this name. */
  public TemplateParameter named(String parameter) {
    return new TemplateParameter(parameter, text, currency, dateTime);
  }

  /** Shows nothing of the value. */
  @Override
  public String toString() {
    return "TemplateParameter["
        + (name == null ? "" : name + ", ")
        + (text == null ? currency == null ? "date" : "currency" : Masking.text(text))
        + "]";
  }

  /**
   * An amount of money that WhatsApp writes in the reader's way.
   *
   * @param code the currency's code, ISO 4217
   * @param thousandths the amount times 1,000
   * @param shown how it is shown where WhatsApp cannot do so
   */
  public record Currency(String code, long thousandths, String shown) {
    /**
     * Refuses empty parts.
     *
     * @throws IllegalArgumentException for what is refused
     */
    public Currency {
      Require.notBlank("Currency code", code);
      Require.notBlank("Shown amount", shown);
    }

    /** Shows nothing of the amount. */
    @Override
    public String toString() {
      return "Currency[" + code + "]";
    }
  }
}
