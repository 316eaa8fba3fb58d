package io.patchbay.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.Patchbay;
import io.patchbay.channel.ContentType;
import io.patchbay.channel.MessageRef;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.SendResult;
import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.provider.whatsapp.WhatsAppCloudProvider;
import io.patchbay.registry.editing.ConfigurationEditor;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.simulator.ReceivedMessage;
import io.patchbay.simulator.WhatsAppCloudSimulator;
import io.patchbay.testsupport.LongTest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The provider is exchanged while messages are being sent, counted at the server. */
class SwapFlowTest {
  private static final int SENDS = 10_000;
  private static final int SWAPS = 100;
  private static final int THREADS = 8;

  /** The WhatsApp provider with a count of how often its connections are opened and closed. */
  private static final class Counted implements SmsProvider {
    private final SmsProvider delegate = new WhatsAppCloudProvider();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger closedTwice = new AtomicInteger();

    @Override
    public ProviderDescriptor descriptor() {
      return delegate.descriptor();
    }

    @Override
    public SmsConnection connect(ConnectionContext context) {
      opened.incrementAndGet();
      SmsConnection connection = delegate.connect(context);
      AtomicInteger closes = new AtomicInteger();
      return new SmsConnection() {
        @Override
        public io.patchbay.channel.SendOutcome send(io.patchbay.channel.spi.SendRequest request) {
          return connection.send(request);
        }

        @Override
        public void close() {
          (closes.incrementAndGet() == 1 ? closed : closedTwice).incrementAndGet();
          connection.close();
        }
      };
    }
  }

