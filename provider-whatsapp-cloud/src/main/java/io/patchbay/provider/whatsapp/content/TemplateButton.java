package io.patchbay.provider.whatsapp.content;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one button of a template is filled with. Buttons that take nothing, such as those for one
 * product, for a call permission or for a phone number, are not listed here: what they open comes
 * from the approved template and its header.
 *
 * @param index where the button stands in the approved template, counted from 0
 * @param type what it does
 * @param value its value; what that is depends on the type
 * @param data JSON by Meta's names: a flow's data, or the parameters of {@link Type#OTHER}
 * @param sections the products of {@link Type#PRODUCTS}
 * @param timeToLive how long a call button works, in whole minutes
 * @param order the order of {@link Type#ORDER_DETAILS}
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/components">Template
 *     components</a>
 */
public record TemplateButton(
    int index,
    Type type,
    @Nullable String value,
    @Nullable String data,
    List<ProductSection> sections,
    @Nullable Duration timeToLive,
    @Nullable OrderDetails order) {
  /** What a button does. */
  public enum Type {
    /** Answers for the person; the value is what comes back. */
    QUICK_REPLY,
    /** Opens a link; the value is the end of its address. */
    URL,
    /** Copies a coupon code, the value. */
    COPY_CODE,
    /** Copies or fills in a one-time password, the value. */
    ONE_TIME_PASSWORD,
    /** Opens a flow; the value is its token. */
    FLOW,
    /** Opens the catalog; the value is the product whose picture is shown. */
    CATALOG,
    /** Opens a list of products; the value is the product whose picture is shown. */
    PRODUCTS,
    /** Calls the business; the value comes back in the webhooks of the call. */
    VOICE_CALL,
    /** Shows an order to review and to pay. */
    ORDER_DETAILS,
    /** Anything else: the value is Meta's {@code sub_type}, the data a JSON array. */
    OTHER
  }

  /** Copies the list; refuses a negative index and a type without what it needs. */
  public TemplateButton {
    sections = List.copyOf(sections);
    if (index < 0) {
      throw new IllegalArgumentException("Index of a template button is negative: " + index);
    }
    boolean optional =
        type == Type.FLOW
            || type == Type.CATALOG
            || type == Type.VOICE_CALL
            || type == Type.ORDER_DETAILS;
    if (value == null && !optional) {
      throw new IllegalArgumentException("Template button " + index + " of " + type + ": no value");
    }
    if (sections.isEmpty() == (type == Type.PRODUCTS)) {
      throw new IllegalArgumentException(
          "Template button " + index + ": product sections belong to " + Type.PRODUCTS);
    }
    if ((order == null) == (type == Type.ORDER_DETAILS)) {
      throw new IllegalArgumentException(
          "Template button " + index + ": an order belongs to " + Type.ORDER_DETAILS);
    }
  }

  private static TemplateButton of(int index, Type type, @Nullable String value) {
    return new TemplateButton(index, type, value, null, List.of(), null, null);
  }

  /** Answers for the person with a payload. */
  public static TemplateButton quickReply(int index, String payload) {
    return of(index, Type.QUICK_REPLY, payload);
  }

  /** Opens the template's link with this end. */
  public static TemplateButton url(int index, String suffix) {
    return of(index, Type.URL, suffix);
  }

  /** Copies a coupon code. */
  public static TemplateButton copyCode(int index, String code) {
    return of(index, Type.COPY_CODE, code);
  }

  /** Copies or fills in a one-time password. The body takes the same code as its parameter. */
  public static TemplateButton oneTimePassword(int index, String code) {
    return of(index, Type.ONE_TIME_PASSWORD, code);
  }

  /** Opens a flow, with a token and with data as a JSON object, both optional. */
  public static TemplateButton flow(int index, @Nullable String token, @Nullable String data) {
    return new TemplateButton(index, Type.FLOW, token, data, List.of(), null, null);
  }

  /** Opens the catalog, shown with the picture of this product. */
  public static TemplateButton catalog(int index, @Nullable String thumbnail) {
    return of(index, Type.CATALOG, thumbnail);
  }

  /** Opens a list of products, shown with the picture of one of them. */
  public static TemplateButton products(
      int index, String thumbnail, List<ProductSection> sections) {
    return new TemplateButton(index, Type.PRODUCTS, thumbnail, null, sections, null, null);
  }

  /** Calls the business; null leaves a part as the template has it. */
  public static TemplateButton voiceCall(
      int index, @Nullable String payload, @Nullable Duration timeToLive) {
    return new TemplateButton(index, Type.VOICE_CALL, payload, null, List.of(), timeToLive, null);
  }

  /**
   * Shows an order to review and to pay: the same that goes out as a message of its own inside the
   * window. Its frame stays behind, because the template has header, text and footer itself.
   *
   * @see <a
   *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/payments/payments-in/orderdetailstemplate">Order
   *     details templates</a>
   */
  public static TemplateButton orderDetails(int index, OrderDetails order) {
    return new TemplateButton(index, Type.ORDER_DETAILS, null, null, List.of(), null, order);
  }

  /** A kind that this module does not know: Meta's {@code sub_type} and a JSON array. */
  public static TemplateButton other(int index, String subType, String parameters) {
    return new TemplateButton(index, Type.OTHER, subType, parameters, List.of(), null, null);
  }

  /** Shows nothing of the value. */
  @Override
  public String toString() {
    return "TemplateButton[" + index + ", " + type + "]";
  }
}
