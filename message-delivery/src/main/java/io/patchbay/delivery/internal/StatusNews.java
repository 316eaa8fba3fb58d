package io.patchbay.delivery.internal;

import io.patchbay.channel.Category;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.MessageRef;
import io.patchbay.content.Storable;
import org.jspecify.annotations.Nullable;

/**
 * What a provider reported of a message.
 *
 * <p>Immutable.
 *
 * @param instance which instance reported it, {@code workspace/name}
 * @param providerMessageId its id of the message
 * @param message which attempt it is, when it echoed our reference
 * @param status how far it came
 * @param at when, in milliseconds since 1970
 * @param category why it failed; null unless it did
 * @param reason the same for a person, masked; null unless it failed
 * @param pricing the provider's word for the kind of message that it charges; null when not told
 * @param billable whether it charges it; null when not told
 * @param sender which sender of ours it concerns, as the attempt names it; empty when not known
 * @param workspace a workspace that may use the instance; empty when not known
 */
public record StatusNews(
    String instance,
    String providerMessageId,
    @Nullable MessageRef message,
    DeliveryStatus status,
    long at,
    @Nullable Category category,
    @Nullable String reason,
    @Nullable String pricing,
    @Nullable Boolean billable,
    String sender,
    String workspace) {
  /** Replaces what no database takes. */
  public StatusNews {
    providerMessageId = Storable.key(providerMessageId);
    reason = reason == null ? null : Storable.text(reason);
    pricing = pricing == null ? null : Storable.text(pricing);
  }

  /** One that only the instance itself vouches for, under the name that the attempt has. */
  public StatusNews(
      String instance,
      String providerMessageId,
      @Nullable MessageRef message,
      DeliveryStatus status,
      long at,
      @Nullable Category category,
      @Nullable String reason,
      @Nullable String pricing,
      @Nullable Boolean billable) {
    this(
        instance,
        providerMessageId,
        message,
        status,
        at,
        category,
        reason,
        pricing,
        billable,
        "",
        "");
  }

  /** One that says nothing of a price either. */
  public StatusNews(
      String instance,
      String providerMessageId,
      @Nullable MessageRef message,
      DeliveryStatus status,
      long at,
      @Nullable Category category,
      @Nullable String reason) {
    this(instance, providerMessageId, message, status, at, category, reason, null, null);
  }

  /** The workspace that declares the instance. */
  public String declaredIn() {
    return declaredIn(instance);
  }

  /** The workspace that declares an instance, {@code workspace/name}. */
  public static String declaredIn(String instance) {
    return instance.substring(0, instance.indexOf('/') + 1);
  }
}
