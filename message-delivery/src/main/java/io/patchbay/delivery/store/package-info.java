/**
 * What the queue stores: one set of tables, in a SQLite file or in PostgreSQL, see {@code
 * V1__delivery.sql} and the scripts that follow it. Times are milliseconds since 1970 by the clock
 * of the database, except {@code next_us}.
 *
 * <ul>
 *   <li>{@code lane}: what decides the sender of a message, together with the configuration: a swap
 *       of the default moves the whole lane.
 *   <li>{@code message}: {@code stage} is null unless the message waits: 0 it may be sent now, 1 it
 *       waits for {@code due_at}, 2 it waits behind another message to the same recipient.
 *   <li>{@code attempt}: one row for each try, written before the provider is called. {@code
 *       conversation} is a {@link io.patchbay.delivery.internal.Conversation}, null when not known;
 *       {@code pricing} and {@code billable} are what its statuses say of its price; from {@code
 *       quiet_since} on, else from {@code ended_at}, its silence counts, and so often it was {@code
 *       asked} for; {@code details} is what the provider's answer said of it, as JSON.
 *   <li>{@code history}: what else happened to a message; {@code attempt} is the attempt that it
 *       follows from, null when it follows from none, or was written by the first versions.
 *   <li>{@code sender}: one row for each real sender, whoever uses it: the next free slot, what it
 *       has to wait for, and what was learned of the account whose limits it shares.
 *   <li>{@code pair}: the next free slot for one recipient of one sender.
 *   <li>{@code early_status}: statuses of messages whose own answer has not been written yet.
 *   <li>{@code resumption}: when an instance was last taken into use again, for every process.
 * </ul>
 */
@NullMarked
package io.patchbay.delivery.store;

import org.jspecify.annotations.NullMarked;
