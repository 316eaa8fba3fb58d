package io.patchbay.delivery.store;

/**
 * Texts of others in a form that every database takes: PostgreSQL refuses the character 0, and
 * would refuse it at every try. Stateless.
 */
final class Storable {
  private static final char REPLACEMENT = '\uFFFD';

  private Storable() {}

  static String text(String text) {
    return text.replace('\0', REPLACEMENT);
  }
}
