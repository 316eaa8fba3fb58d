package io.patchbay.provider.whatsapp.internal.send;

import io.patchbay.channel.ContentType;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.provider.whatsapp.content.WithIdentityCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The contents that this provider sends. What the descriptor declares is made from the same list.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages">Messages</a>
 */
public final class ContentWriters {
  private static final List<ContentWriter<?>> KINDS =
      Stream.of(
              BasicContents.KINDS,
              InteractiveContents.KINDS,
              FlowContents.KINDS,
              CommerceContents.KINDS,
              OrderContents.KINDS,
              TemplateContents.KINDS,
              RawContents.KINDS)
          .<ContentWriter<?>>flatMap(List::stream)
          .toList();

  private static final ContentType IDENTITY_CHECK =
      new ContentType("whatsapp-cloud:identity-check", WithIdentityCheck.class);

  private static final Map<Class<?>, ContentWriter<?>> BY_CLASS = byClass();

  private ContentWriters() {}

  private static Map<Class<?>, ContentWriter<?>> byClass() {
    Map<Class<?>, ContentWriter<?>> kinds = new LinkedHashMap<>();
    KINDS.forEach(kind -> kinds.put(kind.record(), kind));
    return Map.copyOf(kinds);
  }

  public static ProviderDescriptor.Builder declare(ProviderDescriptor.Builder descriptor) {
    KINDS.forEach(kind -> descriptor.contents(kind.type()));
    return descriptor.contents(IDENTITY_CHECK);
  }

  /** How to write contents of this class; null when the provider has no such kind. */
  static @Nullable ContentWriter<?> kind(Class<?> content) {
    return BY_CLASS.get(content);
  }
}
