package io.patchbay.simulator;

import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * One item of a webhook: a status or an inbound message, with the number it concerns.
 *
 * @param list the name of the array it belongs in, {@code statuses} or {@code messages}
 * @param contact the person it concerns, where the platform names one
 */
record Change(
    String accountId,
    SimulatedNumber number,
    String list,
    JsonObject item,
    @Nullable JsonObject contact) {}
