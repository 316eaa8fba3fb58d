package io.patchbay.simulator;

import io.patchbay.simulator.Tally.Count;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the clients and the JDK's HTTP server, which shows nobody its sockets: it relays
 * bytes both ways and can, when told, reset a client's connection. A connection is named by the
 * port from which the server sees it come.
 *
 * <p>One thread serves all connections. A client that closes its side, or half of it, is taken to
 * be gone.
 */
final class LoopbackFront implements AutoCloseable {
  private final ServerSocketChannel listener;
  private final Selector selector;
  private final InetSocketAddress server;
  private final Tally tally;
  private final IntConsumer gone;
  private final Map<Integer, Relay> relays = new ConcurrentHashMap<>();
  private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
  private final Thread thread;
  private final int port;
  private long accepted;
  private volatile boolean closed;

  /**
   * Binds the port that clients use.
   *
   * @param gone told, on the front's thread, about each connection that has ended; must not block
   */
  LoopbackFront(InetSocketAddress address, InetSocketAddress server, Tally tally, IntConsumer gone)
      throws IOException {
    this.server = server;
    this.tally = tally;
    this.gone = gone;
    this.selector = Selector.open();
    this.listener = ServerSocketChannel.open();
    try {
      listener
          .bind(address, 1024)
          .configureBlocking(false)
          .register(selector, SelectionKey.OP_ACCEPT);
    } catch (IOException e) {
      listener.close();
      selector.close();
      throw e;
    }
    this.port = listener.socket().getLocalPort();
    this.thread = new Thread(this::run, "patchbay-simulator-front");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  int port() {
    return port;
  }

  /** The number of a connection in the order of arrival, or 0 when it has ended. */
  long number(int serverSidePort) {
    Relay relay = relays.get(serverSidePort);
    return relay == null ? 0 : relay.number;
  }

  /** Sends the client a TCP reset and forgets the connection. Returns at once. */
  void reset(int serverSidePort) {
    orders.add(
        () -> {
          Relay relay = relays.get(serverSidePort);
          if (relay == null) {
            gone.accept(serverSidePort);
          } else {
            relay.reset();
          }
        });
    selector.wakeup();
  }

  private void run() {
    try {
      while (!closed) {
        selector.select(this::ready);
        for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
          order.run();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The selector of the simulator's front failed", e);
    } catch (ClosedSelectorException e) {
      closed = true;
    }
  }

  private void ready(SelectionKey key) {
    try {
      if (key.attachment() instanceof Relay relay) {
        relay.ready(key);
      } else if (key.isAcceptable()) {
        accept();
      }
    } catch (CancelledKeyException e) {
      // The other half of the same connection ended it earlier in this round.
      key.cancel();
    }
  }

  private void accept() {
    SocketChannel client = null;
    SocketChannel back = null;
    try {
      client = listener.accept();
      if (client == null) {
        return;
      }
      back = SocketChannel.open(server);
      Relay relay = new Relay(++accepted, client, back);
      relay.register();
      relays.put(relay.port, relay);
      tally.add(Count.CONNECTIONS);
      tally.add(Count.OPEN_CONNECTIONS);
    } catch (IOException e) {
      Sockets.close(client);
      Sockets.close(back);
    }
  }

  /** Closes every connection and returns when the thread has ended. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    Threads.join(thread, Duration.ofSeconds(5));
    Sockets.close(listener);
    relays.values().forEach(Relay::end);
    Sockets.close(selector);
  }

  /**
   * One client's connection and the one to the server that belongs to it. Used on the front's
   * thread only.
   */
  private final class Relay {
    final long number;
    final int port;
    private final SocketChannel client;
    private final SocketChannel back;
    private @Nullable ByteBuffer toClient;
    private @Nullable ByteBuffer toBack;

    Relay(long number, SocketChannel client, SocketChannel back) throws IOException {
      this.number = number;
      this.client = client;
      this.back = back;
      this.port = ((InetSocketAddress) back.getLocalAddress()).getPort();
    }

    void register() throws IOException {
      for (SocketChannel channel : new SocketChannel[] {client, back}) {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.register(selector, SelectionKey.OP_READ, this);
      }
    }

    void ready(SelectionKey key) {
      boolean fromClient = key.channel() == client;
      try {
        if (key.isValid() && key.isWritable()) {
          flush(fromClient);
        }
        if (key.isValid() && key.isReadable() && !pump(fromClient)) {
          end();
        }
      } catch (IOException e) {
        end();
      }
    }

    /** Moves what one side sent to the other; false when that side has ended its stream. */
    private boolean pump(boolean fromClient) throws IOException {
      buffer.clear();
      if ((fromClient ? client : back).read(buffer) < 0) {
        return false;
      }
      if (!fromClient) {
        Sockets.acknowledgeAtOnce(back);
      }
      buffer.flip();
      (fromClient ? back : client).write(buffer);
      if (buffer.hasRemaining()) {
        keep(!fromClient, ByteBuffer.allocate(buffer.remaining()).put(buffer).flip());
      }
      return true;
    }

    /** Goes on writing to a side that was full. */
    private void flush(boolean toTheClient) throws IOException {
      ByteBuffer rest = toTheClient ? toClient : toBack;
      if (rest != null) {
        (toTheClient ? client : back).write(rest);
        if (!rest.hasRemaining()) {
          keep(toTheClient, null);
        }
      }
    }

    /** While one side has not taken everything, nothing more is read from the other. */
    private void keep(boolean forTheClient, @Nullable ByteBuffer rest) {
      if (forTheClient) {
        toClient = rest;
      } else {
        toBack = rest;
      }
      interest(client, toClient, toBack);
      interest(back, toBack, toClient);
    }

    private void interest(
        SocketChannel channel, @Nullable ByteBuffer toWrite, @Nullable ByteBuffer fromIt) {
      SelectionKey key = channel.keyFor(selector);
      if (key != null) {
        key.interestOps(
            (toWrite == null ? 0 : SelectionKey.OP_WRITE)
                | (fromIt == null ? SelectionKey.OP_READ : 0));
      }
    }

    void reset() {
      try {
        client.setOption(StandardSocketOptions.SO_LINGER, 0);
      } catch (IOException e) {
        // The client has gone by itself: there is nobody to reset.
        end();
        return;
      }
      end();
    }

    void end() {
      Sockets.close(client);
      Sockets.close(back);
      if (relays.remove(port, this)) {
        tally.add(Count.OPEN_CONNECTIONS, -1);
        gone.accept(port);
      }
    }
  }
}
