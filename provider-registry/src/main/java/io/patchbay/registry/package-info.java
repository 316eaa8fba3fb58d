/**
 * Which providers there are, what the workspaces' configuration makes of them, and the connections
 * that are open at this moment.
 */
@NullMarked
package io.patchbay.registry;

import org.jspecify.annotations.NullMarked;