  @Test
  @LongTest
  void tenThousandSendsAndAHundredSwapsLoseAndDoubleNothing() throws Exception {
    Counted provider = new Counted();
    try (WhatsAppCloudSimulator simulator = Hosts.simulator();
        Patchbay patchbay =
            Hosts.host(configuration(simulator, 0)).catalog(ProviderCatalog.of(provider)).build()) {
      ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
      try {
        CountDownLatch started = new CountDownLatch(1);
        AtomicInteger sent = new AtomicInteger();
        List<Future<List<SendResult>>> senders = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
          senders.add(threads.submit(() -> sendSome(patchbay, started, sent)));
        }
        Future<?> swapper = threads.submit(() -> swapAlong(patchbay, simulator, started, sent));
        List<SendResult> results = new ArrayList<>();
        for (Future<List<SendResult>> sender : senders) {
          results.addAll(sender.get());
        }
        swapper.get();
        assertThat(results).hasSize(SENDS);
        assertThat(results.stream().filter(result -> !result.outcome().accepted()).toList())
            .as("sends that failed")
            .isEmpty();
        List<ReceivedMessage> received = simulator.received();
        assertThat(received).as("messages at the server").hasSize(SENDS);
        assertThat(
                received.stream()
                    .map(message -> MessageRef.parse(String.valueOf(message.callbackData())))
                    .distinct()
                    .count())
            .as("different messages at the server")
            .isEqualTo(SENDS);
        assertThat(received.stream().map(ReceivedMessage::phoneNumberId).distinct().count())
            .as("numbers that sent")
            .isEqualTo(2);
      } finally {
        threads.shutdownNow();
      }
      assertThat(patchbay.registry().problems()).isEmpty();
    }
    assertThat(provider.opened.get()).isEqualTo(SWAPS + 1);
    assertThat(provider.closed.get()).as("connections closed").isEqualTo(SWAPS + 1);
    assertThat(provider.closedTwice.get()).as("connections closed again").isZero();
  }

  private static List<SendResult> sendSome(
      Patchbay patchbay, CountDownLatch started, AtomicInteger sent) {
    started.countDown();
    List<SendResult> results = new ArrayList<>();
    while (true) {
      int number = sent.getAndIncrement();
      if (number >= SENDS) {
        return results;
      }
      SmsMessage message =
          SmsMessage.to(new PhoneNumber("14155551234")).id("m" + number).text("Hello").build();
      results.add(patchbay.channel().send("acme", message));
    }
  }

  /** Spreads the swaps over the sends, so that every one of them meets sends on their way. */
  private static void swapAlong(
      Patchbay patchbay,
      WhatsAppCloudSimulator simulator,
      CountDownLatch started,
      AtomicInteger sent) {
    try {
      started.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    for (int swap = 1; swap <= SWAPS; swap++) {
      while (sent.get() < swap * (SENDS / (SWAPS + 1))) {
        Thread.onSpinWait();
      }
      patchbay.publish(configuration(simulator, swap), Path.of(""));
    }
  }

  private static String configuration(WhatsAppCloudSimulator simulator, int swap) {
    String phoneNumberId = swap % 2 == 0 ? Hosts.PHONE_NUMBER_ID : Hosts.OTHER_PHONE_NUMBER_ID;
    return "{\"workspaces\":{\"acme\":{\"sms\":{\"defaultProvider\":\"main\",\"providers\":{"
        + "\"main\":"
        + Hosts.whatsApp(simulator, phoneNumberId)
        + "}}}}}";
  }

  @Test
  void aDefaultThatIsChangedInTheWatchedFileCarriesTheNextMessage(@TempDir Path directory)
      throws Exception {
    try (WhatsAppCloudSimulator simulator = Hosts.simulator()) {
      Path file = directory.resolve("patchbay.json");
      String before =
          "{\"workspaces\":{\"acme\":{\"sms\":{\"defaultProvider\":\"whatsapp\",\"providers\":{"
              + "\"whatsapp\":"
              + Hosts.whatsApp(simulator, Hosts.PHONE_NUMBER_ID)
              + ",\"text\":"
              + Hosts.twilioStub()
              + "}}}}}";
      Files.writeString(file, before);
      CountDownLatch published = new CountDownLatch(2);
      try (Patchbay patchbay =
          Hosts.host("")
              .configuration(file)
              .watchInterval(Duration.ofMillis(20))
              .onPublish(report -> published.countDown())
              .build()) {
        SmsMessage message = SmsMessage.to("+14155551234").text("Hello").build();
        assertThat(patchbay.channel().send("acme", message).attempts().get(0).providerId())
            .isEqualTo("whatsapp-cloud");
        Path next = directory.resolve("next");
        Files.writeString(next, ConfigurationEditor.setDefault(before, "acme", "text"));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        assertThat(published.await(2, TimeUnit.MINUTES)).isTrue();
        assertThat(patchbay.channel().send("acme", message).attempts().get(0).providerId())
            .isEqualTo("twilio-stub");
        assertThat(simulator.counts().sends()).isEqualTo(1);
      }
    }
  }

  @Test
  void aProviderCompiledByAStrangerIsDroppedIn(@TempDir Path directory) throws Exception {
    Compilation.compile(
        directory,
        java.util.Map.of(
            "com.example.EchoProvider",
            """
            package com.example;

            import io.patchbay.channel.*;
            import io.patchbay.channel.spi.*;
            import java.net.URI;
            import java.util.List;
            import java.util.Map;

            public final class EchoProvider implements SmsProvider {
              public ProviderDescriptor descriptor() {
                return ProviderDescriptor.of("echo", "Echo", URI.create("https://example.org/"))
                    .settings(Setting.text("greeting").required().build())
                    .contents(ContentType.TEXT)
                    .recipient(PhoneNumber.class)
                    .build();
              }

              public SmsConnection connect(ConnectionContext context) {
                String greeting = context.settings().text("greeting");
                return new SmsConnection() {
                  public SendOutcome send(SendRequest request) {
                    return new SendOutcome.Accepted(
                        greeting + "-" + request.reference(), List.of(request.to()), Map.of());
                  }
                };
              }
            }
            """));
    Path services = directory.resolve("META-INF/services/" + SmsProvider.class.getName());
    Files.createDirectories(services.getParent());
    Files.writeString(services, "com.example.EchoProvider\n");
    try (java.net.URLClassLoader loader =
            new java.net.URLClassLoader(
                new java.net.URL[] {directory.toUri().toURL()},
                SwapFlowTest.class.getClassLoader());
        Patchbay patchbay =
            Hosts.host(
                    """
                    { "workspaces": { "acme": { "sms": { "defaultProvider": "echo",
                      "providers": { "echo": { "greeting": "hi" } } } } } }
                    """)
                .catalog(ProviderCatalog.discover(loader))
                .build()) {
      assertThat(patchbay.registry().catalog().ids())
          .contains("echo", "whatsapp-cloud", "twilio-stub");
      SendResult result =
          patchbay
              .channel()
              .send("acme", SmsMessage.to("+14155551234").id("m1").text("Hello").build());
      assertThat(result.outcome())
          .hasToString("Accepted[hi-pb1.acme.m1.1, [PhoneNumber[141******34]], details=[]]");
    }
  }

  @Test
  void allProvidersAreDiscoveredOnTheClassPath() {
    assertThat(SwapFlowTest.class.getModule().isNamed()).as("tests on the module path").isFalse();
    ProviderCatalog catalog = ProviderCatalog.discover(SwapFlowTest.class.getClassLoader());
    assertThat(catalog.problems()).isEmpty();
    assertThat(catalog.ids())
        .containsExactlyInAnyOrder("http-gateway", "whatsapp-cloud", "twilio-stub");
    assertThat(catalog.find("whatsapp-cloud").orElseThrow().descriptor().contents())
        .contains(ContentType.TEXT, ContentType.TEMPLATE);
    assertThat(catalog.find("twilio-stub").orElseThrow().descriptor().documentation())
        .extracting(URI::getHost)
        .isEqualTo("www.twilio.com");
  }
}
