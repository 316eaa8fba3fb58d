package io.patchbay.provider.whatsapp.internal.graph;

import io.patchbay.support.OneShotClient;
import io.patchbay.support.Transmission;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Retrofit;

/**
 * One connection's HTTP client: its own pool, its own credentials, and no second try of anything.
 * Thread-safe.
 */
public final class GraphClient implements AutoCloseable {
  private final String authorization;
  private final String userAgent;
  private final @Nullable String proof;
  private final OkHttpClient http;
  private final GraphApi api;

  public GraphClient(CloudSettings settings, UnaryOperator<OkHttpClient.Builder> network) {
    this.authorization = "Bearer " + settings.accessToken().reveal();
    this.userAgent = userAgent();
    this.proof = proof(settings);
    OkHttpClient.Builder builder =
        settings
            .network()
            .apply(
                new OkHttpClient.Builder()
                    .connectTimeout(settings.connectTimeout())
                    .readTimeout(settings.readTimeout())
                    .writeTimeout(settings.writeTimeout()));
    this.http =
        OneShotClient.once(network.apply(builder).addInterceptor(BoundedAnswer::limit)).build();
    this.api =
        new Retrofit.Builder()
            .baseUrl(phoneNumber(settings))
            .client(http)
            .addConverterFactory(new JsonBodyConverter())
            .build()
            .create(GraphApi.class);
  }

  /** The address below which the phone number's edges are. */
  private static HttpUrl phoneNumber(CloudSettings settings) {
    return settings
        .baseUrl()
        .newBuilder()
        .addPathSegment(settings.graphVersion())
        .addPathSegment(settings.phoneNumberId())
        .addPathSegment("")
        .build();
  }

  /** The token's keyed digest, as good as a part of it. */
  public static @Nullable String proof(CloudSettings settings) {
    ByteString token = ByteString.encodeUtf8(settings.accessToken().reveal());
    return settings
        .proofSecret()
        .map(secret -> token.hmacSha256(ByteString.encodeUtf8(secret.reveal())).hex())
        .orElse(null);
  }

  /** Meta asks for a name and a version of three numbers; unpackaged classes have no version. */
  private static String userAgent() {
    String version = GraphClient.class.getPackage().getImplementationVersion();
    Matcher numbers = Pattern.compile("\\d+\\.\\d+\\.\\d+").matcher(version == null ? "" : version);
    return "patchbay/" + (numbers.lookingAt() ? numbers.group() : "0.0.0");
  }

  /** A call that is ready to be executed, once, within the time-out. */
  public Call<ResponseBody> call(
      String edge, JsonBody message, Transmission transmission, Duration timeout) {
    Call<ResponseBody> call =
        api.send(edge, authorization, userAgent, proof, message, transmission);
    call.timeout().timeout(Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS);
    return call;
  }

  /** The client underneath, for calls other than sends: the same pool, time-outs and rules. */
  public OkHttpClient http() {
    return http;
  }

  /** What every call to the Graph API carries; for Meta's hosts only. */
  public Map<String, String> headers() {
    return Map.of("Authorization", authorization, "User-Agent", userAgent);
  }

  /** The proof that goes with the token; null when no proof is wanted or possible. */
  public @Nullable String proof() {
    return proof;
  }

  /** Closes the connections that are not in use; those in use are left alone. */
  public void closeIdle() {
    http.connectionPool().evictAll();
  }

  @Override
  public void close() {
    closeIdle();
    http.dispatcher().executorService().shutdown();
  }
}
