package io.patchbay.provider.whatsapp;

import io.patchbay.channel.spi.ProviderException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A capability: the templates of the WhatsApp Business Account that the setting {@code
 * businessAccountId} names. Every call is made once and blocks; without the setting, or when Meta
 * refuses, it throws {@link ProviderException}. Thread-safe.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates">Message
 *     templates</a>
 */
public interface Templates {
  /**
   * All templates, a page of a hundred at a time, fetched when its first element is asked for. Each
   * iteration asks anew; failures are thrown from the iterator.
   */
  Iterable<TemplateDefinition> list();

  /**
   * The templates that Meta's own filters let through.
   *
   * @param filters by Meta's names, for example {@code status} and {@code APPROVED}
   */
  Iterable<TemplateDefinition> list(Map<String, String> filters);

  /** The template with this id; it throws if there is none. */
  TemplateDefinition get(String id);

  /** The template with exactly this name in all its languages; empty if there is none. */
  List<TemplateDefinition> named(String name);

  /** Submits a new template for approval. */
  Created create(TemplateDraft draft);

  /**
   * Replaces a template's category and components. Meta allows it for templates that are approved,
   * rejected or paused: ten times in 30 days, once a day for approved ones.
   *
   * @param draft the name and the language of an existing template cannot be changed and are not
   *     sent
   */
  void edit(String id, TemplateDraft draft);

  /** Deletes a template in all its languages. Its name stays taken for 30 days. */
  void delete(String name);

  /** Deletes a template in one language. */
  void delete(String name, String id);

  /**
   * What became of a submission.
   *
   * @param id the new template's id
   * @param status for example {@code PENDING}; null when not said
   * @param category the category that Meta put it into, which may be another one; null when not
   *     said
   */
  record Created(String id, @Nullable String status, @Nullable String category) {}
}
