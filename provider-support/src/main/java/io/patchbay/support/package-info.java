/**
 * What every provider over HTTP needs: a client that sends a message once, and the reading of
 * answers, settings, forms and signatures.
 */
@NullMarked
package io.patchbay.support;

import org.jspecify.annotations.NullMarked;
