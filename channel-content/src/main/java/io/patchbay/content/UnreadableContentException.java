package io.patchbay.content;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A text is no content. Its message names every problem with its path and quotes no values.
 *
 * <p>Immutable.
 */
public final class UnreadableContentException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<ContentProblem> problems;

  /** Made of every problem that was found, at least one. */
  public UnreadableContentException(List<ContentProblem> problems) {
    super(problems.stream().map(ContentProblem::describe).collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  /** Every problem, in the order of the text. */
  public List<ContentProblem> problems() {
    return problems;
  }

  /**
   * A kind of content that no provider here has, when nothing else is wrong: the text may be good
   * once its provider is installed, so it has to be kept.
   */
  public Optional<String> unknownKind() {
    return problems.stream().allMatch(problem -> problem.unknownKind() != null)
        ? problems.stream().map(ContentProblem::unknownKind).findFirst()
        : Optional.empty();
  }
}
