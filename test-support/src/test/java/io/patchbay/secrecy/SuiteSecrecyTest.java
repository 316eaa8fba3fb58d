package io.patchbay.secrecy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuiteSecrecyTest {
  private final Confidential confidential = Confidential.ofThisModule();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sent to 4915112345678",
        "sent to +4915112345678.",
        "\"to\":\"4155551234\"",
        "Authorization: Bearer test-token",
        "appSecret=test-app-secret",
        "listed: hush-hush-4711",
        "told: 0ther-s3cret!"
      })
  void whatIsConfidentialIsFound(String line) {
    confidential.secret("0ther-s3cret!");

    assertThat(confidential.disclosures(Stream.of("before\n" + line + "\nafter")))
        .singleElement()
        .asString()
        .endsWith(" in: " + line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sent to 491********78",
        "wamid.1234567890123",
        "id 109876543210123, told id 5550001112223",
        "a token, a secret, test-tokens",
        "took 123456789 ms"
      })
  void whatIsNoneIsLeftAlone(String line) {
    confidential.secret("token");
    confidential.id("5550001112223");

    assertThat(confidential.disclosures(Stream.of(line))).isEmpty();
  }

  /** A listener of its own, within the one that watches this module. */
  @Test
  @SuppressWarnings("SystemOut") // To be caught.
  void aRunThatShowsSomethingFails() {
    PrintStream before = System.err;
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    try {
      SuiteSecrecy listener = new SuiteSecrecy();
      listener.opened();
      System.err.println("harmless");
      listener.closed();

      listener.opened();
      System.err.println("to=4915112345678");
      assertThatThrownBy(listener::closed)
          .isInstanceOf(AssertionError.class)
          .hasMessageEndingWith("4915112345678 in: to=4915112345678");
    } finally {
      System.setErr(before);
    }
  }
}
