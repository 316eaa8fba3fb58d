package io.patchbay.host.demo;

import io.patchbay.Patchbay;
import io.patchbay.channel.InstanceId;
import io.patchbay.host.console.Surroundings;
import io.patchbay.host.server.PatchbayServer;
import io.patchbay.simulator.WhatsAppCloudSimulator;
import java.time.Duration;

/**
 * What the parts of the demonstration share.
 *
 * @param surroundings the command's
 * @param story where it is told
 * @param simulator the simulated WhatsApp
 * @param folder the files
 * @param server takes the webhooks
 * @param patchbay sends
 * @param observations what the channel reported
 * @param comparison of that with what the simulator saw
 */
record Stage(
    Surroundings surroundings,
    Story story,
    WhatsAppCloudSimulator simulator,
    DemoFolder folder,
    PatchbayServer server,
    Patchbay patchbay,
    Observations observations,
    Comparison comparison) {
  static final String WORKSPACE = "demo";
  static final String WHATSAPP = "whatsapp";
  static final String TEXT = "text";
  static final InstanceId INSTANCE = new InstanceId(WORKSPACE, WHATSAPP);
  static final Duration DEADLINE = Duration.ofSeconds(15);

  /** What the second provider calls itself. */
  String secondName() {
    return patchbay
        .registry()
        .routing(WORKSPACE)
        .map(routing -> routing.instances().get(TEXT))
        .map(route -> route.provider().name())
        .orElse("gone");
  }
}
