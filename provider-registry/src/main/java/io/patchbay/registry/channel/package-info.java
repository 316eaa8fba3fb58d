/**
 * Sending through the configured provider: the pipeline, its guards, the channel, and what comes
 * in.
 */
@NullMarked
package io.patchbay.registry.channel;

import org.jspecify.annotations.NullMarked;
