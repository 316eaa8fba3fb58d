/** The client of the Graph API, and how its answers and errors are read. */
@NullMarked
package io.patchbay.provider.whatsapp.internal.graph;

import org.jspecify.annotations.NullMarked;
