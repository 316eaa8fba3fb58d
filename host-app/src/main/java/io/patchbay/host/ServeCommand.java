package io.patchbay.host;

import io.patchbay.Patchbay;
import io.patchbay.channel.InstanceId;
import io.patchbay.host.configuration.InstalledProviders;
import io.patchbay.host.configuration.Problems;
import io.patchbay.host.console.ExitCode;
import io.patchbay.host.console.Surroundings;
import io.patchbay.host.console.UserError;
import io.patchbay.host.delivery.HostStorage;
import io.patchbay.host.server.ListeningException;
import io.patchbay.host.server.LiveTail;
import io.patchbay.host.server.PatchbayServer;
import io.patchbay.host.server.ServerLimits;
import io.patchbay.host.server.ServerOptions;
import io.patchbay.registry.config.PublishReport;
import io.patchbay.registry.routing.Route;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves webhooks and the API until it is told to stop. */
@Command(
    name = "serve",
    header = "Take webhooks and messages over HTTP until Ctrl-C.",
    description = {
      "%nPOST /v1/messages takes a message into the queue (a key of server.apiKeys is required),"
          + " GET /v1/messages/ID tells what became of it, /webhooks/WORKSPACE/INSTANCE is for the"
          + " providers, GET /health tells how the server is, GET /metrics has numbers for"
          + " Prometheus (with a key), and GET /openapi.json describes all of it. Every event and"
          + " attempt is shown in a line, without texts and with numbers masked.",
      "%nThe configuration is watched: a change, of a key too, counts without a restart. Messages"
          + " are in the queue beside it (patchbay-data/delivery.db), or in the database that"
          + " server.delivery.database names, and outlive a restart. SIGTERM and Ctrl-C let what"
          + " was begun end: up to 20 s for requests, and then up to 60 s for what is being sent;"
          + " the rest waits for the next start."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  patchbay serve",
      "  patchbay serve --port 9000 --public-base-url https://messages.example.com",
      "  patchbay serve --json | grep '\"what\":\"message\"'",
      "%nExit codes: 0 it was told to stop and did, 2 the configuration or the address is wrong."
    })
final class ServeCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final InstalledProviders providers;
  private final AtomicBoolean published = new AtomicBoolean();

  @Mixin private ConfigurationOption configuration = new ConfigurationOption();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Where to listen; 0 takes any free port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = ServerOptions.LOOPBACK,
      description =
          "The address to listen on (default: ${DEFAULT-VALUE}, which no other machine reaches).")
  private String host = ServerOptions.LOOPBACK;

  @Option(
      names = "--public-base-url",
      paramLabel = "URL",
      description =
          "The address by which providers reach this; signatures cover it. It wins over"
              + " server.publicBaseUrl in the configuration.")
  private @Nullable URI publicBaseUrl;

  @Option(names = "--json", description = "Write each event as a line of JSON to stdout.")
  private boolean json;

  ServeCommand(Surroundings surroundings, InstalledProviders providers) {
    this.surroundings = surroundings;
    this.providers = providers;
  }

  @Override
  public Integer call() {
    surroundings.err().print(providers.complaints());
    Path file = configuration.path(surroundings);
    ServerOptions options =
        new ServerOptions(host, checkedPort(), base(), ServerLimits.standard(), Clock.systemUTC());
    boolean loopback = isLoopback();
    HostStorage storage = HostStorage.of(file, surroundings.environment());
    try (LiveTail tail = new LiveTail(surroundings.out(), json, options.clock());
        PatchbayServer server = new PatchbayServer(options);
        Patchbay patchbay =
            storage.open(
                providers
                    .host()
                    .environment(surroundings.environment())
                    .queue()
                    .listener("tail", tail)
                    .sendListener(tail)
                    .onPublish(this::tellChange))) {
      listen(server, patchbay);
      surroundings.err().print(introduction(server, patchbay, storage, loopback));
      surroundings.err().flush();
      surroundings.interruption().await();
      surroundings.err().println("Stopping: what was begun is being finished ...");
      if (!server.drain()) {
        surroundings.err().println("Some requests are still under way; they are being ended ...");
      }
    }
    surroundings.err().println("Stopped.");
    return ExitCode.OK;
  }

  private int checkedPort() {
    if (port < 0 || port > 65_535) {
      throw new UserError("--port is a number from 0 to 65535, not " + port + ".");
    }
    return port;
  }

  private @Nullable URI base() {
    if (publicBaseUrl == null) {
      return null;
    }
    String scheme = publicBaseUrl.getScheme();
    boolean web = "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
    if (!web
        || publicBaseUrl.getHost() == null
        || publicBaseUrl.getRawUserInfo() != null
        || publicBaseUrl.getRawQuery() != null
        || publicBaseUrl.getRawFragment() != null) {
      throw new UserError(
          "--public-base-url is http:// or https://, a host and, if there is one, a path; no"
              + " query.");
    }
    String text = publicBaseUrl.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : publicBaseUrl;
  }

  private boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new UserError("--host '" + host + "' is not a name or address that is known here.");
    }
  }

  private static void listen(PatchbayServer server, Patchbay patchbay) {
    try {
      server.start(patchbay, patchbay.queue());
    } catch (ListeningException e) {
      throw new UserError(e.getMessage() + ".\nChoose another with --port and --host.");
    }
  }

  /** The first configuration is told of with the introduction; this is about those after it. */
  private void tellChange(PublishReport report) {
    if (published.getAndSet(true)) {
      surroundings
          .err()
          .println(
              report.applied()
                  ? "The configuration has changed and is in use."
                  : "The configuration has changed and cannot be used; the one before stays.");
      surroundings.err().print(Problems.text(report.problems()));
    }
  }

  private String introduction(
      PatchbayServer server, Patchbay patchbay, HostStorage storage, boolean loopback) {
    StringBuilder text = new StringBuilder(Problems.text(patchbay.registry().problems()));
    text.append("Serving at ").append(server.address()).append('\n');
    patchbay.registry().workspaces().stream()
        .flatMap(workspace -> patchbay.registry().routing(workspace).stream())
        .flatMap(routing -> routing.instances().values().stream())
        .map(Route::instance)
        .map(InstanceId::toString)
        .distinct()
        .sorted()
        .forEach(
            instance ->
                text.append("  webhooks of ")
                    .append(instance)
                    .append(": ")
                    .append(server.publicBaseUrl())
                    .append("/webhooks/")
                    .append(instance)
                    .append('\n'));
    if (storage.isShared()) {
      text.append(patchbay.queue().store().describe())
          .append(", keeps messages, people and events.\n");
    }
    if (publicBaseUrl == null && patchbay.registry().server().publicBaseUrl() == null) {
      text.append(
          """
            warning  no public address is set. Behind a proxy or tunnel, signatures that cover the
                     address (Twilio's) will not match.
                     -> give --public-base-url or server.publicBaseUrl
          """);
    }
    if (patchbay.registry().server().apiKeys().isEmpty()) {
      text.append(
          """
            note     /v1 is closed: there is no key for it.
                     -> set server.apiKeys
          """);
    }
    if (!loopback) {
      text.append(
          """
            warning  other machines reach this, and what they send is not encrypted.
                     -> put a proxy with TLS in front
          """);
    }
    return text.append("Ctrl-C ends it.\n").toString();
  }
}
