package io.patchbay.provider.whatsapp.internal.graph;

import io.patchbay.support.AnswerTooLongException;
import java.io.IOException;
import java.util.Set;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/** Stops reading an answer, after decompression, that is far longer than any of Meta's. */
public final class BoundedAnswer extends ForwardingSource {
  static final long LIMIT = 1 << 20;

  private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");
  private static final Set<String> USUAL =
      Set.of(
          "application/json; charset=UTF-8", "application/json; charset=utf-8", "application/json");

  private final long limit;
  private long left;

  private BoundedAnswer(Source answer, long limit) {
    super(answer);
    this.limit = limit;
    this.left = limit;
  }

  static Response limit(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    ResponseBody body = response.body();
    Limit own = chain.request().tag(Limit.class);
    BufferedSource bounded =
        Okio.buffer(new BoundedAnswer(body.source(), own == null ? LIMIT : own.bytes()));
    return response.newBuilder().body(new Body(body, bounded, type(response))).build();
  }

  /** What Meta always answers is known by sight; to parse it costs more than to read the answer. */
  private static @Nullable MediaType type(Response response) {
    String type = response.header("Content-Type");
    return type == null ? null : USUAL.contains(type) ? JSON : MediaType.parse(type);
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    long read = super.read(sink, byteCount);
    if (read > 0) {
      left -= read;
    }
    if (left < 0) {
      throw new AnswerTooLongException(limit);
    }
    return read;
  }

  /** An answer's body, of which only so much is read. */
  private static final class Body extends ResponseBody {
    private final ResponseBody answer;
    private final BufferedSource bounded;
    private final @Nullable MediaType type;

    Body(ResponseBody answer, BufferedSource bounded, @Nullable MediaType type) {
      this.answer = answer;
      this.bounded = bounded;
      this.type = type;
    }

    @Override
    public @Nullable MediaType contentType() {
      return type;
    }

    @Override
    public long contentLength() {
      return answer.contentLength();
    }

    @Override
    public BufferedSource source() {
      return bounded;
    }
  }

  /** A limit of its own that travels with a call whose answer may be longer. */
  public record Limit(long bytes) {}
}
