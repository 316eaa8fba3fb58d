/**
 * What people can send over WhatsApp beyond the contents that every provider knows. They stand in
 * {@link io.patchbay.channel.InboundMessage#content}.
 */
@NullMarked
package io.patchbay.provider.whatsapp.inbound;

import org.jspecify.annotations.NullMarked;
