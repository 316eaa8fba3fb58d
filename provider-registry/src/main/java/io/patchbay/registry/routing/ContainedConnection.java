package io.patchbay.registry.routing;

import io.patchbay.channel.Category;
import io.patchbay.channel.Content;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.WebhookRequest;
import io.patchbay.channel.spi.Addressee;
import io.patchbay.channel.spi.ConversationRules;
import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.SenderLookup;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.channel.spi.StatusLookup;
import io.patchbay.channel.spi.WebhookReceiver;
import io.patchbay.channel.spi.WebhookResult;
import io.patchbay.registry.internal.Bounds;
import io.patchbay.registry.internal.ForeignCalls;
import io.patchbay.registry.internal.ForeignCalls.Kind;
import io.patchbay.registry.internal.LinkageAdvice;
import io.patchbay.registry.internal.ModuleTrace;
import io.patchbay.registry.internal.PluginClassLoader;
import io.patchbay.registry.internal.PluginContext;
import io.patchbay.registry.internal.config.InstanceConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A module's connection as the core uses it, and so do the capabilities that the API knows: what it
 * returns or throws is bounded and has no secret, what may hang has a time limit, and a plug-in
 * runs in its {@link PluginContext}. Thread-safe as the connection is.
 */
final class ContainedConnection implements SmsConnection {
  private final InstanceConfiguration instance;
  private final SmsConnection module;
  private final ForeignCalls calls;
  private final Bounds bounds;

  /** Always the same, so the module is asked once. */
  private volatile @Nullable List<Addressee> addressees;

  ContainedConnection(
      InstanceConfiguration instance, SmsConnection module, ForeignCalls calls, Bounds bounds) {
    this.instance = instance;
    this.module = module;
    this.calls = calls;
    this.bounds = bounds;
  }

  /** The connection that the module gave. */
  SmsConnection module() {
    return module;
  }

  private SmsProvider provider() {
    return instance.provider().provider();
  }

  private <T extends @Nullable Object> T call(Supplier<T> work) {
    return PluginContext.call(provider(), work);
  }

  @Override
  public SendOutcome send(SendRequest request) {
    try {
      SendOutcome outcome = call(() -> module.send(request));
      return outcome == null
          ? defect("it gave no outcome", "Report this to the provider's author")
          : bounds.outcome(outcome);
    } catch (LinkageError e) {
      ModuleTrace.log(instance.id(), e);
      return defect(LinkageAdvice.told(e), "Repair the module and restart");
    }
  }

  private SendOutcome defect(String what, String remedy) {
    return new SendOutcome.Unknown(
        bounds.error(
            SendError.of(Category.PROVIDER_DEFECT, name() + " failed: " + what)
                .remedy(remedy + "; the message may have been sent.")
                .build()));
  }

  private String name() {
    return provider().getClass().getClassLoader() instanceof PluginClassLoader loader
        ? "The plug-in '" + loader.getName() + "'"
        : "The module of provider '" + instance.provider().descriptor().id() + "'";
  }

  @Override
  public Optional<SendError> refusal(SendRequest request) {
    return call(() -> module.refusal(request)).map(bounds::error);
  }

  @Override
  public Sender sender(@Nullable String from) {
    return bounds.sender(call(() -> module.sender(from)));
  }

  @Override
  public <C> Optional<C> capability(Class<C> type) {
    return call(() -> module.capability(type)).map(found -> type.cast(contained(type, found)));
  }

  /** What the API does not know a host cannot name either: its type is the module's own. */
  private Object contained(Class<?> type, Object found) {
    if (type == WebhookReceiver.class && found instanceof WebhookReceiver receiver) {
      return new Receiver(receiver);
    }
    if (type == HealthCheck.class && found instanceof HealthCheck check) {
      return (HealthCheck) () -> ask(Kind.HEALTH, check::check, bounds::report);
    }
    if (type == SenderLookup.class && found instanceof SenderLookup lookup) {
      return (SenderLookup) from -> ask(Kind.LOOKUP, () -> lookup.lookUp(from), bounds::sender);
    }
    if (type == StatusLookup.class && found instanceof StatusLookup lookup) {
      return (StatusLookup) id -> ask(Kind.LOOKUP, () -> lookup.history(id), bounds::history);
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
      return ask(Kind.WEBHOOK, () -> receiver.receive(request), bounds::webhook);
    }

    @Override
    public List<Addressee> addressees() {
      List<Addressee> known = addressees;
      if (known == null) {
        known = ask(Kind.WEBHOOK, receiver::addressees, bounds::addressees);
        addressees = known;
      }
      return known;
    }
  }

  private <T> T ask(Kind kind, Supplier<T> question, UnaryOperator<T> bounded) {
    try {
      T answer = calls.call(instance, kind, () -> call(question));
      if (answer == null) {
        throw failed(name() + " failed: it gave no result");
      }
      return bounded.apply(answer);
    } catch (ExecutionException e) {
      throw failed(Objects.requireNonNull(e.getCause()));
    }
  }

  /** With what a module's own failure says in its error, and nothing of what others say. */
  private ProviderException failed(Throwable thrown) {
    if (!(thrown instanceof ProviderException)) {
      ModuleTrace.log(instance.id(), thrown);
    }
    ProviderException failure =
        thrown instanceof ProviderException known
            ? new ProviderException(bounds.error(known.error()))
            : failed(name() + " failed: " + thrown.getClass().getName());
    failure.setStackTrace(thrown.getStackTrace());
    return failure;
  }

  private static ProviderException failed(String what) {
    return new ProviderException(
        SendError.of(Category.PROVIDER_DEFECT, what)
            .remedy("Report this to the provider's author.")
            .build());
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

  /** Waits for a limited time; a close that hangs is reported, and its connection is left. */
  @Override
  public void close() {
    try {
      calls.call(
          instance,
          Kind.CLOSE,
          () ->
              call(
                  () -> {
                    module.close();
                    return true;
                  }));
    } catch (ExecutionException e) {
      throw failed(Objects.requireNonNull(e.getCause()));
    } catch (ProviderException e) {
      // Reported by what limits the time.
    }
  }

  @Override
  public String toString() {
    return bounds.text(call(() -> String.valueOf(module)));
  }
}
