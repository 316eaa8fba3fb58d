package io.patchbay.host.demo;

import io.patchbay.channel.SendResult;
import io.patchbay.channel.SmsMessage;
import io.patchbay.host.configuration.DefaultSwitch;
import io.patchbay.registry.routing.ConfigurationChecker;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Exchanges the default provider in the file while all of it runs. */
final class Swap {
  private static final List<String> AFTERWARDS =
      List.of("+1 415 555 0150", "+1 415 555 0151", "+1 415 555 0152");

  private final Stage stage;

  Swap(Stage stage) {
    this.stage = stage;
  }

  void run(Function<String, @Nullable String> environment) {
    stage
        .story()
        .step("Swapping: the default becomes '" + Stage.TEXT + "', in the file, while this runs");
    long before = stage.simulator().counts().sends();
    long started = System.nanoTime();
    new DefaultSwitch(new ConfigurationChecker(stage.patchbay().registry().catalog(), environment))
        .apply(stage.folder().configuration(), Stage.WORKSPACE, Stage.TEXT);
    boolean seen = stage.observations().await(this::isDefault, Stage.DEADLINE);
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    stage
        .story()
        .say(
            seen
                ? "The running program has taken it over after " + millis + " ms."
                : "The running program has NOT taken it over within "
                    + Stage.DEADLINE.toSeconds()
                    + " s.");
    int nothingSent = 0;
    for (String number : AFTERWARDS) {
      SmsMessage message = SmsMessage.to(number).text("Hello again").build();
      SendResult result = stage.patchbay().channel().send(Stage.WORKSPACE, message);
      stage.observations().finished(0, message.id(), result);
      nothingSent += result.nothingSent() ? 1 : 0;
    }
    stage
        .story()
        .say(
            "The next "
                + AFTERWARDS.size()
                + " messages went through '"
                + Stage.TEXT
                + "'.\nThat is "
                + stage.secondName()
                + (nothingSent == 0
                    ? "."
                    : ": it is a stub, so nothing was sent. The real one goes in its place."));
    stage
        .comparison()
        .add(
            "through the new default",
            stage.observations().acceptedBy(Stage.TEXT),
            1 + AFTERWARDS.size());
    stage
        .comparison()
        .add("WhatsApp requests after the swap", 0, stage.simulator().counts().sends() - before);
  }

  private boolean isDefault() {
    return stage
        .patchbay()
        .registry()
        .routing(Stage.WORKSPACE)
        .filter(routing -> routing.routes().get(0).instance().name().equals(Stage.TEXT))
        .isPresent();
  }
}
