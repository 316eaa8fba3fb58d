package io.patchbay.provider.whatsapp.internal.graph;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;
import retrofit2.Retrofit;

/**
 * Turns a {@link JsonBody} into a request body that is sent at most once. It writes straight into
 * the buffer that goes out: no reflection, no intermediate string and none of the encoder's 8 KB
 * buffers.
 */
public final class JsonBodyConverter extends Converter.Factory {
  private static final MediaType JSON = MediaType.get("application/json");

  @Override
  public @Nullable Converter<?, RequestBody> requestBodyConverter(
      Type type,
      Annotation[] parameterAnnotations,
      Annotation[] methodAnnotations,
      Retrofit retrofit) {
    boolean ours = type instanceof Class<?> named && JsonBody.class.isAssignableFrom(named);
    return ours ? (Converter<JsonBody, RequestBody>) JsonBodyConverter::convert : null;
  }

  public static RequestBody convert(JsonBody body) throws IOException {
    Buffer buffer = new Buffer();
    JsonWriter json = new JsonWriter(new Utf8(buffer));
    body.write(json);
    return new OneShot(buffer);
  }

  /** A body that OkHttp may not send again, whatever went wrong with the first time. */
  private static final class OneShot extends RequestBody {
    private final Buffer content;
    private final long length;

    OneShot(Buffer content) {
      this.content = content;
      this.length = content.size();
    }

    @Override
    public MediaType contentType() {
      return JSON;
    }

    @Override
    public long contentLength() {
      return length;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(content, length);
    }
  }

  /** Gson never splits a surrogate pair between two writes, so each write stands alone. */
  private static final class Utf8 extends Writer {
    private final Buffer buffer;

    Utf8(Buffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public void write(int character) {
      buffer.writeUtf8CodePoint(character);
    }

    @Override
    public void write(String text, int offset, int length) {
      buffer.writeUtf8(text, offset, offset + length);
    }

    @Override
    public void write(char[] text, int offset, int length) {
      buffer.writeUtf8(new String(text, offset, length));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
