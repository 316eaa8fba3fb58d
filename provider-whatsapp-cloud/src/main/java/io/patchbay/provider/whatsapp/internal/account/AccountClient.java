package io.patchbay.provider.whatsapp.internal.account;

import com.google.gson.JsonObject;
import io.patchbay.channel.Category;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.provider.whatsapp.internal.graph.BoundedAnswer;
import io.patchbay.provider.whatsapp.internal.graph.CloudSettings;
import io.patchbay.provider.whatsapp.internal.graph.GraphClient;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import io.patchbay.provider.whatsapp.internal.graph.JsonBody;
import io.patchbay.provider.whatsapp.internal.graph.JsonBodyConverter;
import io.patchbay.provider.whatsapp.internal.graph.RawJson;
import io.patchbay.support.Transmission;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;

/**
 * Asks the Graph API for anything but sending: each call once, within a time-out, answered with one
 * JSON object or a {@link ProviderException}. Thread-safe.
 */
public final class AccountClient {
  /** A page of a hundred templates with carousels is far below it. */
  private static final BoundedAnswer.Limit PAGE = new BoundedAnswer.Limit(8 << 20);

  private static final int LONGEST_REFUSAL = 64 << 10;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_:=-]{1,512}");

  private final CloudSettings settings;
  private final GraphClient graph;
  private final AccountErrors errors;
  private final AccountApi api;

  public AccountClient(CloudSettings settings, GraphClient graph, AccountErrors errors) {
    this.settings = settings;
    this.graph = graph;
    this.errors = errors;
    this.api =
        new Retrofit.Builder()
            .baseUrl(settings.baseUrl())
            .client(
                graph
                    .http()
                    .newBuilder()
                    .addNetworkInterceptor(chain -> once(chain.proceed(chain.request())))
                    .build())
            .build()
            .create(AccountApi.class);
  }

  /** OkHttp takes a 503 with {@code Retry-After: 0} as leave to ask again at once. */
  private static okhttp3.Response once(okhttp3.Response response) {
    return response.code() == 503
        ? response.newBuilder().removeHeader("Retry-After").build()
        : response;
  }

  /** The address of a node or of one of its edges; the query gets the proof at once. */
  HttpUrl.Builder at(String node, String... edges) {
    HttpUrl.Builder url =
        settings
            .baseUrl()
            .newBuilder()
            .addPathSegments(settings.graphVersion())
            .addPathSegment(id("id", node));
    for (String edge : edges) {
      url.addPathSegment(id("id", edge));
    }
    return proven(url);
  }

  /** Adds the proof that goes with the token. */
  HttpUrl.Builder proven(HttpUrl.Builder url) {
    return graph.proof() == null ? url : url.setQueryParameter("appsecret_proof", graph.proof());
  }

  /** The business account's id. */
  String businessAccount() {
    if (settings.businessAccountId() == null) {
      throw AccountErrors.local(
          Category.REQUEST,
          "The setting businessAccountId is missing, and this is asked of the account",
          "Set businessAccountId: WhatsApp > API Setup in the app dashboard shows it next to the"
              + " phone number ID.");
    }
    return settings.businessAccountId();
  }

  CloudSettings settings() {
    return settings;
  }

  /** Refuses what cannot be an id of Meta's, so that no text becomes part of an address. */
  static String id(String what, String id) {
    if (!ID.matcher(id).matches()) {
      throw AccountErrors.local(
          Category.REQUEST,
          "The " + what + " has characters that no id of Meta's has, or is empty or too long",
          "Give the id as Meta's answers and webhooks show it.");
    }
    return id;
  }

  /** Reads a node or an edge. */
  JsonObject get(HttpUrl url) {
    return get(url, settings.longestSend());
  }

  JsonObject get(HttpUrl url, Duration timeout) {
    return json(api.get(url, graph.headers(), PAGE), url, timeout, null);
  }

  /** Opens a file; the caller closes it and has checked the host. */
  Response<ResponseBody> open(HttpUrl url, long limit, Duration timeout) {
    return execute(
        api.get(url, graph.headers(), new BoundedAnswer.Limit(limit)), url, timeout, null);
  }

  /** Creates or changes something. */
  JsonObject post(HttpUrl url, JsonObject body) {
    return post(url, Map.of(), json(body), settings.longestSend());
  }

  JsonObject post(HttpUrl url, Map<String, String> more, RequestBody body, Duration timeout) {
    Map<String, String> headers = new LinkedHashMap<>(graph.headers());
    headers.putAll(more);
    Transmission transmission = Transmission.fromBody();
    return json(api.post(url, headers, body, transmission), url, timeout, transmission);
  }

  /** Deletes something; the body is null where the address says all. */
  JsonObject delete(HttpUrl url, @Nullable JsonObject body) {
    Transmission transmission = Transmission.fromBody();
    return json(
        api.delete(url, graph.headers(), body == null ? new Nothing() : json(body), transmission),
        url,
        settings.longestSend(),
        transmission);
  }

  /** For calls whose whole answer is that they were carried out. */
  static void done(JsonObject answer) {
    if ("false".equals(GraphJson.text(answer, "success"))) {
      throw AccountErrors.local(
          Category.OTHER, "Meta answered that it did not do it", "Look at it in WhatsApp Manager.");
    }
  }

  /** A change whose refusal is worth reading too. */
  Answer answer(HttpUrl url, JsonObject body, boolean deletion) {
    Transmission transmission = Transmission.fromBody();
    Call<ResponseBody> call =
        deletion
            ? api.delete(url, graph.headers(), json(body), transmission)
            : api.post(url, graph.headers(), json(body), transmission);
    return ask(call, url, settings.longestSend(), transmission);
  }

  /**
   * Reads something, whatever JSON it is.
   *
   * @param refusals whether a refusal that is a JSON object is an answer too
   */
  Success getText(HttpUrl url, boolean refusals) {
    return text(api.get(url, graph.headers(), PAGE), url, null, refusals);
  }

  /** Changes or deletes something; the body is null where the address says all. */
  Success changeText(HttpUrl url, @Nullable JsonBody json, boolean deletion, boolean refusals) {
    Transmission transmission = Transmission.fromBody();
    RequestBody body = json == null ? new Nothing() : body(json);
    return text(
        deletion
            ? api.delete(url, graph.headers(), body, transmission)
            : api.post(url, graph.headers(), body, transmission),
        url,
        transmission,
        refusals);
  }

  private Success text(
      Call<ResponseBody> call, HttpUrl url, @Nullable Transmission change, boolean refusals) {
    Answer answer = ask(call, url, settings.longestSend(), change);
    boolean object = answer.json() != null;
    if (refusals && object && answer.text().length() <= LONGEST_REFUSAL) {
      return new Success(answer.status(), answer.headers(), answer.text());
    }
    if (object || answer.status() / 100 != 2) {
      success(answer, change != null);
    } else if (!RawJson.isValue(answer.text())) {
      throw AccountErrors.unreadable(
          "HTTP " + answer.status() + " without anything in JSON", change != null);
    }
    return new Success(answer.status(), answer.headers(), answer.text());
  }

  /** The answer as one JSON object, if it is a success; else the reason why not. */
  JsonObject success(Answer answer, boolean change) {
    JsonObject json = answer.json();
    boolean good = answer.status() / 100 == 2;
    if (good && json == null) {
      throw AccountErrors.unreadable("HTTP " + answer.status() + " without a JSON object", change);
    }
    if (!good || json == null || json.has("error")) {
      throw errors.refused(answer.status(), answer.headers(), json, change);
    }
    return json;
  }

  private static RequestBody json(JsonObject body) {
    return body(json -> json.jsonValue(body.toString()));
  }

  private static RequestBody body(JsonBody json) {
    try {
      return JsonBodyConverter.convert(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonObject json(
      Call<ResponseBody> call, HttpUrl url, Duration timeout, @Nullable Transmission change) {
    return success(ask(call, url, timeout, change), change != null);
  }

  private Answer ask(
      Call<ResponseBody> call, HttpUrl url, Duration timeout, @Nullable Transmission change) {
    Response<ResponseBody> response = execute(call, url, timeout, change);
    try (ResponseBody body = response.isSuccessful() ? response.body() : response.errorBody()) {
      String text = body == null ? "" : body.string();
      return new Answer(response.code(), response.headers(), text, GraphJson.object(text));
    } catch (IOException e) {
      throw errors.broken(e, url.host(), change != null && change.begun());
    }
  }

  private Response<ResponseBody> execute(
      Call<ResponseBody> call, HttpUrl url, Duration timeout, @Nullable Transmission change) {
    call.timeout().timeout(Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS);
    try {
      return call.execute();
    } catch (IOException e) {
      throw errors.broken(e, url.host(), change != null && change.begun());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      // Kotlin declares no exceptions: waiting for a connection throws InterruptedException.
      Thread.currentThread().interrupt();
      throw errors.broken(
          new InterruptedIOException("interrupted"), url.host(), change != null && change.begun());
    }
  }

  /** Why reading a file broke off. */
  ProviderException broken(IOException failure, HttpUrl url) {
    return errors.broken(failure, url.host(), false);
  }

  /**
   * What was answered, whatever it means.
   *
   * @param text the answer as it came
   * @param json the answer; null when it is not one JSON object
   */
  record Answer(int status, Headers headers, String text, @Nullable JsonObject json) {}

  /**
   * What was answered to a call that was carried out, or to one whose refusal is wanted too.
   *
   * @param text one JSON value
   */
  record Success(int status, Headers headers, String text) {}

  /** A body of nothing that OkHttp may not send twice. */
  private static final class Nothing extends RequestBody {
    @Override
    public @Nullable MediaType contentType() {
      return null;
    }

    @Override
    public long contentLength() {
      return 0;
    }

    @Override
    public boolean isOneShot() {
      return true;
    }

    @Override
    public void writeTo(BufferedSink sink) {}
  }
}
