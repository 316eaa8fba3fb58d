/** What an account has beside messages: media, templates, numbers, settings, health. */
@NullMarked
package io.patchbay.provider.whatsapp.internal.account;

import org.jspecify.annotations.NullMarked;
