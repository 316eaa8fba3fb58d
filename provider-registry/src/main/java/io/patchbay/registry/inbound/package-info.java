/** What was received, and which listener has confirmed it. */
@NullMarked
package io.patchbay.registry.inbound;

import org.jspecify.annotations.NullMarked;
