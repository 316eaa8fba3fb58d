package io.patchbay.host.server;

import com.google.gson.JsonObject;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinException;
import io.patchbay.Patchbay;
import io.patchbay.channel.InstanceId;
import io.patchbay.content.ContentCodec;
import io.patchbay.delivery.Delivery;
import io.patchbay.host.console.Json;
import io.patchbay.registry.internal.LimitedLog;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Serves webhooks, messages, health and metrics over HTTP. To end it: {@link #drain}, close the
 * queue and the channel, {@link #close}. Thread-safe once started.
 */
public final class PatchbayServer implements AutoCloseable {
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

  private final ServerOptions options;
  private final HttpListener listener;
  private volatile @Nullable Javalin javalin;
  private volatile @Nullable Patchbay patchbay;
  private final ServerMetrics metrics = new ServerMetrics();
  private volatile boolean listens;

  /** A server that does not listen yet. */
  public PatchbayServer(ServerOptions options) {
    this.options = options;
    this.listener = new HttpListener(options);
  }

  /**
   * Starts to listen, for webhooks alone: without a queue no messages are taken.
   *
   * @throws ListeningException when it cannot listen there
   */
  public void start(Patchbay served) {
    listen(served, null);
  }

  /**
   * Starts to listen.
   *
   * @param queue takes the messages
   * @throws ListeningException when it cannot listen there
   */
  public void start(Patchbay served, Delivery queue) {
    listen(served, queue);
  }

  private void listen(Patchbay served, @Nullable Delivery queue) {
    patchbay = served;
    metrics.count(served);
    if (queue != null) {
      metrics.count(queue.store());
    }
    Javalin created = Javalin.create(config -> configure(config, served, queue));
    javalin = created;
    try {
      created.start();
    } catch (JavalinException e) {
      created.stop();
      throw new ListeningException(options, reason(e));
    }
    listener.started();
    listener.repeat(metrics.refused()::flush, LimitedLog.INTERVAL);
    listens = true;
  }

  private static String reason(JavalinException error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return "the port is taken or not allowed, or the address is not one of this machine";
      }
    }
    Throwable cause = error.getCause();
    return (cause == null ? error : cause).getClass().getSimpleName();
  }

  private void configure(JavalinConfig config, Patchbay served, @Nullable Delivery queue) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.prefer405over404 = true;
    config.router.ignoreTrailingSlashes = false;
    listener.configure(config.jetty);
    ServerLimits limits = options.limits();
    BodyReader bodies = new BodyReader(limits);
    ApiKeys keys = new ApiKeys(() -> served.registry().server().apiKeys());
    WebhookEndpoint webhooks =
        new WebhookEndpoint(
            served, new PublicAddress(this::publicBaseUrl), bodies, limits, metrics.refused());
    ContentCodec contents =
        ContentCodec.of(served.registry().catalog().contents()).withoutLocalFiles();
    MessageEndpoint sending = new MessageEndpoint(served, queue, keys, bodies, limits, contents);
    Health health = new Health(served, queue);
    OpenApi description = new OpenApi(contents);
    for (Route route : Route.values()) {
      config.routes.addHttpHandler(
          route.method().equals("GET") ? HandlerType.GET : HandlerType.POST,
          route.path(),
          context -> {
            switch (route) {
              case VERIFY_WEBHOOK, RECEIVE_WEBHOOK -> webhooks.handle(context);
              case SEND -> sending.post(context);
              case FIND -> sending.get(context);
              case HEALTH -> {
                Health.State state = health.look(admits(keys, context));
                context.status(status(state));
                context.contentType("application/json").result(Json.line(state.json()));
              }
              case METRICS -> {
                keys.require(context.header("Authorization"));
                context.contentType(ServerMetrics.CONTENT_TYPE).result(metrics.text());
              }
              case DESCRIBE ->
                  context
                      .contentType("application/json")
                      .result(description.document(publicBaseUrl()));
            }
          });
    }
    config.routes.addHttpHandler(
        HandlerType.HEAD,
        Route.HEALTH.path(),
        context -> context.status(status(health.look(false))));
    config.routes.before(PatchbayServer::refuseHead);
    config.routes.exception(Refusal.class, (refusal, context) -> refuse(context, refusal));
    config.routes.exception(HttpResponseException.class, this::refuse);
    config.routes.exception(Exception.class, this::failed);
  }

  /** A wrong key is no better here than elsewhere: nobody shall try keys unnoticed. */
  private boolean admits(ApiKeys keys, Context context) {
    String authorization = context.header("Authorization");
    boolean admitted = keys.admits(authorization);
    if (!admitted && authorization != null) {
      metrics.refused().note(context, 401);
    }
    return admitted;
  }

  private static int status(Health.State state) {
    return state.able() ? 200 : 503;
  }

  /** Without it the framework would say 200 to it wherever there is a GET, whatever that says. */
  private static void refuseHead(Context context) throws Refusal {
    String methods = Route.methods(context.path());
    if (context.method().equals(HandlerType.HEAD)
        && !methods.isEmpty()
        && !context.path().equals(Route.HEALTH.path())) {
      context.header("Allow", methods);
      throw Refusal.of(405, "This address does not take HEAD.");
    }
  }

  private void refuse(Context context, Refusal refusal) {
    Duration retryAfter = refusal.retryAfter();
    if (retryAfter != null) {
      context.header("Retry-After", Long.toString(retryAfter.toSeconds()));
    }
    if (refusal.status() == 401) {
      context.header("WWW-Authenticate", "Bearer");
    }
    if (refusal.status() == 413 || refusal.status() == 408) {
      // What is left of the body is not waited for.
      context.header("Connection", "close");
    }
    answer(context, refusal.status(), refusal.json());
  }

  private void refuse(HttpResponseException refusal, Context context) {
    String methods = refusal.getDetails().get("availableMethods");
    if (refusal.getStatus() == 405 && methods != null) {
      context.header("Allow", methods);
    }
    Refusal described =
        Refusal.of(
            refusal.getStatus(),
            refusal.getStatus() == 405
                ? "This address does not take " + context.method().name() + "."
                : "There is nothing here; /openapi.json tells what there is.");
    answer(context, described.status(), described.json());
  }

  private void failed(Exception error, Context context) {
    metrics.refused().failed(context, error);
    Refusal described = Refusal.of(500, "An error in the server itself; see its log.");
    answer(context, described.status(), described.json());
  }

  private void answer(Context context, int status, JsonObject json) {
    metrics.refused().note(context, status);
    context.status(status).contentType(Refusal.CONTENT_TYPE).result(Json.line(json));
  }

  /** Where it listens. */
  public URI address() {
    String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
    return URI.create("http://" + host + ":" + listener.port());
  }

  /** The address by which providers reach it, as far as it was told. */
  public URI publicBaseUrl() {
    URI configured =
        Objects.requireNonNull(patchbay, "The server is not started")
            .registry()
            .server()
            .publicBaseUrl();
    URI own = options.publicBaseUrl();
    return own != null ? own : configured != null ? configured : address();
  }

  /** Where an instance's webhooks go. */
  public URI webhook(InstanceId instance) {
    return URI.create(publicBaseUrl() + "/webhooks/" + instance);
  }

  /**
   * Takes no more requests and waits for the answers of those that it took.
   *
   * @return whether all have been answered
   */
  public boolean drain() {
    metrics.close();
    return !listens || listener.drain(options.limits().grace());
  }

  /**
   * Stops listening, lets the answers that the end of the channel made known go out, and closes
   * what connections there are. Closing twice is the same as once.
   */
  @Override
  public void close() {
    metrics.close();
    Javalin started = javalin;
    if (started != null && listens) {
      listens = false;
      listener.drain(LAST_ANSWERS);
      started.stop();
    }
    listener.close();
  }
}
