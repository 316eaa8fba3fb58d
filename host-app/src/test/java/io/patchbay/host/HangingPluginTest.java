package io.patchbay.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.spi.SmsProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in a process of its own, with a plug-in that never comes back. */
class HangingPluginTest {
  /** Hangs where its setting says, whatever interrupts it, as a name look-up does. */
  private static final String PROVIDER =
      """
      package com.acme.stuck;

      import io.patchbay.channel.*;
      import io.patchbay.channel.spi.*;
      import java.net.URI;
      import java.util.concurrent.CountDownLatch;

      public final class StuckProvider implements SmsProvider {
        @Override public ProviderDescriptor descriptor() {
          return ProviderDescriptor.of("stuck", "Stuck", URI.create("https://example.org/stuck"))
              .settings(Setting.choice("in", "nothing", "connect", "close", "exit").help("Where.").build())
              .contents(ContentType.TEXT)
              .recipient(PhoneNumber.class)
              .capability(HealthCheck.class)
              .build();
        }

        static void hang() {
          while (true) {
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              // A call into the operating system knows of no interrupts.
            }
          }
        }

        @Override public SmsConnection connect(ConnectionContext context) {
          String in = context.settings().text("in");
          if (in.equals("connect")) {
            hang();
          }
          if (in.equals("exit")) {
            System.exit(0);
          }
          return new Stuck(in);
        }

        static final class Stuck implements SmsConnection, HealthCheck {
          private final String in;

          Stuck(String in) {
            this.in = in;
          }

          @Override public SendOutcome send(SendRequest request) {
            return new SendOutcome.Accepted("id-1");
          }

          @Override public HealthReport check() {
            return new HealthReport(java.util.List.of());
          }

          @Override public void close() {
            if (in.equals("close")) {
              hang();
            }
          }
        }
      }
      """;

  @TempDir Path folder;

  private record Result(int code, String out, String err) {}

  @BeforeEach
  void aPlugin() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path api =
        Path.of(SmsProvider.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    Path source = Files.writeString(folder.resolve("StuckProvider.java"), PROVIDER);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "--release",
                "17",
                "-cp",
                api.toString(),
                "-d",
                classes.toString(),
                source.toString());
    assertThat(result).isZero();
    Path jar = Files.createDirectory(folder.resolve("plugins")).resolve("stuck.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      out.putNextEntry(new JarEntry("META-INF/services/" + SmsProvider.class.getName()));
      out.write("com.acme.stuck.StuckProvider\n".getBytes(StandardCharsets.UTF_8));
      for (Path path : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(path).toString()));
        out.write(Files.readAllBytes(path));
      }
    }
  }

  /** Sends through {@code good}, beside which there is an instance that hangs in one place. */
  private Result send(String provider, String in) throws IOException, InterruptedException {
    Path file =
        Files.writeString(
            folder.resolve("patchbay.json"),
            """
            { "workspaces": {
                "acme": { "sms": { "defaultProvider": "good", "providers": {
                    "bad": { "type": "stuck", "in": "%s" },
                    "good": { "type": "stuck", "in": "nothing" } } } },
                "beta": { "sms": { "defaultProvider": "last", "providers": {
                    "last": { "type": "stuck", "in": "nothing" } } } } } }
            """
                .formatted(in));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.logFile=System.err",
                "-cp",
                System.getProperty("java.class.path"),
                "io.patchbay.host.Main",
                "send",
                "--plugins",
                folder.resolve("plugins").toString(),
                "-c",
                file.toString(),
                "--workspace",
                "acme",
                "--provider",
                provider,
                "--to",
                "+14155550132",
                "--text",
                "Hi"));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("the process ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Result(
        process.exitValue(),
        Files.readString(folder.resolve("out")),
        Files.readString(folder.resolve("err")));
  }

  @Test
  void anInstanceThatHangsWhileItConnectsStopsNoOther() throws Exception {
    Result result = send("good", "connect");
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("Accepted as id-1");
    assertThat(result.err())
        .contains("acme/bad: provider 'stuck' has been connecting for 10 s and hangs")
        .contains("restart the process to end it");
  }

  @Test
  void aMessageForTheOneThatHangsIsRefusedWithTheReason() throws Exception {
    Result result = send("bad", "connect");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out() + result.err())
        .contains("the provider 'stuck' failed to connect: it has not ended after");
  }

  @Test
  void aCloseThatHangsKeepsNoCommandFromEnding() throws Exception {
    Result result = send("bad", "close");
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("Accepted as id-1");
    assertThat(result.err())
        .contains("acme/bad: provider 'stuck' has been closing its connection for")
        .contains("restart the process to end it");
  }

  @Test
  void anExitWithinAModuleEndsTheProcessAndNamesTheCaller() throws Exception {
    Result result = send("good", "exit");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err())
        .contains(
            "patchbay: the process ends because stuck.jar//com.acme.stuck.StuckProvider.connect("
                + "StuckProvider.java")
        .contains("called System.exit");
  }
}
