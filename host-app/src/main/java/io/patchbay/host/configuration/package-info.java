/** Changes a configuration file and opens what it describes. */
@NullMarked
package io.patchbay.host.configuration;

import org.jspecify.annotations.NullMarked;
