package io.patchbay.simulator;

import com.google.gson.JsonObject;
import io.patchbay.simulator.Reaction.Answer;
import java.util.Set;

/**
 * {@code POST /{phone-number-id}/request_code}, {@code verify_code}, {@code register} and {@code
 * deregister}, and the two-step PIN at {@code POST /{phone-number-id}}.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/registration">Registration</a>
 */
record RegistrationEndpoints(PerNumber<Registration> registrations) {

  Reaction requestCode(GraphRequest request) {
    Part body = Part.whole(request.json().json());
    body.choice("code_method", Set.of("sms", "voice"));
    body.text("language", 10);
    registrations.of(request.objectId()).requestCode();
    return Answers.success();
  }

  Reaction verifyCode(GraphRequest request) {
    String code = Part.whole(request.json().json()).text("code", 10).replace("-", "");
    registrations.of(request.objectId()).verify(code);
    JsonObject answer = new JsonObject();
    answer.addProperty("success", true);
    answer.addProperty("id", request.objectId());
    return Answer.json(200, answer);
  }

  Reaction register(GraphRequest request) {
    MessageBody body = request.json();
    SendReader.checkProduct(body.string("messaging_product"));
    registrations.of(request.objectId()).register(pin(Part.whole(body.json())));
    return Answers.success();
  }

  Reaction deregister(GraphRequest request) {
    registrations.of(request.objectId()).deregister();
    return Answers.success();
  }

  /** Of the settings of a number, only the PIN can be changed here. */
  Reaction settings(GraphRequest request) {
    registrations.of(request.objectId()).pin(pin(Part.whole(request.json().json())));
    return Answers.success();
  }

  private static String pin(Part body) {
    String pin = body.text("pin", 64);
    if (!pin.matches("\\d{6}")) {
      throw new Refusal(
          GraphErrors.badParameter("Invalid PIN format. PIN must be exactly 6 digits"));
    }
    return pin;
  }
}
