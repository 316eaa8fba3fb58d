package io.patchbay.simulator;

import com.google.gson.JsonObject;
import io.patchbay.simulator.Reaction.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /{phone-number-id}/media}, {@code GET} and {@code DELETE /{media-id}}.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media">Media</a>
 */
record MediaEndpoints(
    MediaLibrary library,
    AttachmentEndpoint attachments,
    Clock clock,
    Consumer<SimulatorEvent> events) {
  private static final int FIELD_LIMIT = 1024;

  /** The form of an upload: its fields and, unless it had none, its file. */
  private record Form(
      Map<String, String> fields,
      @Nullable Received file,
      @Nullable String fileName,
      @Nullable String fileType) {}

  Reaction upload(GraphRequest request) {
    Form form = form(request);
    SendReader.checkProduct(form.fields().get("messaging_product"));
    Received file = form.file();
    if (file == null) {
      throw new Refusal(GraphErrors.badParameter("The parameter file is required."));
    }
    String type = type(form);
    MediaKind kind =
        MediaKind.of(type)
            .orElseThrow(
                () ->
                    new Refusal(
                        GraphErrors.badParameter(
                            "Param file must be a file with one of the following types: %s. Received file of type '%s'."
                                .formatted(MediaKind.all(), MediaKind.bare(type)))));
    if (file.size() == 0 || file.size() > kind.limit()) {
      throw new Refusal(
          GraphErrors.invalidParameter(
              "Param file of type %s must have 1 to %d bytes, but it has %d."
                  .formatted(MediaKind.bare(type), kind.limit(), file.size())));
    }
    StoredMedia stored = library.upload(request.objectId(), type, form.fileName(), file);
    events.accept(
        new SimulatorEvent.MediaStored(
            clock.instant(), request.objectId(), stored.id(), MediaKind.bare(type), stored.size()));
    JsonObject answer = new JsonObject();
    answer.addProperty("id", stored.id());
    return Answer.json(200, answer);
  }

  private static Form form(GraphRequest request) {
    Map<String, String> fields = new HashMap<>();
    MultipartReader reader = MultipartReader.of(request.header("content-type"), request.content());
    if (reader == null) {
      return new Form(fields, null, null, null);
    }
    Received file = null;
    String fileName = null;
    String fileType = null;
    try {
      for (var part = reader.next(); part != null; part = reader.next()) {
        if (part.name().equals("file")) {
          file = Received.read(part.content(), MediaLibrary.LARGEST_KEPT);
          fileName = part.fileName();
          fileType = part.contentType();
        } else {
          Received field = Received.read(part.content(), FIELD_LIMIT);
          byte[] bytes = field.bytes();
          fields.putIfAbsent(
              part.name(), bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8));
        }
      }
    } catch (java.io.EOFException e) {
      throw new Refusal(GraphErrors.badParameter("The request body is not a whole form."));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Form(fields, file, fileName, fileType);
  }

  /** The type of the file's part counts; the form's own field stands in where it says nothing. */
  private static String type(Form form) {
    String ofPart = form.fileType();
    String ofForm = form.fields().get("type");
    boolean silent = ofPart == null || MediaKind.bare(ofPart).equals("application/octet-stream");
    if (silent && ofForm != null && MediaKind.of(ofForm).isPresent()) {
      return ofForm;
    }
    return ofPart == null ? "application/octet-stream" : ofPart;
  }

  Reaction lookUp(GraphRequest request) {
    StoredMedia stored = find(request, "get");
    JsonObject answer = new JsonObject();
    answer.addProperty("messaging_product", "whatsapp");
    answer.addProperty("url", attachments.address(request.origin(), stored.id()));
    answer.addProperty("mime_type", stored.mimeType());
    answer.addProperty("sha256", library.served(stored));
    answer.addProperty("file_size", stored.size());
    answer.addProperty("id", stored.id());
    return Answer.json(200, answer);
  }

  Reaction remove(GraphRequest request) {
    library.remove(find(request, "delete").id());
    return Answers.success();
  }

  private StoredMedia find(GraphRequest request, String method) {
    StoredMedia stored = library.find(request.objectId());
    if (stored == null) {
      throw new Refusal(GraphErrors.noSuchObject(method, request.objectId()));
    }
    String number = request.query().get("phone_number_id");
    if (number != null && (stored.inbound() || !stored.phoneNumberId().equals(number))) {
      throw new Refusal(
          GraphErrors.badParameter(
              "Param phone_number_id is not a valid whatsapp business phone number id ID"));
    }
    return stored;
  }
}
