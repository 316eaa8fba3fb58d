/** From a content to the one request that sends it. */
@NullMarked
package io.patchbay.provider.whatsapp.internal.send;

import org.jspecify.annotations.NullMarked;
