package io.patchbay.simulator;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Interactive messages: which types there are, and what header, body and footer each may have. What
 * they do is checked by {@link ActionRules}.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages">Interactive
 *     messages</a>
 */
final class InteractiveRules {
  private static final int BODY = 1024;
  private static final int LONG_BODY = 4096;
  private static final int SHORT = 60;
  private static final Set<String> NONE = Set.of();
  private static final Set<String> TEXT = Set.of("text");
  private static final Set<String> ANY = Set.of("text", "image", "video", "document");

  /**
   * What surrounds an action.
   *
   * @param headers the kinds of header that are allowed
   * @param headerRequired whether one must be there
   * @param body the longest body; 0 where there may be none
   * @param bodyRequired whether one must be there
   */
  private record Frame(
      Set<String> headers, boolean headerRequired, int body, boolean bodyRequired, boolean footer) {

    static Frame of(Set<String> headers) {
      return new Frame(headers, false, BODY, true, true);
    }
  }

  private static final Map<String, Frame> FRAMES =
      Map.ofEntries(
          Map.entry("button", Frame.of(ANY)),
          Map.entry("list", new Frame(TEXT, false, LONG_BODY, true, true)),
          Map.entry("cta_url", Frame.of(ANY)),
          Map.entry("flow", Frame.of(ANY)),
          Map.entry("location_request_message", new Frame(NONE, false, BODY, true, false)),
          Map.entry("request_contact_info", new Frame(NONE, false, BODY, true, false)),
          Map.entry("product", new Frame(NONE, false, BODY, false, true)),
          Map.entry("product_list", new Frame(TEXT, true, BODY, true, true)),
          Map.entry("catalog_message", new Frame(NONE, false, BODY, true, true)),
          Map.entry("address_message", Frame.of(ANY)),
          Map.entry("call_permission_request", new Frame(NONE, false, BODY, false, false)),
          Map.entry("voice_call", new Frame(NONE, false, BODY, true, false)),
          Map.entry("carousel", new Frame(NONE, false, BODY, true, false)),
          Map.entry("order_details", Frame.of(Set.of("text", "image", "document"))),
          Map.entry("order_status", new Frame(NONE, false, BODY, true, true)));

  private InteractiveRules() {}

  static void check(Part interactive, MediaCheck media) {
    String type = interactive.choice("type", FRAMES.keySet());
    Frame frame = FRAMES.get(type);
    if (frame == null) {
      throw new IllegalStateException("The type was chosen among those of the frames");
    }
    header(interactive, frame, media);
    body(interactive, frame);
    footer(interactive, frame);
    ActionRules.check(type, interactive.object("action"), media);
  }

  private static void header(Part interactive, Frame frame, MediaCheck media) {
    Part header = interactive.optionalObject("header");
    if (header == null) {
      if (frame.headerRequired()) {
        throw interactive.missing("header");
      }
      return;
    }
    if (frame.headers().isEmpty()) {
      throw unexpected(interactive, "header");
    }
    header(header, frame.headers(), media);
  }

  /** Checks a header whose kind must be one of a set. */
  static void header(Part header, Set<String> kinds, MediaCheck media) {
    switch (header.choice("type", kinds)) {
      case "image" -> media.check(header.object("image"), MediaKind.IMAGE);
      case "video" -> media.check(header.object("video"), MediaKind.VIDEO);
      case "document" -> media.check(header.object("document"), MediaKind.DOCUMENT);
      default -> header.text("text", SHORT);
    }
  }

  private static void body(Part interactive, Frame frame) {
    @Nullable Part body =
        frame.bodyRequired() ? interactive.object("body") : interactive.optionalObject("body");
    if (body != null) {
      body.text("text", frame.body());
    }
  }

  private static void footer(Part interactive, Frame frame) {
    Part footer = interactive.optionalObject("footer");
    if (footer != null) {
      if (!frame.footer()) {
        throw unexpected(interactive, "footer");
      }
      footer.text("text", SHORT);
    }
  }

  private static Refusal unexpected(Part interactive, String name) {
    return new Refusal(
        GraphErrors.badValue(
            "Param %s is not allowed in messages of type '%s'."
                .formatted(interactive.param(name), interactive.text("type", SHORT))));
  }
}
