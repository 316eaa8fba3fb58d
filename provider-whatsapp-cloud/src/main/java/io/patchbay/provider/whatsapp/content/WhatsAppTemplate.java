package io.patchbay.provider.whatsapp.content;

import io.patchbay.channel.Content;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An approved template with everything that it can be filled with. For templates whose body alone
 * takes values there is {@link io.patchbay.channel.Template}, which other providers carry too.
 *
 * <p>Immutable.
 *
 * @param name the template's name
 * @param language the language and locale under which it was approved, for example {@code en_US}
 * @param header what fills the header
 * @param body the values for the text, all named or all by position
 * @param buttons what the buttons are filled with
 * @param cards what the cards of a carousel are filled with, in their order
 * @param offerEnds when a limited-time offer ends
 * @param tapTarget what a tap on the picture opens
 * @param orderStatus how an order stands that the template tells of; its frame stays behind,
 *     because the template has a text itself
 * @param authentication whether it is an authentication template, which goes to phone numbers only;
 *     a template with a one-time password is one without this mark too, and any template whose
 *     definition says so, as far as this connection knows the definition; without it only marked
 *     ones are refused before Meta does
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components">Template
 *     components</a>
 */
public record WhatsAppTemplate(
    String name,
    String language,
    @Nullable TemplateHeader header,
    List<TemplateParameter> body,
    List<TemplateButton> buttons,
    List<TemplateCard> cards,
    @Nullable Instant offerEnds,
    @Nullable TapTarget tapTarget,
    @Nullable OrderStatus orderStatus,
    boolean authentication)
    implements Content {
  /**
   * Copies the lists; refuses empty names and a mixture of values by name and by position.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public WhatsAppTemplate {
    Require.notBlank("Template name", name);
    Require.notBlank("Template language", language);
    body = List.copyOf(body);
    buttons = List.copyOf(buttons);
    cards = List.copyOf(cards);
    long named = body.stream().filter(parameter -> parameter.name() != null).count();
    if (named != 0 && named != body.size()) {
      throw new IllegalArgumentException(
          "Template '" + name + "' mixes named parameters with parameters by position");
    }
  }

  /** Starts a template. */
  public static Builder of(String name, String language) {
    return new Builder(name, language);
  }

  /** A builder that starts with this template's parts. */
  public Builder toBuilder() {
    Builder builder = new Builder(name, language);
    builder.header = header;
    builder.body.addAll(body);
    builder.buttons.addAll(buttons);
    builder.cards.addAll(cards);
    builder.offerEnds = offerEnds;
    builder.tapTarget = tapTarget;
    builder.orderStatus = orderStatus;
    builder.authentication = authentication;
    return builder;
  }

  /** Whether it carries a one-time password or is marked as an authentication template. */
  public boolean authenticates() {
    return authentication
        || buttons.stream()
            .anyMatch(button -> button.type() == TemplateButton.Type.ONE_TIME_PASSWORD);
  }

  @Override
  public String toString() {
    return "WhatsAppTemplate["
        + name
        + ", "
        + language
        + ", "
        + body.size()
        + " parameters, "
        + buttons.size()
        + " buttons, "
        + cards.size()
        + " cards]";
  }

  /** Collects the parts of a template. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private final String language;
    private final List<TemplateParameter> body = new ArrayList<>();
    private final List<TemplateButton> buttons = new ArrayList<>();
    private final List<TemplateCard> cards = new ArrayList<>();
    private @Nullable TemplateHeader header;
    private @Nullable Instant offerEnds;
    private @Nullable TapTarget tapTarget;
    private @Nullable OrderStatus orderStatus;
    private boolean authentication;

    private Builder(String name, String language) {
      this.name = name;
      this.language = language;
    }

    /** Sets what fills the header. */
    public Builder header(TemplateHeader part) {
      header = part;
      return this;
    }

    /** Adds values for the text. */
    public Builder body(TemplateParameter... values) {
      body.addAll(List.of(values));
      return this;
    }

    /** Adds texts for the text, by position. */
    public Builder body(String... values) {
      List.of(values).forEach(value -> body.add(TemplateParameter.of(value)));
      return this;
    }

    /** Adds buttons. */
    public Builder buttons(TemplateButton... more) {
      buttons.addAll(List.of(more));
      return this;
    }

    /** Adds cards. */
    public Builder cards(TemplateCard... more) {
      cards.addAll(List.of(more));
      return this;
    }

    /** Sets when a limited-time offer ends. */
    public Builder offerEnds(Instant time) {
      offerEnds = time;
      return this;
    }

    /** Sets what a tap on the picture opens. */
    public Builder tapTarget(TapTarget target) {
      tapTarget = target;
      return this;
    }

    /**
     * Sets how an order stands: the same that goes out as a message of its own inside the window.
     *
     * @see <a
     *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/payments/payments-in/orderstatustemplate">Order
     *     status templates</a>
     */
    public Builder orderStatus(OrderStatus status) {
      orderStatus = status;
      return this;
    }

    /** Marks it as an authentication template. */
    public Builder authentication() {
      authentication = true;
      return this;
    }

    /** The template. */
    public WhatsAppTemplate build() {
      return new WhatsAppTemplate(
          name,
          language,
          header,
          body,
          buttons,
          cards,
          offerEnds,
          tapTarget,
          orderStatus,
          authentication);
    }
  }
}
