package io.patchbay.core.internal.consent;

import io.patchbay.channel.Address;
import io.patchbay.store.consent.LinkedAddresses;
import io.patchbay.store.consent.WorkspaceTree;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The person whom a report is about, after its addresses were linked.
 *
 * <p>Immutable and thread-safe.
 *
 * @param named the addresses of the report, also those that belong to somebody else by now: what is
 *     said with an old number stays with it
 * @param own one that does belong to the person
 */
record ReportedPerson(
    LinkedAddresses links, WorkspaceTree workspaces, Set<Address> named, Address own) {
  /** The addresses of the report with all that a workspace knows of the person. */
  Set<Address> in(String workspace) {
    Set<Address> all = new LinkedHashSet<>(named);
    all.addAll(links.of(own, workspaces.lineage(workspace)));
    return all;
  }
}
