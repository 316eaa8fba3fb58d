package io.patchbay.provider.whatsapp.internal.graph;

import io.patchbay.support.Transmission;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.http.Body;
import retrofit2.http.Header;
import retrofit2.http.POST;
import retrofit2.http.Query;
import retrofit2.http.Streaming;
import retrofit2.http.Tag;
import retrofit2.http.Url;

/**
 * The calls to the Graph API, as Retrofit makes them. The token is a parameter of each call instead
 * of an interceptor, so that no call to another host gets it by accident.
 */
interface GraphApi {
  /**
   * {@code POST /{version}/{phone-number-id}/messages}, or another edge that takes messages.
   *
   * @param edge relative to the phone number, whose address is the client's base: to fill in a
   *     template for it in every call costs an eighth of the call
   */
  @POST
  @Streaming
  Call<ResponseBody> send(
      @Url String edge,
      @Header("Authorization") String authorization,
      @Header("User-Agent") String userAgent,
      @Query("appsecret_proof") @Nullable String proof,
      @Body JsonBody message,
      @Tag Transmission transmission);
}
