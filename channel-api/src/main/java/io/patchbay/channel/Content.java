package io.patchbay.channel;

/**
 * What a message says. Implementations are records, so that a content has a stored form; what only
 * one provider can send lives in that provider's package and is listed in its descriptor as a
 * {@link ContentType}.
 *
 * <p>Implementations are immutable and do not show message texts in {@code toString}.
 */
public interface Content {}
