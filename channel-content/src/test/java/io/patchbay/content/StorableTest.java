package io.patchbay.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StorableTest {
  @Test
  void whatEveryDatabaseTakesStaysAsItIs() {
    String text = "Zo\u00eb \ud83d\ude80\n";
    assertThat(Storable.text(text)).isSameAs(text);
    assertThat(Storable.key(text)).isSameAs(text);
    assertThat(Storable.isKey(text)).isTrue();
    assertThat(Storable.isKey("a".repeat(Storable.LONGEST_KEY))).isTrue();
  }

  @Test
  void whatSomeRefuseOrChangeIsReplaced() {
    assertThat(Storable.text("a\0b")).isEqualTo("a\ufffdb");
    assertThat(Storable.text("a\ud83d")).isEqualTo("a?");
    assertThat(Storable.text("\ude80\ud83db")).isEqualTo("??b");
    assertThat(Storable.isKey("a\0b")).isFalse();
    assertThat(Storable.isKey("a\ud83d")).isFalse();
  }

  @Test
  void aLongKeyIsCutAndStaysItself() {
    String one = "\ud83d\ude80".repeat(400) + "x";
    String other = "\ud83d\ude80".repeat(400) + "y";

    String key = Storable.key("z" + one);

    assertThat(Storable.isKey("z" + one)).as("longer in UTF-8").isFalse();
    assertThat(key.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(Storable.LONGEST_KEY);
    assertThat(key).startsWith("z\ud83d\ude80").isNotEqualTo(Storable.key("z" + other));
    assertThat(Storable.key(key)).isEqualTo(key);
    assertThat(Storable.isKey(key)).isTrue();
  }
}
