package io.patchbay.provider.whatsapp.internal.send;

import com.google.gson.JsonObject;
import io.patchbay.channel.Address;
import io.patchbay.channel.Category;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import io.patchbay.channel.SendOutcome;
import io.patchbay.provider.whatsapp.internal.graph.Classifier;
import io.patchbay.provider.whatsapp.internal.graph.GraphError;
import io.patchbay.provider.whatsapp.internal.graph.GraphJson;
import io.patchbay.provider.whatsapp.internal.graph.GraphRemedies;
import io.patchbay.provider.whatsapp.internal.graph.PersonAddresses;
import io.patchbay.provider.whatsapp.internal.graph.RateLimitHeaders;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer to a send. What it cannot read in a success is never called a failure: the
 * message may be on its way.
 *
 * <p>Immutable and thread-safe.
 */
public final class GraphAnswerReader {
  private static final Pattern TYPE =
      Pattern.compile("(text|application)/[a-z.+-]{1,40}", Pattern.CASE_INSENSITIVE);
  private static final int EXCERPT = 200;

  private final Classifier classifier;
  private final Clock clock;

  public GraphAnswerReader(Classifier classifier, Clock clock) {
    this.classifier = classifier;
    this.clock = clock;
  }

  public SendOutcome read(int status, Headers headers, String body, Address to) {
    JsonObject json = GraphJson.object(body);
    if (json != null) {
      SendOutcome accepted = status / 100 == 2 ? accepted(json, to) : null;
      if (accepted != null) {
        return accepted;
      }
      GraphError error = GraphError.of(json.get("error"));
      if (error != null) {
        return classifier.outcome(error, status, RateLimitHeaders.read(headers, clock));
      }
    }
    boolean cutOff = json == null && cutOff(status, headers, body.stripLeading());
    return withoutGraphError(status, headers, body, cutOff);
  }

  /** Whether it may be the beginning of an answer of Meta's, be it no byte of it. */
  private static boolean cutOff(int status, Headers headers, String body) {
    boolean unstated =
        headers.get("Content-Length") == null && headers.get("Transfer-Encoding") == null;
    return body.isEmpty()
        ? status == 400 && unstated
        : body.startsWith("{") || body.startsWith("[");
  }

  private static SendOutcome.@Nullable Accepted accepted(JsonObject json, Address to) {
    JsonObject message = GraphJson.first(json, "messages");
    String id = GraphJson.text(message, "id");
    if (id == null) {
      return null;
    }
    JsonObject contact = GraphJson.first(json, "contacts");
    Map<String, String> details = new LinkedHashMap<>();
    keep(details, contact, "input");
    keep(details, contact, "wa_id");
    keep(details, contact, "user_id");
    keep(details, message, "message_status");
    return new SendOutcome.Accepted(id, resolved(details, to), details);
  }

  private static void keep(Map<String, String> details, @Nullable JsonObject from, String name) {
    String value = GraphJson.text(from, name);
    if (value != null) {
      details.put(name, value);
    }
  }

  private static List<Address> resolved(Map<String, String> details, Address to) {
    String waId = details.get("wa_id");
    if (to instanceof GroupId) {
      return waId == null ? List.of() : List.of(new GroupId(waId));
    }
    return PersonAddresses.addresses(waId, details.get("user_id"), null);
  }

  /**
   * An answer that is not the Graph API's: from a proxy, a firewall, a gateway or another server
   * altogether, so the HTTP status has to do.
   *
   * <ul>
   *   <li>4xx is a refusal by whoever answered, before Meta saw anything. Not so 408 and 499, with
   *       which something in between reports that it gave up waiting, nor JSON that breaks off, nor
   *       a 400 that may have broken off before its first byte: it may have been Meta's own, whose
   *       code 131000 with HTTP 400 proves nothing.
   *   <li>A redirection says that the request is to be made elsewhere; it is not followed, and Meta
   *       never answers so. 303 is the exception: it follows on work that was done.
   *   <li>2xx, 5xx and the rest prove nothing.
   * </ul>
   */
  private SendOutcome withoutGraphError(int status, Headers headers, String body, boolean cutOff) {
    SendError.Builder error = error(status, cutOff);
    String excerpt = excerpt(headers, body);
    boolean refused = !mayHaveArrived(status, cutOff);
    if (status == 429) {
      error.retryAfter(RateLimitHeaders.read(headers, clock));
    }
    SendError built = error.code("HTTP " + status).details(excerpt).build();
    return refused ? new SendOutcome.Rejected(built) : new SendOutcome.Unknown(built);
  }

  private static boolean mayHaveArrived(int status, boolean cutOff) {
    return switch (status) {
      case 301, 302, 307, 308, 429 -> false;
      case 408, 499 -> true;
      default -> status < 400 || status >= 500 || cutOff;
    };
  }

  private static SendError.Builder error(int status, boolean cutOff) {
    String answer = "HTTP " + status + " without an error of the Graph API";
    if (mayHaveArrived(status, cutOff)) {
      Category category =
          status >= 500
              ? Category.UNKNOWN_SERVER
              : status == 408 || status == 499 ? Category.NETWORK : Category.UNREADABLE_ANSWER;
      String message = status / 100 == 2 ? "HTTP " + status + " without a message id" : answer;
      return SendError.of(category, message).remedy(GraphRemedies.MAY_HAVE_ARRIVED);
    }
    return switch (status) {
      case 429 ->
          SendError.of(Category.RATE_LIMITED, answer)
              .retry(Retry.BACKOFF)
              .scope(Scope.CONNECTION)
              .remedy(GraphRemedies.SLOW_DOWN);
      case 401 -> notMeta(Category.AUTHENTICATION, answer, Retry.NEVER);
      case 403 -> notMeta(Category.PERMISSION, answer, Retry.NEVER);
      case 407 -> notMeta(Category.NETWORK, answer, Retry.LATER);
      case 421 -> notMeta(Category.NETWORK, answer, Retry.BACKOFF);
      case 413 -> notMeta(Category.REQUEST, answer, Retry.NEVER).scope(Scope.MESSAGE);
      default -> notMeta(Category.REQUEST, answer, Retry.NEVER);
    };
  }

  private static SendError.Builder notMeta(Category category, String answer, Retry retry) {
    return SendError.of(category, answer)
        .retry(retry)
        .scope(Scope.CONNECTION)
        .remedy(GraphRemedies.NOT_META);
  }

  /**
   * The title of an error page where it is a usual one, else no more than what kind of text it is:
   * whoever answered may quote the request, and with it the message. Null when there is nothing.
   */
  private static @Nullable String excerpt(Headers headers, String body) {
    String title = ErrorPageTitle.in(body);
    if (title != null) {
      return title.substring(0, Math.min(EXCERPT, title.length()));
    }
    return body.isBlank() ? null : type(headers) + ", " + body.length() + " characters";
  }

  private static String type(Headers headers) {
    String type = headers.get("Content-Type");
    Matcher known = TYPE.matcher(type == null ? "" : type);
    return known.lookingAt() ? known.group() : "no content type";
  }
}
