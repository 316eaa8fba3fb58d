/**
 * What a provider implements: {@link io.patchbay.channel.spi.SmsProvider} and {@link
 * io.patchbay.channel.spi.SmsConnection}, in the relation that a driver and a connection have in
 * JDBC.
 */
@NullMarked
package io.patchbay.channel.spi;

import org.jspecify.annotations.NullMarked;
