package io.patchbay.provider.whatsapp.internal.send;

import com.google.gson.stream.JsonWriter;
import io.patchbay.channel.Content;
import io.patchbay.channel.ContentType;
import io.patchbay.channel.Media;
import io.patchbay.channel.SendError;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One kind of content: how it is written and what is known about it beforehand.
 *
 * @param page Meta's page about it, which an error names
 * @param edge the last part of the address that it is posted to
 * @param groups whether Meta documents it for groups, or for nothing else
 * @param check finds the rules that a content breaks
 * @param media the media in a content, some of which may have to be uploaded first
 * @param phoneOnly whether a content goes to phone numbers only
 */
public record ContentWriter<C extends Record & Content>(
    ContentType type,
    Class<C> record,
    URI page,
    String edge,
    Groups groups,
    Body<C> body,
    Check<C> check,
    Function<C, List<Media>> media,
    Predicate<C> phoneOnly) {
  private static final URI PAGES =
      URI.create("https://developers.facebook.com/documentation/business-messaging/whatsapp/");

  static <C extends Record & Content> ContentWriter<C> of(
      ContentType type, Class<C> record, String page, Body<C> body, Check<C> check) {
    return new ContentWriter<>(
        type,
        record,
        PAGES.resolve(page),
        "messages",
        Groups.NO,
        body,
        check,
        content -> List.of(),
        content -> false);
  }

  /** A kind of this provider alone. */
  static <C extends Record & Content> ContentWriter<C> own(
      String name, Class<C> record, String page, Body<C> body, Check<C> check) {
    return of(new ContentType("whatsapp-cloud:" + name, record), record, page, body, check);
  }

  ContentWriter<C> withMedia(Function<C, List<Media>> found) {
    return new ContentWriter<>(type, record, page, edge, groups, body, check, found, phoneOnly);
  }

  ContentWriter<C> alsoInGroups() {
    return in(Groups.ALSO);
  }

  ContentWriter<C> onlyInGroups() {
    return in(Groups.ONLY);
  }

  private ContentWriter<C> in(Groups where) {
    return new ContentWriter<>(type, record, page, edge, where, body, check, media, phoneOnly);
  }

  ContentWriter<C> postedTo(String other) {
    return new ContentWriter<>(type, record, page, other, groups, body, check, media, phoneOnly);
  }

  ContentWriter<C> toPhonesOnlyIf(Predicate<C> condition) {
    return new ContentWriter<>(type, record, page, edge, groups, body, check, media, condition);
  }

  public void write(JsonWriter json, Content content, MediaJson files) throws IOException {
    body.write(json, record.cast(content), files);
  }

  /** The rules that a content breaks; null when it breaks none. */
  @Nullable SendError broken(Content content) {
    Violations rules = new Violations();
    check.check(record.cast(content), rules);
    return rules.error(page);
  }

  List<Media> mediaIn(Content content) {
    return media.apply(record.cast(content));
  }

  boolean toPhonesOnly(Content content) {
    return phoneOnly.test(record.cast(content));
  }

  /** Whether a kind goes to groups. */
  enum Groups {
    NO,
    ALSO,
    ONLY
  }

  /** Writes the fields of a message that are this content. */
  interface Body<C> {
    public void write(JsonWriter json, C content, MediaJson media) throws IOException;
  }

  /** Tells which rules a content breaks. */
  interface Check<C> {
    void check(C content, Violations rules);
  }
}
