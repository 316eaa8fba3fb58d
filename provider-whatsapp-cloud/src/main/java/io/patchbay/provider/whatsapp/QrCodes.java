package io.patchbay.provider.whatsapp;

import io.patchbay.channel.spi.ProviderException;

/**
 * A capability: the QR codes of this connection's number. Every call is made once and blocks; when
 * Meta refuses it throws {@link ProviderException}. Thread-safe.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/business-management-api/qr-codes">QR
 *     codes</a>
 */
public interface QrCodes {
  /** All codes, the newest first, in pages that are fetched as needed. */
  Iterable<QrCode> list();

  /** One code; it throws if there is none. */
  QrCode get(String code);

  /**
   * Makes a code.
   *
   * @param message the text that is already written, up to 140 characters
   * @param image how the picture is wanted
   */
  QrCode create(String message, Image image);

  /** Gives a code another text. */
  QrCode update(String code, String message);

  /** Deletes a code: whatever it is printed on stops working. */
  void delete(String code);

  /** What the picture is made of. */
  enum Image {
    /** No picture: the link alone. */
    NONE,
    /** Points. */
    PNG,
    /** Shapes. */
    SVG
  }
}
