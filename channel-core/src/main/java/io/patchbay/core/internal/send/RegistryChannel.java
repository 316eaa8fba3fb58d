package io.patchbay.core.internal.send;

import io.patchbay.channel.InstanceId;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.SmsChannel;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.WebhookAnswer;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.core.internal.webhook.Inbound;
import io.patchbay.registry.routing.Lease;
import io.patchbay.registry.routing.ProviderRegistry;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The channel over a registry: sending in memory, receiving, and borrowing a connection. */
public final class RegistryChannel implements SmsChannel {
  private final ProviderRegistry registry;
  private final Pipeline pipeline;
  private final AsyncSender asyncSender;
  private final Inbound inbound;

  public RegistryChannel(
      ProviderRegistry registry, Pipeline pipeline, AsyncSender asyncSender, Inbound inbound) {
    this.registry = registry;
    this.pipeline = pipeline;
    this.asyncSender = asyncSender;
    this.inbound = inbound;
  }

  @Override
  public SendResult send(String workspace, SmsMessage message) {
    return new Sending(pipeline, workspace, message).run();
  }

  @Override
  public CompletionStage<SendResult> sendAsync(String workspace, SmsMessage message) {
    return asyncSender.send(workspace, message);
  }

  @Override
  public WebhookAnswer receive(InstanceId path, WebhookRequest request) {
    return inbound.receive(path, request);
  }

  @Override
  public <C, R> R use(InstanceId instance, Class<C> capability, Function<? super C, R> work) {
    return useLeased(instance, capability, (lease, found) -> work.apply(found));
  }

  /** As {@link #use}, for work that has to know which connection it got. */
  public <C, R> R useLeased(
      InstanceId instance, Class<C> capability, BiFunction<Lease, ? super C, R> work) {
    Optional<Lease> leased = registry.resolve(instance).flatMap(registry::lease);
    if (leased.isEmpty()) {
      throw new IllegalArgumentException(
          registry
              .routing(instance.workspace())
              .map(routing -> routing.refusalFor(instance.name()))
              .orElseGet(() -> registry.unknownWorkspace(instance.workspace()))
              .message());
    }
    try (Lease lease = leased.get()) {
      C found =
          lease
              .connection()
              .capability(capability)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          instance
                              + " ("
                              + lease.provider().id()
                              + ") offers no "
                              + capability.getSimpleName()
                              + "; it offers "
                              + lease.provider().capabilities().stream()
                                  .map(Class::getSimpleName)
                                  .sorted()
                                  .toList()));
      return work.apply(lease, found);
    }
  }
}
