package io.patchbay.store.consent;

import java.util.List;

/**
 * Knows which workspaces are configured and which of them inherit from which. A link between two
 * addresses holds for the workspace of the instance that reported it and for the workspaces below
 * that one. Implementations are thread-safe and do not block.
 */
public interface WorkspaceTree {
  /** The names of all configured workspaces. */
  List<String> workspaces();

  /**
   * The workspace and its ancestors, the nearest first; the workspace alone when it is not
   * configured.
   */
  List<String> lineage(String workspace);
}
