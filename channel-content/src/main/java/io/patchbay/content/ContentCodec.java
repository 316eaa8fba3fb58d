package io.patchbay.content;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.patchbay.channel.Content;
import io.patchbay.channel.ContentType;
import io.patchbay.channel.Masking;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of contents: an object whose only member is named as the descriptor names the kind,
 * for example {@code {"text": {"body": "Hello"}}}, and whose members are the components of the
 * kind's record. The command line, HTTP, the queue and audiences all read and write it here.
 *
 * <p>Constants such as {@code image} are written in lower case with hyphens. Their names in Java,
 * such as {@code IMAGE}, are read too, wherever a content comes from: that is how earlier versions
 * stored them.
 *
 * <p>Reading is strict: a duplicate or unknown key, a missing part, an unknown constant, a value of
 * another JSON type and what a record's constructor refuses are problems, each with its path, and
 * all are found in one pass. A component that may be null may be null or left out; lists, maps and
 * truth values may be left out.
 *
 * <p>Immutable and thread-safe.
 */
public final class ContentCodec {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
  private static final String ROOT = "content";

  private final List<ContentType> types;
  private final KindForm form = new KindForm();

  private ContentCodec(List<ContentType> types, boolean localFiles) {
    this.types = types;
    form.resolve(types, new JsonForms(form, localFiles));
  }

  /** Knows the standard kinds and these. */
  public static ContentCodec of(Collection<ContentType> types) {
    List<ContentType> all = new ArrayList<>(ContentType.standard());
    all.addAll(types);
    return new ContentCodec(List.copyOf(all), true);
  }

  /** The same without media from files of this machine, for callers from outside. */
  public ContentCodec withoutLocalFiles() {
    return new ContentCodec(types, false);
  }

  /** How a constant is written, for example {@code cloud-api-fallback}. */
  public static String word(Enum<?> constant) {
    return Spelling.WORDS.of(constant);
  }

  /** The names of all kinds that can be read. */
  public Set<String> names() {
    return Set.copyOf(form.names());
  }

  /**
   * The JSON form as text.
   *
   * @throws IllegalArgumentException when no provider here lists the kind, or its record has a part
   *     without a JSON form
   */
  public String write(Content content) {
    return GSON.toJson(json(content));
  }

  /**
   * The JSON form.
   *
   * @throws IllegalArgumentException as {@link #write} does
   */
  public JsonObject json(Content content) {
    return form.write(content, Spelling.WORDS);
  }

  /**
   * A form for fingerprints alone: it is the same for equal contents, and in every version.
   *
   * @throws IllegalArgumentException as {@link #write} does
   */
  public JsonObject identity(Content content) {
    return form.write(content, Spelling.NAMES);
  }

  /**
   * Reads a content from text.
   *
   * @throws UnreadableContentException with every problem; its paths start with {@code content}
   */
  public Content read(String json) {
    return read(ROOT, json);
  }

  /**
   * Reads a content from text.
   *
   * @param path how the paths of problems start
   * @throws UnreadableContentException with every problem
   */
  public Content read(String path, String json) {
    List<ContentProblem> problems = new ArrayList<>();
    Content content = null;
    try {
      StrictJson parsed = StrictJson.parse(json);
      parsed.duplicates().forEach(key -> problems.add(duplicate(path + "." + key)));
      content = read(path, parsed.root(), problems);
    } catch (StrictJson.Broken e) {
      problems.add(new ContentProblem(path, "cannot be read: " + e.getMessage(), ""));
    }
    if (content == null || !problems.isEmpty()) {
      throw new UnreadableContentException(problems);
    }
    return content;
  }

  /**
   * Reads a content that is part of a larger text.
   *
   * @param path where it is
   * @param json the content; the caller reports duplicate keys, which it no longer has
   * @param problems where problems are added
   * @return null exactly when a problem was added
   */
  public @Nullable Content read(String path, JsonElement json, List<ContentProblem> problems) {
    return (Content) form.read(path, json, new Reading(problems));
  }

  /** The problem of a key that an object has more than once. */
  public static ContentProblem duplicate(String path) {
    return new ContentProblem(
        Masking.numbersIn(path), "is given more than once", "keep one of them");
  }

  /**
   * Describes in JSON Schema what is read: adds the schema {@code Content} and those that it needs.
   *
   * @param schemas where they are added, by name
   * @param prefix what precedes a name in a reference, for example {@code #/components/schemas/}
   */
  public void describe(JsonObject schemas, String prefix) {
    form.schema(new SchemaNames(schemas, prefix));
  }
}
