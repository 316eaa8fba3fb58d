package io.patchbay.provider.whatsapp.internal.send;

import io.patchbay.channel.Category;
import io.patchbay.channel.SendError;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the documented rules that a content breaks. Lengths are counted in characters as people
 * see them written, in code points: where Meta counted more, Meta refuses.
 */
final class Violations {
  private static final String REMEDY = "Correct the message; nothing was sent.";

  private final List<String> broken = new ArrayList<>(0);

  /** A text of at most so many characters; null breaks nothing. */
  Violations length(String what, @Nullable String text, int most) {
    return length(what, -1, text, most);
  }

  /** The same for one of several, counted from 0. */
  Violations length(String what, int index, @Nullable String text, int most) {
    if (text != null && text.length() > most) {
      int characters = text.codePointCount(0, text.length());
      if (characters > most) {
        String which = index < 0 ? what : what + " " + (index + 1);
        broken(which + " has " + characters + " characters; WhatsApp allows " + most);
      }
    }
    return this;
  }

  /** At least and at most so many. */
  Violations count(String what, int count, int least, int most) {
    if (count > most) {
      broken(count + " " + what + "; WhatsApp allows " + most);
    } else if (count < least) {
      broken(count + " " + what + "; WhatsApp wants " + least + " or more");
    }
    return this;
  }

  /** Something that has to hold. */
  Violations that(boolean kept, String rule) {
    if (!kept) {
      broken(rule);
    }
    return this;
  }

  void broken(String rule) {
    broken.add(rule);
  }

  /** The error that names all of them; null when none is broken. */
  @Nullable SendError error(URI page) {
    return broken.isEmpty()
        ? null
        : SendError.of(Category.REQUEST, String.join("; ", broken))
            .remedy(REMEDY)
            .documentation(page)
            .build();
  }
}
