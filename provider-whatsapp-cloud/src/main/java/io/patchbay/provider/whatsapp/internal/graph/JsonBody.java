package io.patchbay.provider.whatsapp.internal.graph;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;

/** Something that writes itself as the JSON body of a request. */
public interface JsonBody {
  /** Writes exactly one JSON value. */
  void write(JsonWriter json) throws IOException;
}
