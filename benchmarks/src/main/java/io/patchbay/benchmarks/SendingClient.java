package io.patchbay.benchmarks;

import com.google.gson.annotations.SerializedName;
import io.patchbay.channel.InstanceId;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.Text;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.provider.whatsapp.WhatsAppCloudProvider;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.converter.gson.GsonConverterFactory;
import retrofit2.http.Body;
import retrofit2.http.Header;
import retrofit2.http.POST;

/** Sends one and the same message, in one of several ways. Thread-safe. */
interface SendingClient extends AutoCloseable {
  /** Sends the message and returns what came of it; throws unless it was accepted. */
  Object send() throws IOException;

  @Override
  void close();

  String TEXT = "Your order 4711 has left our warehouse and will be with you tomorrow.";
  String TOKEN = "test-token";
  String NUMBER_ID = "109876543210123";
  String REFERENCE = "pb1.acme.0198c0de.1";
  String AGENT = "patchbay/0.0.0";

  /** As many idle connections as the provider keeps by default, for everybody. */
  private static OkHttpClient client() {
    return new OkHttpClient.Builder()
        .connectionPool(new ConnectionPool(64, 1, TimeUnit.MINUTES))
        .build();
  }

  /** Opens the way that is called by this name. */
  static SendingClient of(String name, String url) {
    return switch (name) {
      case "patchbay" -> provider(url);
      case "okhttp" -> bare(url);
      case "retrofit-gson" -> retrofit(url);
      default -> throw new IllegalArgumentException("No client '" + name + "'");
    };
  }

  private static SendingClient provider(String url) {
    WhatsAppCloudProvider provider = new WhatsAppCloudProvider();
    Settings settings =
        Settings.of(
            provider.descriptor().settings(),
            Map.of(
                "accessToken", List.of(TOKEN),
                "phoneNumberId", List.of(NUMBER_ID),
                "baseUrl", List.of(url)));
    SmsConnection connection =
        provider.connect(
            new ConnectionContext(new InstanceId("acme", "whatsapp"), settings, Clock.systemUTC()));
    PhoneNumber to = new PhoneNumber("14155551234");
    return new SendingClient() {
      @Override
      public Object send() throws IOException {
        SendOutcome outcome =
            connection.send(
                new SendRequest(to, Text.of(TEXT), null, null, REFERENCE, Duration.ofSeconds(30)));
        if (!outcome.accepted()) {
          throw new IOException(outcome.toString());
        }
        return outcome;
      }

      @Override
      public void close() {
        connection.close();
      }
    };
  }

  /** OkHttp with the finished body, and the answer left unread. */
  private static SendingClient bare(String url) {
    OkHttpClient client = client();
    MediaType json = MediaType.get("application/json");
    String body =
        "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\",\"to\":\"14155551234\","
            + "\"type\":\"text\",\"text\":{\"body\":\""
            + TEXT
            + "\"},\"biz_opaque_callback_data\":\""
            + REFERENCE
            + "\"}";
    String address = url + "v25.0/" + NUMBER_ID + "/messages";
    return new SendingClient() {
      @Override
      public Object send() throws IOException {
        Request request =
            new Request.Builder()
                .url(address)
                .header("Authorization", "Bearer " + TOKEN)
                .header("User-Agent", AGENT)
                .post(RequestBody.create(body, json))
                .build();
        try (Response response = client.newCall(request).execute()) {
          if (response.code() != 200) {
            throw new IOException("HTTP " + response.code());
          }
          return response.body().string();
        }
      }

      @Override
      public void close() {
        client.connectionPool().evictAll();
      }
    };
  }

  /** Retrofit with its own Gson converter, as it is usually set up. */
  private static SendingClient retrofit(String url) {
    OkHttpClient client = client();
    MessagesApi api =
        new Retrofit.Builder()
            .baseUrl(url)
            .client(client)
            .addConverterFactory(GsonConverterFactory.create())
            .build()
            .create(MessagesApi.class);
    return new SendingClient() {
      @Override
      public Object send() throws IOException {
        retrofit2.Response<Accepted> response =
            api.send(
                    "Bearer " + TOKEN,
                    AGENT,
                    new Message(
                        "whatsapp",
                        "individual",
                        "14155551234",
                        "text",
                        new MessageText(TEXT),
                        REFERENCE))
                .execute();
        Accepted accepted = response.body();
        if (accepted == null) {
          throw new IOException("HTTP " + response.code());
        }
        return accepted.messages().get(0).id();
      }

      @Override
      public void close() {
        client.connectionPool().evictAll();
      }
    };
  }

  /** The one call, as Retrofit's users write it. */
  interface MessagesApi {
    /** Sends a message. */
    @POST("v25.0/" + NUMBER_ID + "/messages")
    Call<Accepted> send(
        @Header("Authorization") String authorization,
        @Header("User-Agent") String agent,
        @Body Message message);
  }

  /** A request. */
  record Message(
      @SerializedName("messaging_product") String product,
      @SerializedName("recipient_type") String recipientType,
      String to,
      String type,
      MessageText text,
      @SerializedName("biz_opaque_callback_data") String reference) {}

  /** Its text. */
  record MessageText(String body) {}

  /** An answer. */
  record Accepted(List<Contact> contacts, List<Identified> messages) {}

  /** The recipient as answered. */
  record Contact(String input, @SerializedName("wa_id") @Nullable String waId) {}

  /** The message's id. */
  record Identified(String id, @SerializedName("message_status") @Nullable String status) {}
}
