package io.patchbay.provider.whatsapp;

import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.HealthCheck;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.SenderLookup;
import io.patchbay.channel.spi.StatusLookup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a connection offers beyond sending and receiving: the account behind the number.
 * Thread-safe.
 */
final class Account {
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

  Account(
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
  static ProviderDescriptor.Builder declare(ProviderDescriptor.Builder descriptor) {
    KINDS.forEach(descriptor::capability);
    return descriptor;
  }

  List<Object> capabilities() {
    return capabilities;
  }

  /** For local files that are about to be sent. */
  FileUploads uploads() {
    return uploads;
  }

  /** For templates that are about to be sent; null when they are not to be checked. */
  @Nullable TemplateCheck templates() {
    return templates;
  }
}
