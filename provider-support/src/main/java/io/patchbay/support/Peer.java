package io.patchbay.support;

/**
 * How errors name both sides of a call. Immutable and thread-safe.
 *
 * @param provider the caller: {@code The HTTP gateway provider}
 * @param name what is called: {@code the gateway}
 * @param setting the setting with its address: {@code url}
 */
public record Peer(String provider, String name, String setting) {}
