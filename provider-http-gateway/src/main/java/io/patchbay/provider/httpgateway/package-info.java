/** Any SMS gateway with an HTTP interface as a Patchbay provider, by configuration alone. */
@NullMarked
package io.patchbay.provider.httpgateway;

import org.jspecify.annotations.NullMarked;
