package io.patchbay.host.server;

import io.javalin.config.JettyConfig;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * How Jetty listens: with bounded connections, threads, sizes and times. A request gets a thread
 * only when its header has arrived and its body too, up to a size; so connections that send nothing
 * or little occupy none. Used by one thread.
 */
final class HttpListener implements AutoCloseable {
  static final int HEADER_BYTES = 16 * 1024;
  private static final int BACKLOG = 1_024;

  /** What a request that waits for its body may hold. */
  private static final int EAGER_BYTES = 128 * 1024;

  /** A buffer is held whole, however little is in it. */
  private static final int BUFFER_BYTES = 8 * 1024;

  private final ServerOptions options;
  private final QueuedThreadPool threads;
  private final GracefulHandler graceful;
  private final ScheduledThreadPoolExecutor timer;
  private @Nullable ServerConnector connector;
  private volatile int port;

  HttpListener(ServerOptions options) {
    this.options = options;
    int most = options.limits().threads();
    threads = new QueuedThreadPool(most, Math.min(8, most));
    threads.setName("patchbay-http");
    threads.setDaemon(true);
    graceful = new GracefulHandler(new EagerBodies(EAGER_BYTES, BUFFER_BYTES));
    timer = new ScheduledThreadPoolExecutor(1, HttpListener::timerThread);
  }

  private static Thread timerThread(Runnable work) {
    Thread thread = new Thread(work, "patchbay-http-timer");
    thread.setDaemon(true);
    return thread;
  }

  void configure(JettyConfig jetty) {
    jetty.threadPool = threads;
    jetty.modifyServer(
        server -> {
          server.setStopTimeout(0);
          server.setErrorHandler(new JsonErrors());
          server.insertHandler(graceful);
        });
    jetty.addConnector(
        (server, unused) -> {
          ServerConnector listening = connector(server);
          connector = listening;
          server.addBean(new NetworkConnectionLimit(options.limits().connections(), listening));
          return listening;
        });
  }

  private ServerConnector connector(Server server) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    StrictRequests.configure(http);
    ServerConnector listening = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    listening.setHost(options.host());
    listening.setPort(options.port());
    listening.setAcceptQueueSize(BACKLOG);
    listening.setIdleTimeout(options.limits().idle().toMillis());
    listening.setShutdownIdleTimeout(Duration.ofSeconds(1).toMillis());
    return listening;
  }

  private ServerConnector connector() {
    return Objects.requireNonNull(connector, "The server is not started");
  }

  /** To be called when Jetty has started. */
  void started() {
    port = connector().getLocalPort();
    long millis = Math.max(100, options.limits().idle().toMillis() / 6);
    repeat(new SlowConnections(connector(), options.limits()), Duration.ofMillis(millis));
  }

  /** Does something quick again and again until this is closed. */
  void repeat(Runnable work, Duration interval) {
    long millis = interval.toMillis();
    var unused = timer.scheduleWithFixedDelay(work, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** The port that it listens on, or did. */
  int port() {
    return port;
  }

  /**
   * Accepts nothing more and waits until everything that was taken is answered.
   *
   * @return whether it all is
   */
  boolean drain(Duration longest) {
    CompletableFuture<Void> idle = graceful.shutdown();
    var unused = connector().shutdown();
    try {
      idle.get(longest.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
