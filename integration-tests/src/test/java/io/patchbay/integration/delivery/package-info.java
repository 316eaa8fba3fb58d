/** Durable delivery with real processes, a real HTTP API and a real database. */
@NullMarked
package io.patchbay.integration.delivery;

import org.jspecify.annotations.NullMarked;
