package io.patchbay.host.delivery;

import io.patchbay.channel.MessageId;
import io.patchbay.delivery.store.DeliveryStore;
import io.patchbay.delivery.store.MessageRecord;
import io.patchbay.host.console.UserError;
import io.patchbay.host.console.Wording;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a person names in a queue. Stateless. */
public final class MessageSearch {
  private MessageSearch() {}

  /**
   * The workspaces of which there are messages, or were once.
   *
   * @param named the one that is meant; null for all
   * @throws UserError when the queue never had any of the one that is meant
   */
  public static List<String> workspaces(DeliveryStore store, @Nullable String named) {
    return chosen(store, store.workspaces(), named);
  }

  /**
   * Of some workspaces the one that is meant.
   *
   * @param named the one that is meant; null for all
   * @throws UserError when it is not among them
   */
  public static List<String> chosen(DeliveryStore store, List<String> all, @Nullable String named) {
    if (named == null) {
      return all;
    }
    if (!all.contains(named)) {
      throw new UserError(
          "There is no message of a workspace '"
              + named
              + "' in "
              + store.describe()
              + "; "
              + Wording.didYouMean(all, named));
    }
    return List.of(named);
  }

  /**
   * A message by its id.
   *
   * @param workspace the workspace that sends it; null to look in all
   * @throws UserError when there is none, or one in each of several workspaces
   */
  public static MessageRecord find(DeliveryStore store, @Nullable String workspace, String id) {
    try {
      new MessageId(id);
    } catch (IllegalArgumentException e) {
      throw new UserError(e.getMessage() + ".");
    }
    List<String> searched = workspaces(store, workspace);
    List<MessageRecord> found =
        searched.stream().map(one -> store.find(one, id)).flatMap(Optional::stream).toList();
    if (found.isEmpty()) {
      throw new UserError(
          "There is no message with the id '"
              + id
              + "'"
              + (workspace == null ? "" : " of workspace '" + workspace + "'")
              + " in "
              + store.describe()
              + ".\nAn id is the host's own, as it was given to POST /v1/messages or is shown by"
              + " 'patchbay dead', not the provider's.");
    }
    if (found.size() > 1) {
      throw new UserError(
          "There are messages with the id '"
              + id
              + "' in several workspaces; choose one with --workspace: "
              + String.join(", ", found.stream().map(MessageRecord::workspace).toList())
              + ".");
    }
    return found.get(0);
  }
}
