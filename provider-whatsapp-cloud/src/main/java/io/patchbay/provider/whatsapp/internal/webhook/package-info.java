/** From a webhook's body to events. */
@NullMarked
package io.patchbay.provider.whatsapp.internal.webhook;

import org.jspecify.annotations.NullMarked;
