package io.patchbay.provider.whatsapp.internal.account;

import com.google.gson.JsonObject;
import io.patchbay.channel.Content;
import io.patchbay.channel.Template;
import io.patchbay.channel.spi.MarketingRules;
import io.patchbay.provider.whatsapp.content.MarketingMessage;
import io.patchbay.provider.whatsapp.content.RawMessage;
import io.patchbay.provider.whatsapp.content.WhatsAppTemplate;
import io.patchbay.provider.whatsapp.content.WithIdentityCheck;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import org.jspecify.annotations.Nullable;

/**
 * What Meta takes for advertising: everything over the endpoint for marketing messages, and
 * templates of the category marketing, as far as their definitions can be read. Thread-safe.
 *
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/template-categorization">Template
 *     categories</a>
 */
public final class MarketingContents implements MarketingRules {
  private final @Nullable TemplateCheck templates;

  public MarketingContents(@Nullable TemplateCheck templates) {
    this.templates = templates;
  }

  @Override
  public boolean isMarketing(Content content) {
    if (content instanceof WithIdentityCheck checked) {
      return isMarketing(checked.content());
    }
    if (content instanceof Template template) {
      return isMarketing(template.name(), template.language());
    }
    if (content instanceof WhatsAppTemplate template) {
      return isMarketing(template.name(), template.language());
    }
    if (content instanceof RawMessage raw) {
      JsonObject template = GraphJson.object(GraphJson.object(raw.json()), "template");
      String name = GraphJson.text(template, "name");
      String language = GraphJson.text(GraphJson.object(template, "language"), "code");
      return name != null && language != null && isMarketing(name, language);
    }
    return content instanceof MarketingMessage;
  }

  private boolean isMarketing(String name, String language) {
    return templates != null && templates.isMarketing(name, language);
  }
}
