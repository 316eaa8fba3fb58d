/**
 * The HTTP server: takes the providers' webhooks and the messages of applications, and says how it
 * is. Nothing outside of this package knows which web framework it is made with.
 */
@NullMarked
package io.patchbay.host.server;

import org.jspecify.annotations.NullMarked;
