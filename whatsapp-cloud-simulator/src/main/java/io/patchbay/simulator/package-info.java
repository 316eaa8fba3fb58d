/**
 * A local WhatsApp Cloud API for tests and demonstrations.
 *
 * <p>{@link io.patchbay.simulator.WhatsAppCloudSimulator} listens on the loopback, answers sends
 * the way Meta's platform documents it, and posts signed status webhooks to a callback URL. Which
 * recipient provokes which behaviour is listed in {@link io.patchbay.simulator.MagicRecipient}.
 * Nothing here leaves the machine unless the callback URL does, and nothing here depends on another
 * module of Patchbay: any client of the Cloud API can be tried against it.
 */
@NullMarked
package io.patchbay.simulator;

import org.jspecify.annotations.NullMarked;
