package io.patchbay.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "7", "acme", "Acme-EU_2", "0-_"})
  void usableNames(String name) {
    assertThat(new MessageId(name)).hasToString(name);
    assertThat(new InstanceId(name, name)).hasToString(name + "/" + name);
    assertThat(InstanceId.parse(name + "/" + name)).contains(new InstanceId(name, name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "-a", "_a", "a.b", "a/b", "a b", "ä", "ı", "a\n", "٣", "a\u0000"})
  void unusableNames(String name) {
    String rule =
        "' is not usable: use 1 to 64 letters, digits, '-' or '_', starting with a letter or"
            + " digit";
    assertThatThrownBy(() -> new MessageId(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Message id '" + name + rule);
    assertThatThrownBy(() -> new InstanceId(name, "text"))
        .hasMessage("Workspace name '" + name + rule);
    assertThatThrownBy(() -> new InstanceId("acme", name))
        .hasMessage("Instance name '" + name + rule);
    assertThatThrownBy(() -> new MessageRef(name, new MessageId("m"), 1))
        .hasMessage("Workspace name '" + name + rule);
    assertThat(InstanceId.parse(name + "/text")).isEmpty();
    assertThat(InstanceId.parse("acme/" + name)).isEmpty();
  }

  @Test
  void namesHaveAtMost64Characters() {
    assertThat(new MessageId("m".repeat(64)).value()).hasSize(64);
    assertThatThrownBy(() -> new MessageId("m".repeat(65)))
        .hasMessageStartingWith("Message id '" + "m".repeat(64) + "...' is not usable");
  }

  @Test
  void aPhoneNumberGivenAsNameByMistakeIsNotRepeated() {
    assertThatThrownBy(() -> new MessageId("+14155551234"))
        .hasMessageStartingWith("Message id '+14*******34' is not usable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "acme", "/", "acme/", "/text", "a/b/c"})
  void otherShapesAreNoInstanceId(String text) {
    assertThat(InstanceId.parse(text)).isEmpty();
  }

  @Test
  void randomMessageIdsAreUsableAndDiffer() {
    assertThat(MessageId.random()).isNotEqualTo(MessageId.random());
  }
}
