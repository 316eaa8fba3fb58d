package io.patchbay.provider.whatsapp;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/** Something that writes itself as the JSON body of a request. */
interface JsonBody {
  /** Writes exactly one JSON value. */
  void write(JsonWriter json) throws IOException;
}
