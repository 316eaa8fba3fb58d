package io.patchbay.provider.httpgateway;

import io.patchbay.channel.Category;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What a code of the gateway's means: {@code CATEGORY}, {@code CATEGORY,RETRY} or {@code
 * CATEGORY,RETRY,SCOPE}. The category {@code UNKNOWN_SERVER} says that the code proves nothing.
 *
 * <p>Immutable and thread-safe.
 */
record ErrorRule(Category category, Retry retry, Scope scope) {
  /** What no gateway can say. */
  private static final Set<Category> NOT_THEIRS =
      EnumSet.of(
          Category.NOT_CONFIGURED,
          Category.NO_CONSENT,
          Category.NETWORK,
          Category.UNREADABLE_ANSWER,
          Category.PROVIDER_DEFECT);

  private static final Set<Category> CATEGORIES = EnumSet.complementOf(EnumSet.copyOf(NOT_THEIRS));

  /** A category with the retry and scope that go with it. */
  static ErrorRule of(Category category) {
    return new ErrorRule(category, category.usualRetry(), category.usualScope());
  }

  /** Whether the message was provably not taken. */
  boolean refusal() {
    return category != Category.UNKNOWN_SERVER;
  }

  /**
   * Reads a rule.
   *
   * @param problems gets what is wrong, as the end of a sentence about the setting
   */
  static Optional<ErrorRule> parse(String text, Consumer<String> problems) {
    String[] parts = text.split(",", -1);
    Optional<Category> category = constant(CATEGORIES, parts[0], "category", problems);
    Optional<Retry> retry =
        parts.length > 1
            ? constant(EnumSet.allOf(Retry.class), parts[1], "retry", problems)
            : category.map(Category::usualRetry);
    Optional<Scope> scope =
        parts.length > 2
            ? constant(EnumSet.allOf(Scope.class), parts[2], "scope", problems)
            : category.map(Category::usualScope);
    if (parts.length > 3) {
      problems.accept("has more than category, retry and scope after the =");
      return Optional.empty();
    }
    return category.isPresent() && retry.isPresent() && scope.isPresent()
        ? Optional.of(new ErrorRule(category.get(), retry.get(), scope.get()))
        : Optional.empty();
  }

  private static <E extends Enum<E>> Optional<E> constant(
      Set<E> known, String written, String what, Consumer<String> problems) {
    String name = written.strip().toUpperCase(Locale.ROOT);
    Optional<E> found = known.stream().filter(one -> one.name().equals(name)).findFirst();
    if (found.isEmpty()) {
      problems.accept(
          "names the unknown "
              + what
              + " '"
              + written.strip()
              + "'; known: "
              + Arrays.stream(known.toArray())
                  .map(String::valueOf)
                  .collect(Collectors.joining(", ")));
    }
    return found;
  }
}
