package io.patchbay.core.internal.consent;

import io.patchbay.registry.routing.ProviderRegistry;
import io.patchbay.store.consent.WorkspaceTree;
import java.util.List;

/**
 * The workspaces of the configuration in force. Immutable and thread-safe.
 *
 * @param registry that has the configuration
 */
public record RegistryWorkspaces(ProviderRegistry registry) implements WorkspaceTree {
  @Override
  public List<String> workspaces() {
    return registry.workspaces();
  }

  @Override
  public List<String> lineage(String workspace) {
    return registry.lineage(workspace);
  }
}
