/** Helps to write a configuration: its JSON Schema, and edits that keep its layout. */
@NullMarked
package io.patchbay.registry.editing;

import org.jspecify.annotations.NullMarked;
