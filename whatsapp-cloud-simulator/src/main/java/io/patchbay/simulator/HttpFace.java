package io.patchbay.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.patchbay.simulator.Reaction.Answer;
import io.patchbay.simulator.Tally.Count;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP side: the JDK's server behind a {@link LoopbackFront}. Reads requests (whole, unless
 * they are uploads), has them handled, and does to the connection what the reaction says. Waiting
 * answers hold no thread.
 */
final class HttpFace implements AutoCloseable {
  private static final int BODY_LIMIT = 4 * 1024 * 1024;
  private static final long UPLOAD_LIMIT = 256L * 1024 * 1024;
  private static final int WORKERS = 32;

  private final GraphRoutes routes;
  private final RefusalAnswers refusals;
  private final ControlPages control;
  private final Overrides overrides;
  private final Tally tally;
  private final Clock clock;
  private final Consumer<SimulatorEvent> events;
  private final ExecutorService workers = Threads.bounded("http", WORKERS);
  private final Map<Integer, HttpExchange> silent = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final LoopbackFront front;

  HttpFace(
      int port,
      GraphRoutes routes,
      RefusalAnswers refusals,
      ControlPages control,
      Overrides overrides,
      Tally tally,
      Clock clock,
      Consumer<SimulatorEvent> events)
      throws IOException {
    this.routes = routes;
    this.refusals = refusals;
    this.control = control;
    this.overrides = overrides;
    this.tally = tally;
    this.clock = clock;
    this.events = events;
    JdkServerSettings.apply();
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    this.server = HttpServer.create(new InetSocketAddress(loopback, 0), 1024);
    try {
      this.front =
          new LoopbackFront(
              new InetSocketAddress(loopback, port), server.getAddress(), tally, this::gone);
    } catch (IOException e) {
      // A server that was never started has no thread, but its port.
      server.stop(0);
      throw e;
    }
  }

  void start() {
    server.setExecutor(workers);
    server.createContext("/", this::handle);
    server.start();
    front.start();
  }

  int port() {
    return front.port();
  }

  private void handle(HttpExchange exchange) {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath();
    boolean send = GraphRoutes.isSend(method, path);
    if (send && overrides.takeReset()) {
      perform(exchange, new Reaction.Reset());
      return;
    }
    try {
      if (GraphRoutes.isUpload(method, path)) {
        Reaction reaction = react(request(exchange, method, path, new byte[0]), send);
        drain(exchange.getRequestBody());
        tally.add(Count.REQUESTS);
        perform(exchange, reaction);
      } else {
        byte[] body = exchange.getRequestBody().readNBytes(BODY_LIMIT);
        tally.add(Count.REQUESTS);
        perform(exchange, react(request(exchange, method, path, body), send));
      }
    } catch (IOException | UncheckedIOException e) {
      // The client went away before its request was whole: it gets no answer and is not counted.
      exchange.close();
    }
  }

  /**
   * Reads what an endpoint has left of an upload: a client that is still sending would see a reset
   * instead of its answer.
   */
  private static void drain(InputStream rest) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long left = UPLOAD_LIMIT;
    int read = 0;
    while (read >= 0 && left > 0) {
      read = rest.read(buffer);
      left -= read;
    }
  }

  private Reaction react(GraphRequest request, boolean send) {
    try {
      if (request.path().startsWith(ControlPages.PREFIX)) {
        return control.handle(request.path(), request.query());
      }
      return routes.handle(request);
    } catch (Refusal refusal) {
      GraphError error = refusal.error();
      if (send) {
        tally.add(Count.SENDS);
        tally.add(Count.REFUSED);
      }
      events.accept(
          new SimulatorEvent.RequestRefused(
              clock.instant(), request.path(), error.status(), error.code()));
      return refusals.of(error);
    } catch (UncheckedIOException e) {
      throw e;
    } catch (RuntimeException e) {
      StackTraceElement[] trace = e.getStackTrace();
      String problem = e.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
      events.accept(new SimulatorEvent.Failed(clock.instant(), problem));
      return refusals.of(GraphErrors.INTERNAL);
    }
  }

  private void perform(HttpExchange exchange, Reaction reaction) {
    int port = exchange.getRemoteAddress().getPort();
    if (reaction instanceof Answer answer) {
      if (answer.ready().toCompletableFuture().isDone()) {
        write(exchange, answer);
      } else {
        answer
            .ready()
            .whenComplete((done, problem) -> workers.execute(() -> write(exchange, answer)));
      }
      return;
    }
    if (reaction instanceof Reaction.Download download) {
      write(exchange, download);
      return;
    }
    silent.put(port, exchange);
    if (reaction instanceof Reaction.Reset) {
      front.reset(port);
    } else if (front.number(port) == 0) {
      gone(port);
    }
  }

  private static void write(HttpExchange exchange, Answer answer) {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    try (exchange) {
      byte[] body = answer.body();
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    } catch (IOException e) {
      // The client did not wait for its answer; what it sent has been dealt with.
      return;
    }
  }

  private static void write(HttpExchange exchange, Reaction.Download download) {
    exchange.getResponseHeaders().set("Content-Type", download.contentType());
    try (exchange) {
      exchange.sendResponseHeaders(200, download.length() == 0 ? -1 : download.length());
      download.content().writeTo(exchange.getResponseBody());
    } catch (IOException e) {
      // The client did not want the rest.
      return;
    }
  }

  /** The front has lost a connection: an exchange that nobody will answer can be let go. */
  private void gone(int port) {
    HttpExchange exchange = silent.remove(port);
    if (exchange != null) {
      workers.execute(exchange::close);
    }
  }

  private GraphRequest request(HttpExchange exchange, String method, String path, byte[] body) {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    long connection = front.number(exchange.getRemoteAddress().getPort());
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    return new GraphRequest(
        method,
        path,
        connection,
        "http://127.0.0.1:" + port(),
        "",
        "",
        "",
        query,
        headers,
        body,
        exchange.getRequestBody());
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      query.putIfAbsent(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** Cuts every connection and ends every thread. */
  @Override
  public void close() {
    front.close();
    server.stop(0);
    Threads.end(workers);
  }
}
