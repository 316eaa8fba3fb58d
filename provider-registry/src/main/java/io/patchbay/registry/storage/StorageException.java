package io.patchbay.registry.storage;

/**
 * A store cannot be read or written. The message says which file it is, what happened and what to
 * do; it holds no personal data.
 *
 * <p>Immutable and thread-safe, as its cause is.
 */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /**
   * A failure.
   *
   * @param what which store, and what happened
   * @param remedy one sentence that tells a person what to do
   */
  public StorageException(String what, String remedy, Throwable cause) {
    super(what + "; " + remedy, cause);
    this.remedy = remedy;
  }

  /** What a person can do, in one sentence. */
  public String remedy() {
    return remedy;
  }
}
