package io.patchbay.core.internal.send;

import io.patchbay.channel.Category;
import io.patchbay.channel.SendError;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.core.Guard;
import io.patchbay.core.GuardedSend;
import java.util.Optional;

/** Refuses what the provider does not declare, so that no provider has to. */
final class UnsupportedGuard implements Guard {
  @Override
  public Optional<SendError> refuse(GuardedSend send) {
    ProviderDescriptor provider = send.provider();
    SendRequest request = send.request();
    if (!provider.carries(request.content().getClass())) {
      return Optional.of(
          unsupported(
              provider.name() + " does not carry " + request.content().getClass().getSimpleName(),
              "Add a content that it carries to the message, or choose another provider."));
    }
    if (!provider.recipients().contains(request.to().getClass())) {
      return Optional.of(
          unsupported(
              provider.name() + " does not reach a " + request.to().getClass().getSimpleName(),
              "Address the person in a way that it reaches, or choose another provider."));
    }
    int longest = provider.referenceLength();
    if (longest > 0 && request.reference().length() > longest) {
      return Optional.of(
          unsupported(
              "The reference of the message has "
                  + request.reference().length()
                  + " characters; "
                  + provider.name()
                  + " carries "
                  + longest,
              "Use a shorter message id or workspace name."));
    }
    return Optional.empty();
  }

  private static SendError unsupported(String message, String remedy) {
    return SendError.of(Category.UNSUPPORTED, message).remedy(remedy).build();
  }
}
