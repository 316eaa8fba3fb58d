package io.patchbay.provider.whatsapp.content;

import io.patchbay.channel.Content;
import org.jspecify.annotations.Nullable;

/**
 * A text with a button that opens a flow: screens in which a person fills in a form. A flow is
 * named by its id or by its name, never by both.
 *
 * <p>Immutable.
 *
 * @param frame body, header and footer
 * @param label what the button says
 * @param id the flow's id
 * @param name the flow's name
 * @param token what comes back with the answers; null leaves it to WhatsApp
 * @param draft whether to open the draft instead of what was published
 * @param start where the flow begins; null leaves it to the flow
 * @see <a href="https://developers.facebook.com/docs/whatsapp/flows/guides/sendingaflow">Sending a
 *     flow</a>
 */
public record Flow(
    Frame frame,
    String label,
    @Nullable String id,
    @Nullable String name,
    @Nullable String token,
    boolean draft,
    @Nullable Start start)
    implements Content {
  /**
   * Refuses an empty label; wants either an id or a name.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public Flow {
    Require.notBlank("Label of a flow", label);
    Require.one("Id or name of a flow", id, name);
  }

  /** A published flow by its id. */
  public static Flow byId(Frame frame, String label, String id) {
    return new Flow(frame, label, id, null, null, false, null);
  }

  /** A published flow by its name. */
  public static Flow byName(Frame frame, String label, String name) {
    return new Flow(frame, label, null, name, null, false, null);
  }

  /** The same with a token that comes back with the answers. */
  public Flow withToken(String text) {
    return new Flow(frame, label, id, name, text, draft, start);
  }

  /** The draft of the same flow. */
  public Flow asDraft() {
    return new Flow(frame, label, id, name, token, true, start);
  }

  /** The same with another beginning. */
  public Flow startingAt(Start beginning) {
    return new Flow(frame, label, id, name, token, draft, beginning);
  }

  @Override
  public String toString() {
    return "Flow[" + (id == null ? name : id) + (draft ? ", draft" : "") + ", " + frame + "]";
  }

  /**
   * Where a flow begins: at a screen, or wherever the business's own server says.
   *
   * @param dataExchange whether to ask the business's own server
   * @param screen the first screen; only when the server is not asked
   * @param data what the first screen is filled with, a JSON object; only with a screen
   */
  public record Start(boolean dataExchange, @Nullable String screen, @Nullable String data) {
    /**
     * Checks that the parts fit together.
     *
     * @throws IllegalArgumentException when a check fails
     */
    public Start {
      if (dataExchange == (screen != null) || (data != null && screen == null)) {
        throw new IllegalArgumentException(
            "A flow begins at a screen, which may have data, or asks the server, which has neither");
      }
    }

    /** Begins at a screen. */
    public static Start screen(String screen) {
      return new Start(false, screen, null);
    }

    /** Begins at a screen that is filled with the fields of a JSON object. */
    public static Start screen(String screen, String data) {
      return new Start(false, screen, data);
    }

    /** Asks the business's own server for the first screen. */
    public static Start server() {
      return new Start(true, null, null);
    }

    /** Shows nothing of the data. */
    @Override
    public String toString() {
      return "Start[" + (dataExchange ? "server" : screen) + "]";
    }
  }
}
