package io.patchbay.provider.whatsapp;

import io.patchbay.channel.Media;
import io.patchbay.channel.spi.ProviderException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A capability: the media that Meta keeps for a phone number. Uploads are kept for 30 days, inbound
 * media for 7. Thread-safe.
 *
 * <p>Every method asks Meta, blocks, and asks once. What it costs in time grows with the bytes: at
 * most the time-outs of a send, and a second for every 64 KB.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media">Media</a>
 */
public interface MediaStore {
  /**
   * Uploads media for messages, as a stream. Type and size are checked first.
   *
   * @param kind what they will be sent as
   * @return the id to send them by
   * @throws ProviderException with category {@code MEDIA} when WhatsApp does not take this type or
   *     size, and for any other failure
   */
  String upload(Media.Kind kind, MediaUpload upload);

  /**
   * Uploads an example for the media header of a template, or a profile picture, in Meta's
   * resumable way, to the app that the setting {@code appId} names.
   *
   * @return the handle to put into {@link DefinitionPart#headerMedia} or {@link
   *     ProfileDetails.Builder#pictureHandle}
   * @throws ProviderException when it fails, also when there is no app id
   */
  String uploadExample(MediaUpload upload);

  /**
   * The same, to a given app.
   *
   * @param appId the app's id
   * @throws ProviderException when it fails
   */
  String uploadExample(MediaUpload upload, String appId);

  /**
   * Asks what is known about media.
   *
   * @throws ProviderException when it fails, also for an unknown id
   */
  StoredMedia lookUp(String mediaId);

  /**
   * Looks media up and downloads them into a file. They arrive under another name in the same
   * folder first, so that the target is either whole and checked or as it was. Only this user may
   * read the new file, where the file system knows users.
   *
   * @param target replaced if it exists
   * @throws ProviderException when it fails, also when the SHA-256 or the size is not the announced
   *     one, or when the media are not on one of Meta's hosts
   */
  StoredMedia download(String mediaId, Path target);

  /**
   * Looks media up and downloads them into a stream, which is left open. The check comes last: when
   * it fails, the stream has bytes that must not be used.
   *
   * @throws ProviderException as for a file
   */
  StoredMedia download(String mediaId, OutputStream target);

  /**
   * Deletes media.
   *
   * @throws ProviderException when it fails, also for an unknown id
   */
  void delete(String mediaId);
}
