package io.patchbay.content;

import io.patchbay.channel.Content;
import io.patchbay.channel.MediaSource;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the form of each type. Used while a codec is made, by one thread. */
final class JsonForms {
  private final KindForm contents;
  private final boolean localFiles;
  private final Map<Class<?>, JsonForm> records = new HashMap<>();

  /**
   * A finder.
   *
   * @param contents the form of contents inside contents
   * @param localFiles whether media may be files of this machine
   */
  JsonForms(KindForm contents, boolean localFiles) {
    this.contents = contents;
    this.localFiles = localFiles;
  }

  JsonForm of(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        return new ListForm(of(arguments[0]));
      }
      return generic.getRawType() == Map.class && arguments[0] == String.class
          ? new MapForm(of(arguments[1]))
          : new NoForm(type);
    }
    return type instanceof Class<?> plain ? ofClass(plain) : new NoForm(type);
  }

  private JsonForm ofClass(Class<?> type) {
    if (type == Content.class) {
      return contents;
    }
    if (type.isRecord()) {
      return record(type);
    }
    if (type.isEnum()) {
      return ConstantForm.of(
          type,
          localFiles
              ? Map.of()
              : Map.of(
                  MediaSource.Kind.FILE,
                  "no file of this machine is read here: give a link, or upload it and give its id"));
    }
    JsonForm scalar = ScalarForm.of(type);
    return scalar == null ? new NoForm(type) : scalar;
  }

  private JsonForm record(Class<?> type) {
    JsonForm known = records.get(type);
    if (known != null) {
      return known;
    }
    try {
      RecordForm form = new RecordForm(type);
      records.put(type, form);
      form.resolve(this);
      return form;
    } catch (LinkageError | TypeNotPresentException e) {
      // A plug-in that lacks a class of its own must not spoil the contents of the others.
      records.put(type, new NoForm(type));
      return new NoForm(type);
    }
  }
}
