package io.patchbay.provider.whatsapp.internal.account;

import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.SenderLookup;
import io.patchbay.channel.spi.StatusLookup;
import io.patchbay.provider.whatsapp.AppSubscriptions;
import io.patchbay.provider.whatsapp.BlockList;
import io.patchbay.provider.whatsapp.BusinessProfile;
import io.patchbay.provider.whatsapp.GraphCalls;
import io.patchbay.provider.whatsapp.MediaStore;
import io.patchbay.provider.whatsapp.PhoneNumbers;
import io.patchbay.provider.whatsapp.QrCodes;
import io.patchbay.provider.whatsapp.Templates;
import io.patchbay.provider.whatsapp.internal.graph.Classifier;
import io.patchbay.provider.whatsapp.internal.graph.CloudSettings;
import io.patchbay.provider.whatsapp.internal.graph.GraphClient;
import io.patchbay.provider.whatsapp.internal.graph.TokenRedaction;
import io.patchbay.provider.whatsapp.internal.webhook.StatusReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a connection offers beyond sending and receiving: the account behind the number.
 * Thread-safe.
 */
public final class CloudAccount {
  private static final List<Class<?>> KINDS =
      List.of(
          MediaStore.class,
          Templates.class,
          PhoneNumbers.class,
          BusinessProfile.class,
          BlockList.class,
          QrCodes.class,
          AppSubscriptions.class,
          GraphCalls.class,
          HealthCheck.class,
          SenderLookup.class,
          StatusLookup.class);

  private final FileUploads uploads;
  private final @Nullable TemplateCheck templates;
  private final List<Object> capabilities;

  public CloudAccount(
      ConnectionContext context,
      CloudSettings settings,
      GraphClient graph,
      Classifier classifier,
      TokenRedaction redaction,
      Sender sender) {
    AccountClient client =
        new AccountClient(
            settings, graph, new AccountErrors(classifier, redaction, context.clock()));
    CloudPhoneNumbers numbers = new CloudPhoneNumbers(client);
    this.uploads = new FileUploads(client, context.clock());
    this.templates =
        settings.businessAccountId() != null && settings.templateCheck()
            ? new TemplateCheck(client, context)
            : null;
    AppSubscriptions subscriptions = new CloudSubscriptions(client);
    this.capabilities =
        List.of(
            new CloudMedia(client, uploads),
            new CloudTemplates(client, templates),
            numbers,
            new CloudBusinessProfile(client),
            new CloudBlockList(client, classifier),
            new CloudQrCodes(client),
            subscriptions,
            new CloudGraphCalls(client, redaction, context),
            new AccountHealth(client, numbers, subscriptions, redaction, context.clock()),
            new NumberLookup(numbers, sender),
            new MessageHistory(client, new StatusReader(context.clock(), classifier)));
  }

  /** Declares what every connection offers. */
  public static ProviderDescriptor.Builder declare(ProviderDescriptor.Builder descriptor) {
    KINDS.forEach(descriptor::capability);
    return descriptor;
  }

  public List<Object> capabilities() {
    return capabilities;
  }

  /** For local files that are about to be sent. */
  public FileUploads uploads() {
    return uploads;
  }

  /** For templates that are about to be sent; null when they are not to be checked. */
  public @Nullable TemplateCheck templates() {
    return templates;
  }
}
