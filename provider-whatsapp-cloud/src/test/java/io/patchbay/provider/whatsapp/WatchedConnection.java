package io.patchbay.provider.whatsapp;

import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.secrecy.Shown;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection under test; all that it and its capabilities give out is noted in {@link Shown}. */
final class WatchedConnection implements SmsConnection {
  private final SmsConnection connection;

  WatchedConnection(SmsConnection connection) {
    this.connection = Shown.text(connection);
  }

  @Override
  public SendOutcome send(SendRequest request) {
    try {
      SendOutcome outcome = Shown.text(connection.send(Shown.text(request)));
      outcome.error().ifPresent(error -> Shown.text(error.describe()));
      return outcome;
    } catch (RuntimeException e) {
      throw Shown.thrown(e);
    }
  }

  @Override
  public Optional<SendError> refusal(SendRequest request) {
    return connection.refusal(request).map(Shown::text);
  }

  @Override
  public Sender sender(@Nullable String from) {
    return Shown.text(connection.sender(from));
  }

  @Override
  public <C> Optional<C> capability(Class<C> type) {
    Optional<C> capability = connection.capability(type);
    return type.isInterface() ? capability.map(found -> watched(type, found)) : capability;
  }

  private static <C> C watched(Class<C> type, C capability) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> invoke(capability, method, arguments)));
  }

  private static @Nullable Object invoke(
      Object capability, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      method.setAccessible(true);
      return Shown.text(method.invoke(capability, arguments));
    } catch (InvocationTargetException e) {
      throw Shown.thrown(e.getTargetException());
    }
  }

  @Override
  public void close() {
    connection.close();
  }

  @Override
  public String toString() {
    return connection.toString();
  }
}
