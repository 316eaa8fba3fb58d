package io.patchbay.provider.whatsapp.internal.send;

import com.google.gson.stream.JsonWriter;
import io.patchbay.channel.ContentType;
import io.patchbay.channel.Media;
import io.patchbay.channel.Template;
import io.patchbay.provider.whatsapp.content.MarketingMessage;
import io.patchbay.provider.whatsapp.content.TemplateCard;
import io.patchbay.provider.whatsapp.content.TemplateHeader;
import io.patchbay.provider.whatsapp.content.WhatsAppTemplate;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Templates: the plain one that every provider knows, WhatsApp's own, and marketing messages. */
public final class TemplateContents {
  private static final Pattern NAME = Pattern.compile("[a-z0-9_]*");
  private static final int LONGEST_NAME = 512;
  private static final int LONGEST_TEXT = 32_768;
  private static final int MOST_CARDS = 10;

  public static final List<ContentWriter<?>> KINDS =
      List.of(
          ContentWriter.of(
                  ContentType.TEMPLATE,
                  Template.class,
                  "templates/components",
                  TemplateContents::plain,
                  TemplateContents::checkPlain)
              .alsoInGroups(),
          ContentWriter.own(
                  "template",
                  WhatsAppTemplate.class,
                  "templates/components",
                  (json, template, media) -> TemplateJson.write(json, template, media),
                  TemplateContents::check)
              .withMedia(TemplateContents::media)
              .toPhonesOnlyIf(WhatsAppTemplate::authenticates)
              .alsoInGroups(),
          ContentWriter.own(
                  "marketing-message",
                  MarketingMessage.class,
                  "marketing-messages/send-marketing-messages",
                  TemplateContents::marketing,
                  (message, rules) -> check(message.template(), rules))
              .withMedia(message -> media(message.template()))
              .toPhonesOnlyIf(message -> message.template().authenticates())
              .postedTo("marketing_messages"));

  private TemplateContents() {}

  private static void plain(JsonWriter json, Template template, MediaJson media)
      throws IOException {
    TemplateJson.begin(json, template.name(), template.language());
    if (!template.parameters().isEmpty()) {
      json.name("components").beginArray().beginObject();
      json.name("type").value("body");
      json.name("parameters").beginArray();
      for (Template.Parameter parameter : template.parameters()) {
        json.beginObject().name("type").value("text");
        json.name("parameter_name").value(parameter.name());
        json.name("text").value(parameter.text()).endObject();
      }
      json.endArray().endObject().endArray();
    }
    json.endObject();
  }

  private static void marketing(JsonWriter json, MarketingMessage message, MediaJson media)
      throws IOException {
    TemplateJson.write(json, message.template(), media);
    json.name("product_policy").value(Objects.toString(message.productPolicy(), null));
    json.name("message_activity_sharing").value(message.activitySharing());
  }

  private static void checkPlain(Template template, Violations rules) {
    checkName(template.name(), rules);
    for (int i = 0; i < template.parameters().size(); i++) {
      rules.length("Text of parameter", i, template.parameters().get(i).text(), LONGEST_TEXT);
    }
  }

  private static void checkName(String name, Violations rules) {
    rules.length("Name of a template", name, LONGEST_NAME);
    if (!NAME.matcher(name).matches()) {
      rules.broken(
          "A template's name has only lower-case letters, digits and '_'; '" + name + "' has more");
    }
  }

  private static void check(WhatsAppTemplate template, Violations rules) {
    checkName(template.name(), rules);
    checkHeader(template.header(), rules);
    for (int i = 0; i < template.body().size(); i++) {
      rules.length("Text of parameter", i, template.body().get(i).text(), LONGEST_TEXT);
    }
    TemplateButtons.check(template.buttons(), rules);
    if (template.orderStatus() != null) {
      OrderContents.checkReference(template.orderStatus().referenceId(), rules);
    }
    rules.count("cards", template.cards().size(), 0, MOST_CARDS);
    for (TemplateCard card : template.cards()) {
      checkHeader(card.header(), rules);
      TemplateButtons.check(card.buttons(), rules);
    }
  }

  private static void checkHeader(@Nullable TemplateHeader header, Violations rules) {
    if (header != null && header.media() != null) {
      MediaJson.checkHeader(header.media(), rules);
    }
  }

  private static List<Media> media(WhatsAppTemplate template) {
    if (template.header() == null && template.cards().isEmpty()) {
      return List.of();
    }
    return Stream.concat(
            Stream.ofNullable(template.header()),
            template.cards().stream().map(TemplateCard::header).filter(Objects::nonNull))
        .map(TemplateHeader::media)
        .filter(Objects::nonNull)
        .toList();
  }
}
