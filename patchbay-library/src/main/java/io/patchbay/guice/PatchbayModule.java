package io.patchbay.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import io.patchbay.Patchbay;
import io.patchbay.channel.ChannelEventListener;
import io.patchbay.channel.SendListener;
import io.patchbay.channel.SmsChannel;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.core.Guard;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Binds {@link SmsChannel} and {@link Patchbay}. Providers, guards and listeners that other modules
 * add to the sets of {@link SmsProvider}, {@link Guard}, {@link SendListener} and {@link
 * ChannelEventListener} with a {@code Multibinder} take part, beside the providers on the class
 * path.
 *
 * <p>The host closes the {@link Patchbay} when it shuts down.
 *
 * <p>Not thread-safe: Guice configures a module on one thread.
 */
public final class PatchbayModule extends AbstractModule {
  private final Supplier<Patchbay.Builder> settings;

  /**
   * A module.
   *
   * @param settings gives a builder with the configuration and whatever else the host sets; asked
   *     once for each injector
   */
  public PatchbayModule(Supplier<Patchbay.Builder> settings) {
    this.settings = settings;
  }

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), SmsProvider.class);
    Multibinder.newSetBinder(binder(), Guard.class);
    Multibinder.newSetBinder(binder(), SendListener.class);
    Multibinder.newSetBinder(binder(), ChannelEventListener.class);
  }

  @Provides
  @Singleton
  Patchbay patchbay(
      Set<SmsProvider> providers,
      Set<Guard> guards,
      Set<SendListener> sendListeners,
      Set<ChannelEventListener> eventListeners) {
    Patchbay.Builder builder = settings.get();
    providers.forEach(builder::provider);
    guards.forEach(builder::guard);
    return builder.sendListeners(sendListeners).listeners(eventListeners).build();
  }

  @Provides
  SmsChannel channel(Patchbay patchbay) {
    return patchbay.channel();
  }
}
