/**
 * What WhatsApp can say beyond the contents that every provider knows. A message names such a
 * content first and a plainer one after it, and each instance is offered only what it carries.
 *
 * <p>The records check what makes them usable at all. What WhatsApp allows, such as lengths and
 * counts, is checked when a message is sent, and the outcome then names the rule.
 */
@NullMarked
package io.patchbay.provider.whatsapp.content;

import org.jspecify.annotations.NullMarked;
