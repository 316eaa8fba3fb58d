package io.patchbay.host.demo;

import com.google.gson.JsonObject;
import io.patchbay.Patchbay;
import io.patchbay.host.broadcast.Summary;
import io.patchbay.host.broadcast.Tally;
import io.patchbay.host.configuration.InstalledProviders;
import io.patchbay.host.configuration.Problems;
import io.patchbay.host.configuration.WorkspaceChoice;
import io.patchbay.host.console.Surroundings;
import io.patchbay.host.console.UserError;
import io.patchbay.host.server.PatchbayServer;
import io.patchbay.host.server.ServerOptions;
import io.patchbay.registry.config.ConfigurationProblem;
import io.patchbay.simulator.WhatsAppCloudSimulator;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shows the whole on one machine and then compares what was reported with what the simulator saw.
 * Used once.
 */
public final class Demo {
  private static final Map<String, String> SECRETS =
      Map.of(
          "access-token", "demo-token",
          "app-secret", "demo-app-secret",
          "sms-token", "demo-sms-token");
  private static final String VERIFY_TOKEN = "demo-verify-token";

  private final Surroundings surroundings;
  private final InstalledProviders providers;
  private final Story story;
  private final @Nullable Path second;
  private final Observations observations = new Observations();
  private final Comparison comparison = new Comparison();

  /**
   * A demonstration.
   *
   * @param providers the providers that it has
   * @param narrative where the story is told
   * @param second JSON of an instance for the place of the second provider; null for the simulated
   *     SMS gateway
   */
  public Demo(
      Surroundings surroundings,
      InstalledProviders providers,
      PrintWriter narrative,
      @Nullable Path second) {
    this.second = second;
    this.surroundings = surroundings;
    this.providers = providers;
    this.story = new Story(narrative);
  }

  /**
   * What came of it.
   *
   * @param agrees whether everything that was to happen did, and all numbers agree
   * @param result the numbers, for machines
   */
  public record Outcome(boolean agrees, JsonObject result) {}

  /** Runs it: a few seconds, all on the loopback, and nothing is left behind. */
  public Outcome run() {
    story.say(
        """
        Patchbay sends messages through whichever provider a workspace's configuration names. This
        shows it at work against a simulated WhatsApp and a simulated SMS gateway on this machine:
        no account, no network, and nobody gets a message.\
        """);
    try (WhatsAppCloudSimulator simulator =
            WhatsAppCloudSimulator.builder()
                .accessToken("demo-token")
                .appSecret("demo-app-secret")
                .verifyToken(VERIFY_TOKEN)
                .start();
        SmsGateway gateway = new SmsGateway();
        DemoFolder folder = new DemoFolder(SECRETS, second)) {
      Map<String, String> own =
          Map.of(
              "DEMO_BASE_URL", simulator.baseUrl().toString(),
              "DEMO_SMS_URL", gateway.address().toString(),
              "DEMO_VERIFY_TOKEN", VERIFY_TOKEN);
      Function<String, @Nullable String> environment =
          name -> own.containsKey(name) ? own.get(name) : surroundings.environment().apply(name);
      try (PatchbayServer server = new PatchbayServer(ServerOptions.loopback());
          Patchbay patchbay =
              WorkspaceChoice.open(
                  folder.configuration(),
                  providers
                      .host()
                      .environment(environment)
                      .watchInterval(Duration.ofMillis(200))
                      .sendListener(observations)
                      .listener(observations)
                      .onPublish(report -> observations.changed()))) {
        server.start(patchbay);
        return play(
            new Stage(
                surroundings, story, simulator, folder, server, patchbay, observations, comparison),
            gateway,
            environment);
      }
    }
  }

  private Outcome play(
      Stage stage, SmsGateway gateway, Function<String, @Nullable String> environment) {
    List<ConfigurationProblem> errors = Problems.errors(stage.patchbay().registry().problems());
    if (!errors.isEmpty()) {
      throw new UserError(
          "The instance in " + second + " cannot be used:\n" + Problems.text(errors));
    }
    introduce(stage);
    Webhooks webhooks = new Webhooks(stage);
    webhooks.subscribe();
    AudienceBroadcast broadcast = new AudienceBroadcast(stage);
    Tally.Totals totals = broadcast.send();
    webhooks.awaitStatuses();
    broadcast.compare(totals);
    webhooks.awaitReply();
    new Swap(stage).run(environment);
    stage.server().drain();
    if (second == null) {
      comparison.add(
          "texts that the SMS gateway took", observations.acceptedBy(Stage.TEXT), gateway.texts());
    }
    return end(totals);
  }

  private void introduce(Stage stage) {
    story.step(
        "A provider: the simulated WhatsApp Cloud API listens on " + stage.simulator().baseUrl());
    story.step("A workspace: its configuration names the providers and which one is the default");
    story.say(stage.folder().configuration() + ":");
    story.show(stage.folder().configurationText());
    story.show("Secrets come from files and environment variables, not from this file.");
  }

  private Outcome end(Tally.Totals totals) {
    story.step("Check: what was reported, beside what the simulator saw and what was to happen");
    story.show(comparison.text("reported", "expected"));
    story.show(
        comparison.agrees()
            ? "All "
                + comparison.size()
                + " agree. Next: 'patchbay providers' lists what there is, and the README shows"
                + " how\n"
                + "to set up a WhatsApp account and write a configuration."
            : "They DO NOT all agree: this is a defect, please report it.");
    JsonObject result = new JsonObject();
    result.addProperty("agrees", comparison.agrees());
    result.add("comparison", comparison.json());
    result.add("broadcast", Summary.json(totals));
    return new Outcome(comparison.agrees(), result);
  }
}
