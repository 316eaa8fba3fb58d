package io.patchbay.simulator;

/**
 * The errors that the simulator can give. Codes and titles are those of Meta's list of error codes;
 * the details are worded here, because clients must not depend on them.
 *
 * <p>HTTP statuses follow the current list, where every limit answers 429; older tables show 400.
 */
final class GraphErrors {
  static final GraphError NO_TOKEN =
      GraphError.graph(
          401, 104, "OAuthException", "An access token is required to request this resource.");
  static final GraphError BAD_TOKEN =
      GraphError.graph(
          401, 190, "OAuthException", "Invalid OAuth access token - Cannot parse access token");
  static final GraphError NO_PROOF =
      GraphError.graph(
          400,
          100,
          "GraphMethodException",
          "API calls from the server require an appsecret_proof argument");
  static final GraphError BAD_PROOF =
      GraphError.graph(
          400, 100, "GraphMethodException", "Invalid appsecret_proof provided in the API argument");
  static final GraphError INTERNAL =
      GraphError.graph(500, 1, "OAuthException", "An unknown error has occurred.");
  static final GraphError SERVICE_DOWN =
      GraphError.graph(500, 2, "OAuthException", "Service temporarily unavailable");

  static final GraphError SOMETHING_WENT_WRONG =
      GraphError.whatsApp(
          500,
          131000,
          "Something went wrong",
          "Message failed to send because of an unknown error on the platform.");
  static final GraphError UNDELIVERABLE =
      GraphError.whatsApp(
          400,
          131026,
          "Message undeliverable",
          "The recipient cannot receive this message through WhatsApp.");
  static final GraphError NOT_IN_ALLOWED_LIST =
      GraphError.whatsApp(
          400,
          131030,
          "Recipient phone number not in allowed list",
          "This is a test number: add the recipient to its list of recipients first.");
  static final GraphError ACCOUNT_LOCKED =
      GraphError.whatsApp(
          403,
          131031,
          "Business Account locked",
          "The account was restricted or disabled for breaking a policy.");
  static final GraphError PAYMENT_PROBLEM =
      GraphError.whatsApp(
          400,
          131042,
          "Business eligibility payment issue",
          "Something is wrong with the payment method of this account.");
  static final GraphError WINDOW_CLOSED =
      GraphError.whatsApp(
          400,
          131047,
          "Re-engagement message",
          "The recipient wrote last more than 24 hours ago: only a template can be sent.");
  static final GraphError SPAM_LIMITED =
      GraphError.whatsApp(
          429,
          131048,
          "Spam rate limit hit",
          "This number may send no more for now: too many of its messages were blocked or"
              + " reported.");
  static final GraphError MARKETING_CAPPED =
      GraphError.whatsApp(
          400,
          131049,
          "This message was not delivered to maintain healthy ecosystem engagement.",
          "The recipient has had as many marketing messages as the platform allows for now.");
  static final GraphError OPTED_OUT =
      GraphError.whatsApp(
          400,
          131050,
          "User's stopped marketing messages",
          "The recipient wants no more marketing messages from this business.");
  static final GraphError PAIR_LIMITED =
      GraphError.whatsApp(
          429,
          131056,
          "(Business Account, Consumer Account) pair rate limit hit",
          "Too many messages from this number to this recipient in a short time.");
  static final GraphError THROTTLED =
      GraphError.whatsApp(
          429,
          130429,
          "Rate limit hit",
          "This number has reached its messages per second: send more slowly.");
  static final GraphError TEMPLATE_PAUSED =
      GraphError.whatsApp(
          400, 132015, "Template is Paused", "The template is paused because of its low quality.");
  static final GraphError TEMPLATE_DISABLED =
      GraphError.whatsApp(
          400,
          132016,
          "Template is Disabled",
          "The template was paused too often because of its low quality, and is now disabled.");
  static final GraphError ACCOUNT_LIMITED =
      GraphError.graph(
              429,
              80007,
              "OAuthException",
              "(#80007) There have been too many calls to this WhatsApp Business Account.")
          .withSubcode(2446079);
  static final GraphError EXPIRED_TOKEN =
      GraphError.graph(
              401, 190, "OAuthException", "Error validating access token: Session has expired.")
          .withSubcode(463);
  static final GraphError SAME_NUMBER =
      GraphError.whatsApp(
          400,
          131021,
          "Recipient cannot be sender",
          "The number of the sender and that of the recipient are the same.");
  static final GraphError BLOCKED_BY_BUSINESS =
      GraphError.whatsApp(
          400, 130403, "User is blocked", "This business has blocked the recipient.");
  static final GraphError USER_ID_NOT_ALLOWED =
      GraphError.whatsApp(
          400,
          131062,
          "Business-scoped User ID (BSUID) recipients are not supported for this message",
          "Authentication templates can be sent to phone numbers only.");
  static final GraphError NOT_REGISTERED =
      GraphError.whatsApp(
          400,
          133010,
          "Phone number not registered",
          "The phone number is not registered on the WhatsApp Business Platform.");
  static final GraphError NOT_VERIFIED =
      GraphError.whatsApp(
          400,
          133006,
          "Phone number re-verification needed",
          "The phone number must be verified before it is registered.");
  static final GraphError WRONG_PIN =
      GraphError.whatsApp(
          400,
          133005,
          "Two step verification PIN Mismatch",
          "The two-step verification PIN is another.");
  static final GraphError TOO_MANY_PINS =
      GraphError.whatsApp(
          400,
          133008,
          "Too Many two step verification PIN Guesses",
          "Too many wrong two-step verification PINs were given for this number.");
  static final GraphError WRONG_CODE =
      GraphError.graph(
          422, 100, "GraphMethodException", "The verification code is invalid or has expired");
  static final GraphError MARKETING_ONLY =
      GraphError.whatsApp(
          400,
          134100,
          "Only marketing messages supported",
          "Only templates of the category MARKETING can be sent here.");
  static final GraphError MEDIA_EXPIRED =
      GraphError.graph(
          404, 100, "GraphMethodException", "The address of the media has expired, or never was.");

