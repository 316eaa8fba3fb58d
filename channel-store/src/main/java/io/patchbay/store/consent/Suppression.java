package io.patchbay.store.consent;

import io.patchbay.channel.Address;
import io.patchbay.channel.Purpose;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The newest word on whether a workspace may send messages of one purpose to one address.
 *
 * <p>Immutable.
 *
 * @param workspace the workspace for which it was said; it holds below it too
 * @param address the address; null when it has been erased and only a keyed hash of it is left
 * @param purpose which messages
 * @param stopped true when they are not wanted, false when they are wanted again
 * @param at when it was said
 * @param by by what: for instance {@code a stop word to acme/whatsapp}; never a text or an address
 */
public record Suppression(
    String workspace,
    @Nullable Address address,
    Purpose purpose,
    boolean stopped,
    Instant at,
    String by) {}
