package io.patchbay.provider.whatsapp.internal.account;

import com.google.gson.JsonObject;
import io.patchbay.channel.Category;
import io.patchbay.channel.Media;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.provider.whatsapp.MediaStore;
import io.patchbay.provider.whatsapp.MediaUpload;
import io.patchbay.provider.whatsapp.StoredMedia;
import io.patchbay.provider.whatsapp.internal.graph.CloudSettings;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.MultipartBody;
import org.jspecify.annotations.Nullable;

/** Meta's media store over the Graph API. Thread-safe. */
final class CloudMedia implements MediaStore {
  private static final Set<String> EXAMPLES =
      Set.of("application/pdf", "image/jpeg", "image/jpg", "image/png", "video/mp4");

  private static final long SLOWEST_BYTES_A_SECOND = 64 << 10;

  private final AccountClient client;
  private final CloudSettings settings;
  private final FileUploads uploads;

  CloudMedia(AccountClient client, FileUploads uploads) {
    this.client = client;
    this.settings = client.settings();
    this.uploads = uploads;
  }

  /** How long moving so many bytes may take: what a send may, and more by the byte. */
  static Duration time(CloudSettings settings, long bytes) {
    return settings.longestSend().plusSeconds(bytes / SLOWEST_BYTES_A_SECOND);
  }

  @Override
  public String upload(Media.Kind kind, MediaUpload upload) {
    return upload(client, kind, upload, null, time(settings, upload.size()));
  }

  /** Uploads bytes; those with a known SHA-256 only if they still have it. */
  static String upload(
      AccountClient client,
      Media.Kind kind,
      MediaUpload upload,
      @Nullable String sha256,
      Duration timeout) {
    String type = MediaTypes.check(kind, upload);
    MultipartBody body =
        new MultipartBody.Builder()
            .setType(MultipartBody.FORM)
            .addFormDataPart("messaging_product", "whatsapp")
            .addFormDataPart("type", type)
            .addFormDataPart("file", upload.fileName(), new UploadBody(upload, type, sha256))
            .build();
    HttpUrl url = client.at(client.settings().phoneNumberId(), "media").build();
    return named(client.post(url, Map.of(), body, timeout), "id");
  }

  private static String named(JsonObject answer, String name) {
    String value = GraphJson.text(answer, name);
    if (value == null) {
      throw AccountErrors.unreadable("The upload was answered without '" + name + "'", true);
    }
    return value;
  }

  @Override
  public String uploadExample(MediaUpload upload) {
    if (settings.appId() == null) {
      throw AccountErrors.local(
          Category.REQUEST,
          "The setting appId is missing, and examples are uploaded to an app",
          "Set appId: the top of the app dashboard shows it.");
    }
    return uploadExample(upload, settings.appId());
  }

  @Override
  public String uploadExample(MediaUpload upload, String appId) {
    if (!EXAMPLES.contains(upload.mimeType())
        || upload.size() == 0
        || upload.size() > MediaTypes.LARGEST) {
      throw AccountErrors.local(
          Category.MEDIA,
          "Meta takes no example of type "
              + upload.mimeType()
              + " with "
              + upload.size()
              + " bytes",
          "Give one of "
              + EXAMPLES.stream().sorted().toList()
              + " with at most "
              + MediaTypes.LARGEST
              + " bytes.");
    }
    HttpUrl start =
        client
            .at(appId, "uploads")
            .addQueryParameter("file_name", upload.fileName())
            .addQueryParameter("file_length", String.valueOf(upload.size()))
            .addQueryParameter("file_type", upload.mimeType())
            .build();
    String session = named(client.post(start, new JsonObject()), "id");
    return named(
        client.post(
            session(session),
            // This endpoint alone wants the older name of the scheme, says Meta's guide.
            Map.of("Authorization", "OAuth " + settings.accessToken().reveal(), "file_offset", "0"),
            new UploadBody(upload, upload.mimeType()),
            time(settings, upload.size())),
        "h");
  }

  /** A session's id brings a query of its own, {@code upload:MTp...?sig=AR...}, kept as it is. */
  private HttpUrl session(String id) {
    int query = id.indexOf('?');
    if (query < 0) {
      return client.at(id).build();
    }
    HttpUrl url = client.at(id.substring(0, query)).build();
    String proof = url.encodedQuery();
    String own = id.substring(query + 1);
    return url.newBuilder().encodedQuery(proof == null ? own : proof + "&" + own).build();
  }

  @Override
  public StoredMedia lookUp(String mediaId) {
    JsonObject answer = client.get(ours(mediaId));
    return new StoredMedia(
        mediaId,
        uri(GraphJson.text(answer, "url")),
        GraphJson.text(answer, "mime_type"),
        GraphJson.text(answer, "sha256"),
        size(GraphJson.text(answer, "file_size")));
  }

  /** With the phone number's id Meta checks that the media are that number's. */
  private HttpUrl ours(String mediaId) {
    return client
        .at(mediaId)
        .addQueryParameter("phone_number_id", settings.phoneNumberId())
        .build();
  }

  private static @Nullable URI uri(@Nullable String text) {
    HttpUrl url = text == null ? null : HttpUrl.parse(text);
    return url == null ? null : url.uri();
  }

  private static long size(@Nullable String text) {
    return text != null && text.matches("[0-9]{1,12}") ? Long.parseLong(text) : -1;
  }

  @Override
  public StoredMedia download(String mediaId, Path target) {
    StoredMedia media = lookUp(mediaId);
    Download download = new Download(client, media);
    Path part = null;
    try {
      Path folder = target.toAbsolutePath().getParent();
      part = Files.createTempFile(folder, ".patchbay-", ".part");
      try (OutputStream out = Files.newOutputStream(part)) {
        download.into(out);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      return media;
    } catch (IOException e) {
      throw unwritten(e);
    } finally {
      discard(part);
    }
  }

  private static void discard(@Nullable Path part) {
    try {
      if (part != null) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      // Whatever kept it from being deleted has already been reported by the write.
    }
  }

  private static ProviderException unwritten(IOException failure) {
    return AccountErrors.local(
        Category.MEDIA,
        "The download cannot be written: " + failure.getClass().getSimpleName(),
        "Check that the folder exists, is writable and has room.");
  }

  @Override
  public StoredMedia download(String mediaId, OutputStream target) {
    StoredMedia media = lookUp(mediaId);
    try {
      new Download(client, media).into(target);
      target.flush();
      return media;
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  @Override
  public void delete(String mediaId) {
    uploads.forget(mediaId);
    AccountClient.done(client.delete(ours(mediaId), null));
  }
}