  private GraphErrors() {}

  static GraphError noSuchObject(String method, String id) {
    return GraphError.graph(
            400,
            100,
            "GraphMethodException",
            "Unsupported "
                + method
                + " request. Object with ID '"
                + id
                + "' does not exist, cannot be loaded due to missing permissions, or does not"
                + " support this operation")
        .withSubcode(33);
  }

  static GraphError unknownPath(String path) {
    return GraphError.graph(400, 2500, "OAuthException", "Unknown path components: " + path);
  }

  /** A fault that the Graph API finds before WhatsApp sees the request; it has no details. */
  static GraphError badParameter(String sentence) {
    return GraphError.graph(400, 100, "OAuthException", "(#100) " + sentence);
  }

  /** A fault that WhatsApp finds in the content. */
  static GraphError invalidParameter(String details) {
    return GraphError.whatsApp(400, 100, "Invalid parameter", details);
  }

  static GraphError noPermission(String permission) {
    return GraphError.graph(
        403,
        permission.equals(Access.MESSAGING) ? 10 : 200,
        "OAuthException",
        "(#%d) This call needs the permission %s"
            .formatted(permission.equals(Access.MESSAGING) ? 10 : 200, permission));
  }

  static GraphError mediaFailed(String details) {
    return GraphError.whatsApp(400, 131053, "Media upload error", details);
  }

  static GraphError parameterCount(String details) {
    return GraphError.whatsApp(
        400, 132000, "Number of parameters does not match the expected number of params", details);
  }

  static GraphError parameterFormat(String details) {
    return GraphError.whatsApp(
        400, 132012, "Parameter format does not match format in the created template", details);
  }

  static GraphError parameterValue(String details) {
    return GraphError.whatsApp(
        400, 132018, "There's an issue with the parameters in your template", details);
  }

  static GraphError noTemplate(String details) {
    return GraphError.whatsApp(
        404, 132001, "Template name does not exist in the translation", details);
  }

  /** A template that management does not take; its code is 100 and the subcode tells the cause. */
  static GraphError badTemplate(int subcode, String title, String sentence) {
    return GraphError.graph(400, 100, "OAuthException", "Invalid parameter")
        .withSubcode(subcode)
        .forPeople(title, sentence);
  }

  static GraphError missing(String details) {
    return GraphError.whatsApp(400, 131008, "Required parameter is missing", details);
  }

  static GraphError badValue(String details) {
    return GraphError.whatsApp(400, 131009, "Parameter value is not valid", details);
  }

  static GraphError unsupportedType(String type) {
    return GraphError.whatsApp(
        400,
        131051,
        "Unsupported message type",
        "Messages of type '" + type + "' are not supported here.");
  }
}
