package io.patchbay.registry;

import io.patchbay.channel.Category;
import io.patchbay.channel.Content;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.Addressee;
import io.patchbay.channel.spi.ConversationRules;
import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.SenderLookup;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.StatusLookup;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A plug-in's connection, every call of which runs in the plug-in's {@link PluginContext}; so do
 * the capabilities that the API knows. A send that meets code which does not link is an unknown
 * outcome that names what is missing. Thread-safe as the connection is.
 */
final class PluginConnection implements SmsConnection {
  private final PluginClassLoader loader;
  private final SmsConnection connection;

  private PluginConnection(PluginClassLoader loader, SmsConnection connection) {
    this.loader = loader;
    this.connection = connection;
  }

  /** The connection as it is, unless its provider is from a plug-in. */
  static SmsConnection of(Object provider, SmsConnection connection) {
    return provider.getClass().getClassLoader() instanceof PluginClassLoader loader
        ? new PluginConnection(loader, connection)
        : connection;
  }

  private <T> T call(Supplier<T> work) {
    return PluginContext.within(loader, work);
  }

  @Override
  public SendOutcome send(SendRequest request) {
    try {
      return call(() -> connection.send(request));
    } catch (LinkageError e) {
      return new SendOutcome.Unknown(
          SendError.of(
                  Category.PROVIDER_DEFECT,
                  "The plug-in '" + loader.getName() + "' failed: " + LinkageAdvice.told(e))
              .remedy("Mend the plug-in and restart; the message may have been sent.")
              .build());
    }
  }

  @Override
  public Optional<SendError> refusal(SendRequest request) {
    return call(() -> connection.refusal(request));
  }

  @Override
  public Sender sender(@Nullable String from) {
    return call(() -> connection.sender(from));
  }

  @Override
  public <C> Optional<C> capability(Class<C> type) {
    return call(() -> connection.capability(type)).map(found -> type.cast(within(type, found)));
  }

  /** What the API does not know a host cannot name either: its type is the plug-in's own. */
  private Object within(Class<?> type, Object found) {
    if (type == WebhookReceiver.class && found instanceof WebhookReceiver receiver) {
      return new Receiver(receiver);
    }
    if (type == HealthCheck.class && found instanceof HealthCheck check) {
      return (HealthCheck) () -> call(check::check);
    }
    if (type == SenderLookup.class && found instanceof SenderLookup lookup) {
      return (SenderLookup) from -> call(() -> lookup.lookUp(from));
    }
    if (type == StatusLookup.class && found instanceof StatusLookup lookup) {
      return (StatusLookup) id -> call(() -> lookup.history(id));
    }
    if (type == ConversationRules.class && found instanceof ConversationRules rules) {
      return new Rules(rules);
    }
    return found;
  }

  private final class Receiver implements WebhookReceiver {
    private final WebhookReceiver receiver;

    Receiver(WebhookReceiver receiver) {
      this.receiver = receiver;
    }

    @Override
    public WebhookResult receive(WebhookRequest request) {
      return call(() -> receiver.receive(request));
    }

    @Override
    public List<Addressee> addressees() {
      return call(receiver::addressees);
    }
  }

  private final class Rules implements ConversationRules {
    private final ConversationRules rules;

    Rules(ConversationRules rules) {
      this.rules = rules;
    }

    @Override
    public Duration window() {
      return call(rules::window);
    }

    @Override
    public boolean needsWindow(Content content) {
      return call(() -> rules.needsWindow(content));
    }
  }

  @Override
  public void close() {
    call(
        () -> {
          connection.close();
          return true;
        });
  }

  @Override
  public String toString() {
    return call(() -> String.valueOf(connection));
  }
}
