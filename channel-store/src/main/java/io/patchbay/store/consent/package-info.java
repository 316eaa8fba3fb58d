/**
 * What is remembered of people: opt-outs, consents, linked addresses and customer service windows.
 */
@NullMarked
package io.patchbay.store.consent;

import org.jspecify.annotations.NullMarked;
