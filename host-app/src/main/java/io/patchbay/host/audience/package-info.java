/** Reads an audience: a CSV file as a person exported it, line by line, into messages. */
@NullMarked
package io.patchbay.host.audience;

import org.jspecify.annotations.NullMarked;
