package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.Text;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.provider.whatsapp.internal.graph.CloudSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Logs, outcomes and {@code toString} show neither secrets nor numbers nor texts. */
class SecrecyTest {
  private static final String VERIFY = "test-verify-token-never-shown";
  private static final String NUMBER = "14155557788";
  private static final String TEXT = "a text that nobody else may read";
  private static final String[] SETTINGS = {
    "appSecret=" + Connections.SECRET, "verifyToken=" + VERIFY
  };

  private static List<String> answers() {
    String quoting =
        "\"message\":\"Malformed access token "
            + Connections.TOKEN
            + " for "
            + NUMBER
            + "\",\"error_data\":{\"details\":\"(+1) 415-555-7788, "
            + Connections.SECRET
            + "\"},\"fbtrace_id\":\"AbC123\"}}";
    return List.of(
        "200 OK|{\"contacts\":[{\"input\":\""
            + NUMBER
            + "\",\"wa_id\":\""
            + NUMBER
            + "\"}],"
            + "\"messages\":[{\"id\":\"wamid.abc\"}]}",
        "400 Bad Request|{\"error\":{\"code\":190," + quoting,
        "400 Bad Request|{\"error\":{\"code\":131026," + quoting,
        "500 Internal Server Error|{\"error\":{\"code\":131000," + quoting,
        "403 Forbidden|Blocked: {\"to\":\"" + NUMBER + "\",\"text\":{\"body\":\"" + TEXT + "\"}}",
        "403 Forbidden|{\"error\":{\"code\":403,\"message\":\"Blocked: " + TEXT + "\"}}",
        "403 Forbidden|<html><title>Blocked: " + TEXT + "</title></html>",
        "403 Forbidden|{\"page\":\"<TITLE lang='en'>" + TEXT + "</title>\"}",
        "502 Bad Gateway|Authorization: Bearer " + Connections.TOKEN + " to " + NUMBER,
        "200 OK|");
  }

  @Test
  void nothingShowsASecretANumberOrAText() throws IOException {
    Log log = Log.from();
    List<String> shown = new ArrayList<>();
    Settings settings = Connections.settings("http://127.0.0.1:1", SETTINGS);
    shown.add(settings.toString());
    shown.add(CloudSettings.from(settings).toString());
    for (String answer : answers()) {
      String[] parts = answer.split("\\|", -1);
      try (RawServer server =
              RawServer.start(
                  peer -> {
                    peer.request();
                    peer.answer(parts[0], parts[1]);
                  });
          SmsConnection connection = Connections.open(server.url(), SETTINGS)) {
        SendOutcome outcome =
            connection.send(Connections.request(new PhoneNumber(NUMBER), Text.of(TEXT)));
        shown.add(connection.toString());
        shown.add(outcome.toString());
        outcome.error().ifPresent(error -> shown.add(error.describe()));
      }
    }
    shown.addAll(log.text().lines().toList());

    assertThat(log.lines("DEBUG io.patchbay.provider.whatsapp.sends")).hasSize(answers().size());
    assertThat(shown)
        .allSatisfy(
            line ->
                assertThat(line)
                    .doesNotContain(
                        Connections.TOKEN, Connections.SECRET, VERIFY, NUMBER, "5557788", TEXT));
  }

  @Test
  void sendLeavesOneLineWithWhatSupportAsksFor() throws IOException {
    try (RawServer server =
            RawServer.start(
                peer -> {
                  peer.request();
                  peer.answer(
                      "400 Bad Request",
                      "{\"error\":{\"code\":131026,\"message\":\"x\",\"fbtrace_id\":\"AbC123\"}}");
                });
        SmsConnection connection = Connections.open(server.url())) {
      Log log = Log.from();
      connection.send(Connections.text("Hi"));

      assertThat(log.lines("provider.whatsapp"))
          .singleElement()
          .asString()
          .matches(
              "\\[main] DEBUG io\\.patchbay\\.provider\\.whatsapp\\.sends - instance=acme/whatsapp"
                  + " to=141\\*{6}34 outcome=Rejected category=RECIPIENT_UNREACHABLE code=131026"
                  + " fbtrace_id=AbC123 ms=[0-9]+ send");
    }
  }

  @Test
  void operatorIsWarnedOfATokenThatIsRefusedButNotAtEverySend() throws IOException {
    try (RawServer server =
            RawServer.start(
                peer -> {
                  while (peer.request()) {
                    peer.answer(
                        "401 Unauthorized",
                        "{\"error\":{\"code\":190,\"message\":\"Expired\",\"fbtrace_id\":\"A1\"}}");
                  }
                });
        SmsConnection connection = Connections.open(server.url())) {
      Log log = Log.from();
      for (int i = 0; i < 3; i++) {
        connection.send(Connections.text("Hi"));
      }

      assertThat(log.lines("WARN"))
          .containsExactly(
              "[main] WARN io.patchbay.provider.whatsapp.sends - acme/whatsapp: AUTHENTICATION 190:"
                  + " Expired [trace A1] - Check whether the access token has expired or lacks the"
                  + " permission whatsapp_business_messaging, and generate a new one.");
    }
  }

  @Test
  void contextShowsNoSecret() {
    ConnectionContext context =
        Connections.context(Connections.settings("http://127.0.0.1:1", SETTINGS));

    assertThat(context.toString()).doesNotContain(Connections.TOKEN, Connections.SECRET, VERIFY);
  }
}
