package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.Template;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.provider.whatsapp.internal.account.AccountClient;
import io.patchbay.provider.whatsapp.internal.account.AccountErrors;
import io.patchbay.provider.whatsapp.internal.account.TemplateCheck;
import io.patchbay.provider.whatsapp.internal.graph.Classifier;
import io.patchbay.provider.whatsapp.internal.graph.CloudSettings;
import io.patchbay.provider.whatsapp.internal.graph.GraphClient;
import io.patchbay.provider.whatsapp.internal.graph.TokenRedaction;
import io.patchbay.provider.whatsapp.internal.send.GraphAnswerReader;
import io.patchbay.provider.whatsapp.internal.send.MessageSender;
import io.patchbay.provider.whatsapp.internal.send.OutboundContent;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * How the template check and the send share the send's time. The Graph API answers within the
 * client, and an answer takes as long as a test says: no time passes.
 */
class TemplateCheckTimeTest {
  private static final String NOTHING_DEFINED = "{\"data\":[]}";
  private static final MediaType JSON = MediaType.get("application/json");

  /** How long a look at the definitions takes, and what it finds; it times out when it is empty. */
  private record Look(Duration takes, String finds) {
    static Look timesOut() {
      return new Look(Duration.ZERO, "");
    }
  }

  /** Whatever was read is old when it is looked at. */
  private static final class HastyClock extends MovingClock {
    @Override
    public Instant instant() {
      forward(Duration.ofSeconds(31));
      return super.instant();
    }
  }

  private final AtomicLong nanos = new AtomicLong();
  private final MovingClock clock = new MovingClock();
  private final Deque<Look> looks = new ArrayDeque<>();
  private final List<String> calls = new ArrayList<>();

  private final CloudSettings settings =
      CloudSettings.from(
          Connections.settings(
              "http://127.0.0.1:1/", "businessAccountId=" + AccountServer.ACCOUNT));
  private final GraphClient graph =
      new GraphClient(settings, builder -> builder.addInterceptor(this::answer));
  private final TemplateCheck check = check(clock);

  @AfterEach
  void close() {
    graph.close();
  }

  private TemplateCheck check(MovingClock time) {
    ConnectionContext usual =
        Connections.context(
            Connections.settings(
                "http://127.0.0.1:1/", "businessAccountId=" + AccountServer.ACCOUNT));
    TokenRedaction redaction = new TokenRedaction(settings);
    AccountErrors errors = new AccountErrors(new Classifier(redaction), redaction, time);
    return new TemplateCheck(
        new AccountClient(settings, graph, errors),
        new ConnectionContext(usual.instance(), usual.settings(), time),
        nanos::get);
  }

  private Response answer(Interceptor.Chain chain) throws IOException {
    long given = chain.call().timeout().timeoutNanos();
    calls.add(chain.request().method() + " within " + TimeUnit.NANOSECONDS.toMillis(given));
    if (chain.request().method().equals("POST")) {
      return response(chain, "{\"messages\":[{\"id\":\"wamid.1\"}]}");
    }
    Look look = looks.remove();
    if (look.finds().isEmpty()) {
      nanos.addAndGet(given);
      throw new InterruptedIOException("timeout");
    }
    nanos.addAndGet(look.takes().toNanos());
    return response(chain, look.finds());
  }

  private static Response response(Interceptor.Chain chain, String body) {
    return new Response.Builder()
        .request(chain.request())
        .protocol(Protocol.HTTP_1_1)
        .code(200)
        .message("OK")
        .body(ResponseBody.create(body, JSON))
        .build();
  }

  private SendOutcome send(TemplateCheck through, String template, Duration timeout) {
    Template content = Template.of(template, "en_US");
    TokenRedaction redaction = new TokenRedaction(settings);
    MessageSender messages =
        new MessageSender(
            settings,
            graph,
            new GraphAnswerReader(new Classifier(redaction), clock),
            (media, left) -> {
              throw new AssertionError("A template without media was to upload " + media);
            });
    return through.send(
        Connections.request(Connections.ANNA, content, timeout),
        Objects.requireNonNull(OutboundContent.of(content)),
        messages);
  }

  @Test
  void theSecondLookTakesItsTimeOutOfTheSameQuarter() {
    looks.add(new Look(Duration.ofSeconds(1), NOTHING_DEFINED));
    looks.add(Look.timesOut());

    SendOutcome outcome = send(check(new HastyClock()), "order", Duration.ofSeconds(20));

    assertThat(outcome.accepted()).isTrue();
    assertThat(calls).containsExactly("GET within 5000", "GET within 4000", "POST within 15000");
  }

  @Test
  void aLookThatUsedUpItsQuarterIsNotFollowedByAnother() {
    looks.add(new Look(Duration.ofSeconds(5), NOTHING_DEFINED));

    SendOutcome outcome = send(check(new HastyClock()), "order", Duration.ofSeconds(20));

    assertThat(outcome.accepted()).isTrue();
    assertThat(calls).containsExactly("GET within 5000", "POST within 15000");
  }

  @Test
  void aShortTimeOutOfOneSendStopsNoOthers() {
    looks.add(Look.timesOut());
    looks.add(new Look(Duration.ofSeconds(1), NOTHING_DEFINED));
    looks.add(new Look(Duration.ofSeconds(1), NOTHING_DEFINED));

    assertThat(send(check, "order", Duration.ofSeconds(12)).accepted()).isTrue();

    assertThat(send(check, "other", Duration.ofSeconds(20)).error().orElseThrow().message())
        .contains("'other' does not exist");
    assertThat(send(check, "order", Duration.ofSeconds(20)).error().orElseThrow().message())
        .contains("'order' does not exist");
    assertThat(calls)
        .containsExactly(
            "GET within 3000", "POST within 9000", "GET within 5000", "GET within 5000");
  }
}
