/** Which providers there are: on the class path and in plug-in directories. */
@NullMarked
package io.patchbay.registry.plugin;

import org.jspecify.annotations.NullMarked;
