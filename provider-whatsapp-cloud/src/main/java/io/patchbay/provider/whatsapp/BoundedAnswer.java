package io.patchbay.provider.whatsapp;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;

/** Stops reading an answer, after decompression, that is far longer than any of Meta's. */
final class BoundedAnswer extends ForwardingSource {
  static final long LIMIT = 1 << 20;

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
    ResponseBody bounded =
        ResponseBody.create(
            Okio.buffer(new BoundedAnswer(body.source(), own == null ? LIMIT : own.bytes())),
            body.contentType(),
            body.contentLength());
    return response.newBuilder().body(bounded).build();
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    long read = super.read(sink, byteCount);
    if (read > 0) {
      left -= read;
    }
    if (left < 0) {
      throw new TooLong(limit);
    }
    return read;
  }

  /** A limit of its own that travels with a call whose answer may be longer. */
  record Limit(long bytes) {}

  /** The answer was too long to be read. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1L;

    TooLong(long limit) {
      super("The answer is longer than " + limit + " bytes");
    }
  }
}
