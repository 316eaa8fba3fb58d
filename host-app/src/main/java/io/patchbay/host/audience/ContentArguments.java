package io.patchbay.host.audience;

import io.patchbay.channel.Content;
import io.patchbay.content.ContentCodec;
import io.patchbay.content.ContentProblem;
import io.patchbay.content.UnreadableContentException;
import io.patchbay.host.console.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads contents that were given on the command line. */
public final class ContentArguments {
  private ContentArguments() {}

  /**
   * Reads all of them.
   *
   * @throws UserError with every problem of every one; nothing was sent
   */
  public static List<Content> read(ContentCodec codec, List<String> arguments) {
    List<Content> contents = new ArrayList<>();
    List<ContentProblem> problems = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String path = arguments.size() == 1 ? "content" : "content[" + i + "]";
      try {
        contents.add(codec.read(path, arguments.get(i)));
      } catch (UnreadableContentException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new UserError(
          "--content cannot be used; nothing was sent:\n"
              + problems.stream()
                  .map(problem -> "  " + problem.describe())
                  .collect(Collectors.joining("\n")));
    }
    return contents;
  }
}
