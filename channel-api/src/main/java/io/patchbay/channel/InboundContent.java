package io.patchbay.channel;

/**
 * What somebody wrote to us. Standard ones are {@link Text}, {@link ReceivedMedia}, {@link Choice},
 * {@link Location}, {@link Contacts} and {@link Reaction}; what only one provider knows lives in
 * that provider's package.
 *
 * <p>Implementations are immutable and do not show message texts in {@code toString}.
 */
public interface InboundContent {}
