package io.patchbay.store;

/**
 * A store cannot be read or written. The message says which file it is, what happened and what to
 * do; it holds no personal data.
 *
 * <p>Immutable and thread-safe, as its cause is.
 */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;
  private final boolean passing;

  /**
   * A failure of which nobody can tell whether it passes: it counts as one that may.
   *
   * @param what which store, and what happened
   * @param remedy one sentence that tells a person what to do
   */
  public StorageException(String what, String remedy, Throwable cause) {
    this(what, remedy, true, cause);
  }

  /**
   * A failure.
   *
   * @param what which store, and what happened
   * @param remedy one sentence that tells a person what to do
   * @param passing whether the same may succeed later
   */
  public StorageException(String what, String remedy, boolean passing, Throwable cause) {
    super(what + "; " + remedy, cause);
    this.remedy = remedy;
    this.passing = passing;
  }

  /**
   * Whether the same may succeed later, by itself or once somebody has made room or brought the
   * database back. When not, it fails at every try until the program, its settings or its rights
   * are others.
   */
  public boolean passing() {
    return passing;
  }

  /** What a person can do, in one sentence. */
  public String remedy() {
    return remedy;
  }
}
