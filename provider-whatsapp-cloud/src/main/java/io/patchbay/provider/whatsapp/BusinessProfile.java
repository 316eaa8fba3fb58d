package io.patchbay.provider.whatsapp;

import io.patchbay.channel.spi.ProviderException;

/**
 * A capability: what recipients see about the business behind this connection's number. Every call
 * is made once and blocks; when Meta refuses it throws {@link ProviderException}. Thread-safe.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/business-profiles">Business
 *     profiles</a>
 */
public interface BusinessProfile {
  /** Reads it. */
  ProfileDetails read();

  /** Changes the parts that are not null. */
  void write(ProfileDetails change);
}
