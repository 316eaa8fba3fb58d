package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.patchbay.channel.Content;
import io.patchbay.channel.Text;
import io.patchbay.content.ContentCodec;
import io.patchbay.provider.whatsapp.content.WithIdentityCheck;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every content comes back from its stored form as it was, within an identity check too; that it
 * does so on its own is a rule of the contract.
 */
class StoredFormTest {
  private static final ContentCodec CODEC =
      ContentCodec.of(new WhatsAppCloudProvider().descriptor().contents());

  static List<Content> checked() {
    return Sample.all().stream()
        .map(Sample::content)
        .filter(content -> !(content instanceof WithIdentityCheck))
        .<Content>map(content -> new WithIdentityCheck(content, "DF2lS5v2W6x="))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("checked")
  void anyContentComesBackFromWithinAnIdentityCheck(Content content) {
    assertThat(CODEC.read(CODEC.write(content))).isEqualTo(content);
  }

  @Test
  void formOfAnIdentityCheckIsThis() {
    assertThat(CODEC.write(new WithIdentityCheck(Text.of("Hi"), "h")))
        .isEqualTo(
            "{\"whatsapp-cloud:identity-check\":{\"content\":{\"text\":{\"body\":\"Hi\","
                + "\"previewUrl\":false}},\"hash\":\"h\"}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"whatsapp-cloud:telepathy\":{}}",
        "{\"whatsapp-cloud:identity-check\":{\"content\":{\"text\":{\"body\":\"Hi\"}},\"hash\":\"h\"}}",
        "{\"text\":{\"body\":\"Hi\"},\"location\":{}}",
        "{\"text\":null}",
        "{}",
        "null",
        "[]"
      })
  void whatHasNoNameOrNoContentIsRefusedAndNotGuessed(String content) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                CODEC.read(
                    "{\"whatsapp-cloud:identity-check\":{\"content\":"
                        + content
                        + ",\"hash\":\"h\"}}"));
  }

  @Test
  void contentOfAnotherProviderIsNotStoredWithinAnIdentityCheck() {
    record Strange() implements Content {}
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.write(new WithIdentityCheck(new Strange(), "h")));
  }
}
