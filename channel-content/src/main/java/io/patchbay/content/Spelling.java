package io.patchbay.content;

import java.util.Locale;

/** How a constant is written. */
enum Spelling {
  /** In lower case with hyphens: the form that is written everywhere. */
  WORDS {
    @Override
    String of(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  },
  /** As it is named in Java: what was stored first, and what fingerprints are still made of. */
  NAMES {
    @Override
    String of(Enum<?> constant) {
      return constant.name();
    }
  };

  abstract String of(Enum<?> constant);
}
