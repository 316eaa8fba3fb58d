/** Routes of workspaces to instances, and the connections that are open at this moment. */
@NullMarked
package io.patchbay.registry.routing;

import org.jspecify.annotations.NullMarked;
