package io.patchbay.integration.example;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.patchbay.Patchbay;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.SmsMessage;
import io.patchbay.integration.Project;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The example works as its page says, and the page shows the example. */
class SmallProviderTest {
  private static final Path PAGE = Project.root().resolve("docs/writing-a-provider.md");
  private static final Pattern SOURCED =
      Pattern.compile("<!-- source: (\\S+) -->\n```\\w*\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CODE = Pattern.compile("```(?:java|xml)\n");
  private static final Pattern CONFIGURATION = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINES = Pattern.compile("\\b(\\d+) lines of code");
  private static final Pattern RULE = Pattern.compile("(?m)^\\| [DSNEW]\\d+ \\|");

  @Test
  void thePageShowsTheFilesOfTheExample() throws IOException {
    String page = Files.readString(PAGE);
    List<String> shown = new ArrayList<>();
    for (MatchResult block : SOURCED.matcher(page).results().toList()) {
      shown.add(block.group(1));
      assertThat(block.group(2))
          .as("docs/writing-a-provider.md, %s", block.group(1))
          .isEqualTo(Files.readString(Project.root().resolve(block.group(1))));
    }
    assertThat(shown)
        .contains("examples/small-provider/pom.xml")
        .anyMatch(file -> file.endsWith("/PigeonProvider.java"))
        .anyMatch(file -> file.endsWith("/PigeonConnection.java"))
        .anyMatch(file -> file.endsWith("/PigeonContractTest.java"))
        .anyMatch(file -> file.contains("META-INF/services/"));
    assertThat(CODE.matcher(page).results().count())
        .as("blocks of code, each of which has a source")
        .isEqualTo(shown.stream().filter(file -> file.matches(".*\\.(java|xml)")).count());
  }

  @Test
  void itsPomNamesTheVersionOfThisProject() throws IOException {
    String project = Files.readString(Project.root().resolve("bom/pom.xml"));
    String version = project.replaceFirst("(?s).*?<version>(.*?)</version>.*", "$1");
    assertThat(Files.readString(SmallProvider.FOLDER.resolve("pom.xml")))
        .contains("<artifactId>bom</artifactId>\n        <version>" + version + "</version>");
  }

  @Test
  void theProviderIsAsSmallAsThePageSays() throws IOException {
    List<String> code = new ArrayList<>();
    for (Path source : SmallProvider.sources("main")) {
      Files.readAllLines(source).stream()
          .filter(line -> !line.isBlank() && !line.matches("(import|package) .*|\\s*(//|/?\\*).*"))
          .forEach(code::add);
    }
    MatchResult said = LINES.matcher(Files.readString(PAGE)).results().toList().get(0);
    assertThat(code)
        .as("lines of the provider without blanks, imports and comments")
        .hasSizeBetween(50, Integer.parseInt(said.group(1)));
    assertThat(code).hasSizeLessThan(90);
  }

  @Test
  void itKeepsEveryRuleOfTheContract(@TempDir Path target) throws Exception {
    SmallProvider example = new SmallProvider(target);
    Results results = new Results();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    URL[] places = {example.jar().toUri().toURL(), example.testClasses().toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(places, before)) {
      thread.setContextClassLoader(loader);
      Class<?> contract = loader.loadClass("com.example.small.PigeonContractTest");
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request().selectors(selectClass(contract)).build(),
              results);
    } finally {
      thread.setContextClassLoader(before);
    }

    assertThat(results.failed).isEmpty();
    long rules =
        RULE.matcher(Files.readString(Project.root().resolve("docs/spec.md"))).results().count();
    assertThat(results.passed).as("tests that passed").hasSize((int) rules);
  }

  private static final class Results implements TestExecutionListener {
    private final List<String> passed = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
        failed.add(test.getDisplayName() + ": " + result.getThrowable().orElse(null));
      } else if (test.isTest()) {
        passed.add(test.getDisplayName());
      }
    }
  }

  @Test
  void itIsAPluginThatSendsWithTheConfigurationOfThePage(@TempDir Path target) throws Exception {
    Path plugins = new SmallProvider(target).plugins();
    MatchResult shown = CONFIGURATION.matcher(Files.readString(PAGE)).results().toList().get(0);
    WireMockServer service =
        new WireMockServer(wireMockConfig().bindAddress("127.0.0.1").dynamicPort());
    service.start();
    String configuration = shown.group(1).replace("http://127.0.0.1:8090", service.baseUrl());
    assertThat(configuration).contains(service.baseUrl());
    service.stubFor(any(anyUrl()).willReturn(ok("OK p4711")));

    try (Patchbay patchbay =
        Patchbay.builder()
            .plugins(plugins)
            .configuration(configuration, target)
            .environment(Map.of("PIGEON_KEY", "test-key")::get)
            .watchInterval(Duration.ZERO)
            .build()) {
      assertThat(patchbay.registry().problems()).isEmpty();
      assertThat(patchbay.registry().catalog().problems()).isEmpty();
      assertThat(patchbay.registry().catalog().notes()).isEmpty();
      SendOutcome outcome =
          patchbay
              .channel()
              .send(
                  "acme", SmsMessage.to("+1 415 555 0132").text("Hello, it is ten & sunny").build())
              .outcome();
      assertThat(outcome).isInstanceOf(SendOutcome.Accepted.class);
      assertThat(((SendOutcome.Accepted) outcome).providerMessageId()).isEqualTo("p4711");
      service.verify(
          1,
          postRequestedFor(urlEqualTo("/messages"))
              .withHeader("Authorization", equalTo("Bearer test-key"))
              .withRequestBody(
                  equalTo("from=%2B15005550006&to=14155550132&text=Hello%2C+it+is+ten+%26+sunny")));
    } finally {
      service.stop();
    }
  }
}
