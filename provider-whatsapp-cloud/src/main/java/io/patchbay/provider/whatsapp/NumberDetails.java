package io.patchbay.provider.whatsapp;

import io.patchbay.channel.Masking;
import org.jspecify.annotations.Nullable;

/**
 * What Meta says about a phone number of the account. Words are Meta's own; what Meta does not say
 * is null. Immutable.
 *
 * @param id the phone number id
 * @param displayNumber the number as people read it
 * @param verifiedName the name that recipients see
 * @param status for example {@code CONNECTED}
 * @param quality {@code GREEN}, {@code YELLOW}, {@code RED} or {@code UNKNOWN}
 * @param throughput {@code STANDARD}, {@code HIGH} or {@code NOT_APPLICABLE}
 * @param messagingLimit how many people may be written to in a day, for example {@code TIER_2K}
 * @param nameStatus whether the name has been approved
 * @param codeVerification {@code VERIFIED}, {@code NOT_VERIFIED} or {@code EXPIRED}
 * @param accountMode {@code LIVE} or {@code SANDBOX}
 * @param platform {@code CLOUD_API} once registered
 * @param onBusinessApp whether the WhatsApp Business app shares the number
 * @param json everything that Meta said
 */
public record NumberDetails(
    String id,
    @Nullable String displayNumber,
    @Nullable String verifiedName,
    @Nullable String status,
    @Nullable String quality,
    @Nullable String throughput,
    @Nullable String messagingLimit,
    @Nullable String nameStatus,
    @Nullable String codeVerification,
    @Nullable String accountMode,
    @Nullable String platform,
    @Nullable Boolean onBusinessApp,
    String json) {
  @Override
  public String toString() {
    return "NumberDetails["
        + Masking.numbersIn(id)
        + ", "
        + (displayNumber == null ? null : Masking.numbersIn(displayNumber))
        + ", "
        + status
        + ", quality "
        + quality
        + ", throughput "
        + throughput
        + ", limit "
        + messagingLimit
        + ", "
        + platform
        + "]";
  }
}
