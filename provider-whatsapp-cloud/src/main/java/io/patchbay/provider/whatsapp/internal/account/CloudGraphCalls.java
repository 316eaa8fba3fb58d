package io.patchbay.provider.whatsapp.internal.account;

import io.patchbay.channel.Category;
import io.patchbay.channel.Masking;
import io.patchbay.channel.SendError;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.ProviderException;
import io.patchbay.provider.whatsapp.GraphAnswer;
import io.patchbay.provider.whatsapp.GraphCalls;
import io.patchbay.provider.whatsapp.internal.graph.CloudSettings;
import io.patchbay.provider.whatsapp.internal.graph.JsonBody;
import io.patchbay.provider.whatsapp.internal.graph.RawJson;
import io.patchbay.provider.whatsapp.internal.graph.TokenRedaction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Raw calls with the account's own client: the same address, credentials and rules. One debug line
 * a call. Thread-safe.
 */
final class CloudGraphCalls implements GraphCalls {
  private static final Logger log = LoggerFactory.getLogger("io.patchbay.provider.whatsapp.calls");

  /** Nothing here is an escape, an authority or a query; dots alone would climb. */
  private static final Pattern PART = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9_=.-]{1,512}");

  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9_.\\[\\]-]{1,256}");
  private static final int MOST_PARTS = 10;
  private static final int LONGEST_QUERY = 16_000;
  private static final int LONGEST_BODY = 4 << 20;

  /** The first two are this module's; the third would make another call of this one. */
  private static final Set<String> OURS = Set.of("access_token", "appsecret_proof", "method");

  private final AccountClient client;
  private final TokenRedaction redaction;
  private final String instance;
  private final boolean refusals;

  CloudGraphCalls(AccountClient client, TokenRedaction redaction, ConnectionContext context) {
    this(client, redaction, context.instance().toString(), false);
  }

  private CloudGraphCalls(
      AccountClient client, TokenRedaction redaction, String instance, boolean refusals) {
    this.client = client;
    this.redaction = redaction;
    this.instance = instance;
    this.refusals = refusals;
  }

  @Override
  public GraphCalls withRefusals() {
    return new CloudGraphCalls(client, redaction, instance, true);
  }

  @Override
  public String phoneNumberId() {
    return client.settings().phoneNumberId();
  }

  @Override
  public String businessAccountId() {
    return client.businessAccount();
  }

  @Override
  public GraphAnswer get(String path, Map<String, String> query) {
    return logged("GET", path, () -> answer(client.getText(url(path, query), refusals)));
  }

  @Override
  public GraphAnswer post(String path, Map<String, String> query, @Nullable String json) {
    return logged(
        "POST",
        path,
        () -> answer(client.changeText(url(path, query), body(json), false, refusals)));
  }

  @Override
  public GraphAnswer delete(String path, Map<String, String> query, @Nullable String json) {
    return logged(
        "DELETE",
        path,
        () -> answer(client.changeText(url(path, query), body(json), true, refusals)));
  }

  private HttpUrl url(String path, Map<String, String> query) {
    List<String> parts = List.of(path.split("/", -1));
    if (parts.size() > MOST_PARTS
        || !parts.stream().allMatch(part -> PART.matcher(part).matches())) {
      throw refused(
          "The path is not one to ten parts of letters, digits, '_', '-', '.' and '='",
          "Give it relative to the Graph version, without host, leading '/', '..', '?' and escapes;"
              + " parameters go into the query.");
    }
    CloudSettings settings = client.settings();
    HttpUrl.Builder url = settings.baseUrl().newBuilder().addPathSegments(settings.graphVersion());
    parts.forEach(url::addPathSegment);
    int length = 0;
    for (Map.Entry<String, String> parameter : query.entrySet()) {
      String name = parameter.getKey();
      if (OURS.contains(name)) {
        throw refused(
            "The query brings its own '" + name + "'",
            "Leave it out: token and proof are added to each call, and the method is the call's.");
      }
      if (!PARAMETER.matcher(name).matches()) {
        throw refused(
            "The query has a parameter whose name has characters that no name of Meta's has",
            "Give names of letters, digits, '_', '-', '.' and brackets; values may be anything.");
      }
      length += name.length() + parameter.getValue().length();
      url.addQueryParameter(name, parameter.getValue());
    }
    if (length > LONGEST_QUERY) {
      throw refused(
          "The query has " + length + " characters; " + LONGEST_QUERY + " are the most",
          "Ask for less at once.");
    }
    return client.proven(url).build();
  }

  private static @Nullable JsonBody body(@Nullable String json) {
    if (json == null) {
      return null;
    }
    if (json.length() > LONGEST_BODY || RawJson.fields(json) < 0) {
      throw refused(
          "The body is not one well-formed JSON object of at most 4 million characters",
          "Give what Meta's page about the call shows, or null for no body.");
    }
    return out -> RawJson.copy(json, out);
  }

  private GraphAnswer answer(AccountClient.Success success) {
    return new GraphAnswer(
        success.status(),
        redaction.withoutOwn(success.text()),
        success.headers().get("x-fb-trace-id"));
  }

  private static ProviderException refused(String message, String remedy) {
    return AccountErrors.local(Category.REQUEST, message, remedy);
  }

  private GraphAnswer logged(String method, String path, Supplier<GraphAnswer> call) {
    long start = System.nanoTime();
    try {
      GraphAnswer answer = call.get();
      line(method, path, Integer.toString(answer.status()), answer.traceId(), start);
      return answer;
    } catch (ProviderException e) {
      SendError error = e.error();
      String ended = Objects.requireNonNullElse(error.code(), error.category().name());
      line(method, path, ended, error.traceId(), start);
      throw e;
    }
  }

  private void line(String method, String path, String ended, @Nullable String trace, long start) {
    if (log.isDebugEnabled()) {
      LoggingEventBuilder line =
          log.atDebug()
              .addKeyValue("instance", instance)
              .addKeyValue("method", method)
              .addKeyValue("path", shown(path))
              .addKeyValue("answer", ended)
              .addKeyValue("ms", Duration.ofNanos(System.nanoTime() - start).toMillis());
      (trace == null ? line : line.addKeyValue("fbtrace_id", trace)).log("call");
    }
  }

  /** Ids and numbers look alike; what is no path at all may be anything. */
  private String shown(String path) {
    boolean usual = path.length() <= 200 && path.matches("[A-Za-z0-9_=./-]*");
    return usual
        ? Masking.numbersIn(redaction.withoutOwn(path))
        : "not usable, " + path.length() + " characters";
  }
}
