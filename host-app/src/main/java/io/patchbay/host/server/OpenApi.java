package io.patchbay.host.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.patchbay.content.ContentCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * The OpenAPI description of this server: a document written by hand, to which the contents of the
 * providers that are installed are added. Immutable and thread-safe.
 */
final class OpenApi {
  private final JsonObject description;

  OpenApi(ContentCodec contents) {
    try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
      if (in == null) {
        throw new IOException("The resource openapi.json is missing");
      }
      try (Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
        description = JsonParser.parseReader(reader).getAsJsonObject();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JsonObject components = description.getAsJsonObject("components");
    contents.describe(components.getAsJsonObject("schemas"), "#/components/schemas/");
  }

  /** The document for a server that is reached at an address. */
  String document(URI address) {
    JsonObject server = new JsonObject();
    server.addProperty("url", address.toString());
    JsonArray servers = new JsonArray();
    servers.add(server);
    JsonObject document = new JsonObject();
    description.asMap().forEach(document::add);
    document.add("servers", servers);
    return document.toString();
  }
}
