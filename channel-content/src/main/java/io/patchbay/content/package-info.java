/**
 * The JSON form of contents, and its only reader and writer: the command line, HTTP, the queue and
 * audiences all use {@link io.patchbay.content.ContentCodec}.
 */
@NullMarked
package io.patchbay.content;

import org.jspecify.annotations.NullMarked;
