package io.patchbay.store.internal;

import java.io.IOException;

/**
 * A file is not as this program left it: it was removed or replaced while it was open, or its
 * content is gone. Opening it again would not help, and could lose what there is.
 */
final class LostFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String remedy;
  private final boolean discovered;

  /**
   * A lost file.
   *
   * @param what what happened to it
   * @param remedy what a person can do
   * @param discovered whether it was lost while it was open, and nothing has found it out before
   */
  LostFileException(String what, String remedy, boolean discovered) {
    super(what);
    this.remedy = remedy;
    this.discovered = discovered;
  }

  String remedy() {
    return remedy;
  }

  boolean discovered() {
    return discovered;
  }
}
