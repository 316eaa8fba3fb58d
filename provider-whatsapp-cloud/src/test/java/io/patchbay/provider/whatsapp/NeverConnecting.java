package io.patchbay.provider.whatsapp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** Sockets whose connect waits, for some addresses, until they are closed. */
final class NeverConnecting extends SocketFactory {
  private final Predicate<InetAddress> dead;

  private NeverConnecting(Predicate<InetAddress> dead) {
    this.dead = dead;
  }

  static NeverConnecting everywhere() {
    return new NeverConnecting(address -> true);
  }

  static NeverConnecting to(InetAddress address) {
    return new NeverConnecting(address::equals);
  }

  @Override
  public Socket createSocket() {
    CountDownLatch closed = new CountDownLatch(1);
    return new Socket() {
      @Override
      public void connect(SocketAddress address, int timeout) throws IOException {
        if (!dead.test(((InetSocketAddress) address).getAddress())) {
          super.connect(address, timeout);
          return;
        }
        try {
          closed.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        throw new SocketException("Socket closed");
      }

      @Override
      public synchronized void close() throws IOException {
        closed.countDown();
        super.close();
      }
    };
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(
      InetAddress host, int port, @Nullable InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }
}
