package io.patchbay.provider.whatsapp;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One button of a template's definition, as a view of Meta's JSON. Immutable.
 *
 * @param json the button, as one JSON object
 */
public record DefinitionButton(String json) {
  /**
   * Refuses what is not one JSON object.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public DefinitionButton {
    if (GraphJson.object(json) == null) {
      throw new IllegalArgumentException("A button of a template must be one JSON object");
    }
  }

  /** Any button, as Meta's documentation shows it. */
  public static DefinitionButton raw(String json) {
    return new DefinitionButton(json);
  }

  /** Answers with its own text. */
  public static DefinitionButton quickReply(String text) {
    return of(button("QUICK_REPLY", text));
  }

  /** Opens a fixed page. */
  public static DefinitionButton url(String text, String url) {
    return of(with(button("URL", text), "url", url));
  }

  /**
   * Opens a page whose address ends in a placeholder.
   *
   * @param url ends in {@code {{1}}}
   * @param example a whole address, or what stands for the placeholder
   */
  public static DefinitionButton url(String text, String url, String example) {
    JsonArray examples = new JsonArray();
    examples.add(example);
    JsonObject button = with(button("URL", text), "url", url);
    button.add("example", examples);
    return of(button);
  }

  /** Calls a number. */
  public static DefinitionButton phoneNumber(String text, String number) {
    return of(with(button("PHONE_NUMBER", text), "phone_number", number));
  }

  /** Copies a coupon's code. */
  public static DefinitionButton copyCode(String example) {
    return of(with(button("COPY_CODE", null), "example", example));
  }

  /** Opens a flow. */
  public static DefinitionButton flow(String text, String flowId, String action, String screen) {
    return flow(text, "flow_id", flowId, action, screen);
  }

  /** Opens a flow that is named, not numbered. */
  public static DefinitionButton flowNamed(
      String text, String flowName, String action, String screen) {
    return flow(text, "flow_name", flowName, action, screen);
  }

  /** Opens a flow that comes with the template. */
  public static DefinitionButton flowJson(
      String text, String flowJson, String action, String screen) {
    return flow(text, "flow_json", flowJson, action, screen);
  }

  private static DefinitionButton flow(
      String text, String key, String value, String action, String screen) {
    JsonObject button = with(button("FLOW", text), key, value);
    return of(with(with(button, "flow_action", action), "navigate_screen", screen));
  }

  /** Shows the catalog. */
  public static DefinitionButton catalog(String text) {
    return of(button("CATALOG", text));
  }

  /** Shows several products. */
  public static DefinitionButton multiProduct(String text) {
    return of(button("MPM", text));
  }

  /** Shows one product. */
  public static DefinitionButton singleProduct(String text) {
    return of(button("SPM", text));
  }

  /** Calls the business over WhatsApp. */
  public static DefinitionButton voiceCall(String text) {
    return of(button("VOICE_CALL", text));
  }

  /** Shows an order to review and to pay. */
  public static DefinitionButton orderDetails(String text) {
    return of(button("ORDER_DETAILS", text));
  }

  /** Copies a one-time password. */
  public static DefinitionButton otpCopyCode(String text) {
    return of(with(button("OTP", text), "otp_type", "COPY_CODE"));
  }

  /**
   * Hands a one-time password to an app at a tap.
   *
   * @param apps the apps that may get it
   */
  public static DefinitionButton otpOneTap(String copyText, String autofillText, List<App> apps) {
    JsonObject button = with(button("OTP", copyText), "otp_type", "ONE_TAP");
    return of(withApps(with(button, "autofill_text", autofillText), apps));
  }

  /**
   * Hands a one-time password to an app without a tap.
   *
   * @param termsAccepted whether the business has accepted Meta's terms for this
   * @param apps the apps that may get it
   */
  public static DefinitionButton otpZeroTap(
      String copyText, String autofillText, boolean termsAccepted, List<App> apps) {
    JsonObject button = with(button("OTP", copyText), "otp_type", "ZERO_TAP");
    with(button, "autofill_text", autofillText);
    button.addProperty("zero_tap_terms_accepted", termsAccepted);
    return of(withApps(button, apps));
  }

  private static JsonObject withApps(JsonObject button, List<App> apps) {
    JsonArray array = new JsonArray();
    for (App app : apps) {
      JsonObject one = with(new JsonObject(), "package_name", app.packageName());
      array.add(with(one, "signature_hash", app.signatureHash()));
    }
    button.add("supported_apps", array);
    return button;
  }

  /** What it is, in capitals: {@code URL}, {@code QUICK_REPLY} …; empty if unsaid. */
  public String type() {
    String type = GraphJson.text(GraphJson.object(json), "type");
    return type == null ? "" : type.toUpperCase(Locale.ROOT);
  }

  /** What is written on it; null without. */
  public @Nullable String text() {
    return GraphJson.verbatim(GraphJson.object(json), "text");
  }

  /** The address that it opens; null for other buttons. */
  public @Nullable String url() {
    return GraphJson.verbatim(GraphJson.object(json), "url");
  }

  private static JsonObject button(String type, @Nullable String text) {
    JsonObject button = with(new JsonObject(), "type", type);
    return text == null ? button : with(button, "text", text);
  }

  private static JsonObject with(JsonObject button, String name, String value) {
    button.addProperty(name, value);
    return button;
  }

  private static DefinitionButton of(JsonObject button) {
    return new DefinitionButton(button.toString());
  }

  @Override
  public String toString() {
    return "DefinitionButton[" + type() + "]";
  }

  /**
   * An Android app that may get one-time passwords.
   *
   * @param packageName the app's package
   * @param signatureHash the hash of its signing key
   */
  public record App(String packageName, String signatureHash) {}
}
