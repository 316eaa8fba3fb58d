package io.patchbay.provider.whatsapp.internal.account;

import io.patchbay.provider.whatsapp.internal.graph.BoundedAnswer;
import io.patchbay.support.Transmission;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.HTTP;
import retrofit2.http.HeaderMap;
import retrofit2.http.POST;
import retrofit2.http.Streaming;
import retrofit2.http.Tag;
import retrofit2.http.Url;

/**
 * The calls that manage an account, as Retrofit makes them. The Graph API is a graph of nodes and
 * edges under the same three methods, so the address is given whole; what is asked of which address
 * stands where it is asked. The token is one of the headers of each call, never an interceptor's.
 */
interface AccountApi {
  /** Reads a node, an edge or a file. */
  @GET
  @Streaming
  Call<ResponseBody> get(
      @Url HttpUrl url, @HeaderMap Map<String, String> headers, @Tag BoundedAnswer.Limit limit);

  /** Creates or changes something. */
  @POST
  @Streaming
  Call<ResponseBody> post(
      @Url HttpUrl url,
      @HeaderMap Map<String, String> headers,
      @Body RequestBody body,
      @Tag Transmission transmission);

  /** Deletes something. There is a body, if an empty one, so that OkHttp never repeats the call. */
  @HTTP(method = "DELETE", hasBody = true)
  @Streaming
  Call<ResponseBody> delete(
      @Url HttpUrl url,
      @HeaderMap Map<String, String> headers,
      @Body RequestBody body,
      @Tag Transmission transmission);
}
