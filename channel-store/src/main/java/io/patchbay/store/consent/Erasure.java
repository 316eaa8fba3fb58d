package io.patchbay.store.consent;

/**
 * What an erasure removed.
 *
 * <p>Immutable.
 *
 * @param addresses how many linked addresses were forgotten
 * @param suppressions how many entries of the suppression list were removed or made unreadable
 * @param consents how many entries of the consent ledger were removed
 * @param windows how many times of a last message were forgotten
 * @param events how many received events were removed
 * @param others how much was removed of what the host holds elsewhere
 * @param optOutsKept whether opt-outs in force go on to hold under a keyed hash
 */
public record Erasure(
    int addresses,
    int suppressions,
    int consents,
    int windows,
    int events,
    int others,
    boolean optOutsKept) {}
