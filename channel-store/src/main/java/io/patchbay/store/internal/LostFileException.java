package io.patchbay.store.internal;

import java.io.IOException;

/**
 * A file is not as this program left it: it was removed or replaced while it was open, or its
 * content is gone. Opening it again would not help, and could lose what there is.
 */
final class LostFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /**
   * A lost file.
   *
   * @param what what happened to it
   * @param remedy what a person can do
   */
  LostFileException(String what, String remedy) {
    super(what);
    this.remedy = remedy;
  }

  String remedy() {
    return remedy;
  }
}
