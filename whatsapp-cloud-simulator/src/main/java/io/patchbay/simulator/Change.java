package io.patchbay.simulator;

import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * One item of a webhook, with the number it concerns.
 *
 * @param field what a host subscribes to, such as {@code messages}
 * @param list the name of the array it belongs in, such as {@code statuses}; empty for news about
 *     the account, whose item has the value as a whole and its time
 * @param contact the person it concerns, where the platform names one
 */
record Change(
    String accountId,
    SimulatedNumber number,
    String field,
    String list,
    JsonObject item,
    @Nullable JsonObject contact) {
  boolean isNews() {
    return list.isEmpty();
  }
}
