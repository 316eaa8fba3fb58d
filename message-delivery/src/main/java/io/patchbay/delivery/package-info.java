/**
 * Durable delivery: hosts hand a message over once; it is sent at the pace that the provider
 * allows, tried again where that is safe, and followed to its end.
 */
@NullMarked
package io.patchbay.delivery;

import org.jspecify.annotations.NullMarked;
