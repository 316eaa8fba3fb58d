package io.patchbay.channel.spi;

/**
 * Something wrong with a setting.
 *
 * <p>Immutable.
 *
 * @param key the setting's key; empty when it concerns several
 * @param message what is wrong, without the value of a secret
 * @param suggestion what to write instead; empty when there is nothing to suggest
 */
public record SettingProblem(String key, String message, String suggestion) {}
