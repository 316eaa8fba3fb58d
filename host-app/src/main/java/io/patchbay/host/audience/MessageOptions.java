package io.patchbay.host.audience;

import io.patchbay.channel.Content;
import io.patchbay.host.console.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says about the content of messages.
 *
 * @param contents contents that are the same for everybody, in order of preference, before all else
 * @param text the text, preferred to a template where free text may be sent
 * @param template the template's name
 * @param language the template's language
 * @param parameters the template's parameters: {@code name=value}, or values by position
 */
public record MessageOptions(
    List<Content> contents,
    @Nullable String text,
    @Nullable String template,
    String language,
    List<String> parameters) {
  /**
   * Copies the lists.
   *
   * @throws UserError when there is nothing to say, or the parameters have no template
   */
  public MessageOptions {
    contents = List.copyOf(contents);
    parameters = List.copyOf(parameters);
    if (contents.isEmpty() && text == null && template == null) {
      throw new UserError("There is nothing to say: give --text, --template or --content.");
    }
    if (text != null && text.isBlank()) {
      throw new UserError("--text is empty.");
    }
    if (template != null && template.isBlank()) {
      throw new UserError("--template is empty.");
    }
    if (template == null && !parameters.isEmpty()) {
      throw new UserError("--parameter belongs to a template; name it with --template.");
    }
  }

  /** Those of a text, a template or both. */
  public static MessageOptions of(
      @Nullable String text, @Nullable String template, String language, List<String> parameters) {
    return new MessageOptions(List.of(), text, template, language, parameters);
  }

  /** The contents for one person, taken as they are written: braces mean nothing here. */
  public List<Content> literally() {
    return ContentPattern.literal(this).fill(new AudienceRow(1, List.of()));
  }
}
