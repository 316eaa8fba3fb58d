package io.patchbay.provider.whatsapp;

import io.patchbay.channel.spi.ProviderException;
import io.patchbay.channel.spi.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A capability: the phone numbers of the account, and the life of this connection's own. Every call
 * is made once and blocks; when Meta refuses it throws {@link ProviderException}. Thread-safe.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/phone-numbers">Phone
 *     numbers</a>
 */
public interface PhoneNumbers {
  /**
   * The account's numbers, in pages that are fetched as needed. Needs {@code businessAccountId}.
   */
  Iterable<NumberDetails> list();

  /** This connection's own number. */
  NumberDetails get();

  /** Another number of the account. */
  NumberDetails get(String phoneNumberId);

  /**
   * Has Meta send a code to the number, to prove that it is the business's.
   *
   * @param method over which way
   * @param language of the message, for example {@code en_US}
   */
  void requestCode(CodeMethod method, String language);

  /** Hands in the code: six digits. */
  void verifyCode(Secret code);

  /**
   * Registers the number for the Cloud API. Meta allows ten tries in 72 hours.
   *
   * @param pin the two-step verification's six digits: the present ones, or new ones if there are
   *     none yet
   * @param region the country in which Meta is to keep messages at rest; null for no such wish
   */
  void register(Secret pin, @Nullable String region);

  /** Takes the number off the Cloud API: it can no longer send. */
  void deregister();

  /** Sets the PIN of the two-step verification: six digits. */
  void setPin(Secret pin);

  /** How a code reaches the number. */
  enum CodeMethod {
    /** As a text message. */
    SMS,
    /** As a call. */
    VOICE
  }
}
