package io.patchbay.testkit;

import io.patchbay.channel.Address;
import io.patchbay.channel.Attempt;
import io.patchbay.channel.Content;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.Recipient;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.SmsChannel;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.WebhookAnswer;
import io.patchbay.channel.WebhookRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * An {@link SmsChannel} for tests of code that only sends: it remembers the messages and answers
 * what the test has scripted, and accepts everything without a script. No configuration, no
 * provider, no threads.
 *
 * <p>Thread-safe.
 */
public final class RecordingChannel implements SmsChannel {
  /**
   * A message that was given to the channel.
   *
   * @param workspace the workspace that sends
   * @param message the message
   */
  public record Sent(String workspace, SmsMessage message) {}

  private final Object lock = new Object();
  private final List<Sent> sent = new ArrayList<>();
  private final List<WebhookRequest> received = new ArrayList<>();
  private final Deque<SendOutcome> script = new ArrayDeque<>();
  private final Map<Class<?>, Object> capabilities = new HashMap<>();

  /** A channel without a script. */
  public RecordingChannel() {}

  /** The next message that has no answer yet gets this one. */
  public RecordingChannel then(SendOutcome outcome) {
    synchronized (lock) {
      script.add(outcome);
    }
    return this;
  }

  /** Every instance offers this. */
  public <C> RecordingChannel offering(Class<C> capability, C answer) {
    synchronized (lock) {
      capabilities.put(capability, answer);
    }
    return this;
  }

  /** Everything that was sent, in order. */
  public List<Sent> sent() {
    synchronized (lock) {
      return List.copyOf(sent);
    }
  }

  /** Every webhook request that was handed over, in order. */
  public List<WebhookRequest> received() {
    synchronized (lock) {
      return List.copyOf(received);
    }
  }

  @Override
  public SendResult send(String workspace, SmsMessage message) {
    SendOutcome outcome;
    synchronized (lock) {
      sent.add(new Sent(workspace, message));
      outcome = script.isEmpty() ? accepted(message.to(), sent.size()) : script.remove();
    }
    MessageRef reference = new MessageRef(workspace, message.id(), 1);
    String instance = message.provider() == null ? "recording" : message.provider();
    Content content = message.contents().get(0);
    Attempt attempt =
        new Attempt(
            1,
            new InstanceId(workspace, instance),
            RecordingProvider.ID,
            content,
            outcome,
            Instant.EPOCH,
            Duration.ZERO);
    return new SendResult(reference, outcome, List.of(attempt));
  }

  private static SendOutcome accepted(Recipient to, int number) {
    List<Address> known = to instanceof Address exact ? List.of(exact) : List.of();
    return new SendOutcome.Accepted("recording-" + number, known, Map.of());
  }

  @Override
  public CompletionStage<SendResult> sendAsync(String workspace, SmsMessage message) {
    return CompletableFuture.completedFuture(send(workspace, message));
  }

  /** Remembers the request and answers 200. */
  @Override
  public WebhookAnswer receive(InstanceId path, WebhookRequest request) {
    synchronized (lock) {
      received.add(request);
    }
    return WebhookAnswer.of(200, "");
  }

  @Override
  public <C, R> R use(InstanceId instance, Class<C> capability, Function<? super C, R> work) {
    Object offered;
    synchronized (lock) {
      offered = capabilities.get(capability);
    }
    if (offered == null) {
      throw new IllegalArgumentException(
          instance + " offers no " + capability.getSimpleName() + "; script it with offering(…)");
    }
    return work.apply(capability.cast(offered));
  }
}
