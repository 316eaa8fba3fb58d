/**
 * Meta's WhatsApp Cloud API as a provider. Hosts need only the class {@link
 * io.patchbay.provider.whatsapp.WhatsAppCloudProvider}, and they find it through {@link
 * java.util.ServiceLoader}.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api">Meta's documentation</a>
 */
@NullMarked
package io.patchbay.provider.whatsapp;

import org.jspecify.annotations.NullMarked;
