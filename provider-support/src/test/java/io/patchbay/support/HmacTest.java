package io.patchbay.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.spi.Secret;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class HmacTest {
  private static final byte[] MESSAGE = "what do ya want for nothing?".getBytes(UTF_8);

  /** Test case 2 of RFC 4231. */
  private static final byte[] DIGEST =
      HexFormat.of().parseHex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");

  private static Hmac of(String... secrets) {
    return Hmac.of("HmacSHA256", List.of(secrets).stream().map(Secret::new).toList());
  }

  @Test
  void signsWithTheFirstSecret() {
    assertThat(of("Jefe", "other").sign(MESSAGE)).isEqualTo(DIGEST);
  }

  @Test
  void acceptsEachOfSeveralSecretsAndNoOther() {
    assertThat(of("old", "Jefe").matches(MESSAGE, DIGEST)).isTrue();
    assertThat(of("Jefe", "new").matches(MESSAGE, DIGEST)).isTrue();
    assertThat(of("old", "new").matches(MESSAGE, DIGEST)).isFalse();
    assertThat(of("Jefe").matches(MESSAGE, new byte[0])).isFalse();
  }

  @Test
  void withoutASecretNothingMatches() {
    assertThat(of().configured()).isFalse();
    assertThat(of().matches(MESSAGE, DIGEST)).isFalse();
    assertThatThrownBy(() -> of().sign(MESSAGE)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aTextIsComparedWithEachSecret() {
    List<Secret> secrets = List.of(new Secret("one"), new Secret("two"));
    assertThat(SecretComparison.matchesAny(secrets, "two")).isTrue();
    assertThat(SecretComparison.matchesAny(secrets, "three")).isFalse();
    assertThat(SecretComparison.matchesAny(List.of(), "one")).isFalse();
  }
}
