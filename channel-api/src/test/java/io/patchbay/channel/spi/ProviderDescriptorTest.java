package io.patchbay.channel.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.channel.Content;
import io.patchbay.channel.ContentType;
import io.patchbay.channel.Media;
import io.patchbay.channel.PhoneNumber;
import io.patchbay.channel.Text;
import io.patchbay.channel.UserId;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderDescriptorTest {
  private static final URI PAGE = URI.create("https://example.com");

  private static ProviderDescriptor.Builder usable(String id) {
    return ProviderDescriptor.of(id, "Name", PAGE)
        .contents(ContentType.TEXT)
        .recipient(PhoneNumber.class);
  }

  private static void refused(ProviderDescriptor.Builder descriptor, String message) {
    assertThatThrownBy(descriptor::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void theBuilderKeepsEveryPart() {
    Setting token = Setting.secret("token").build();
    assertThat(
            usable("whatsapp-cloud")
                .settings(token)
                .contents(ContentType.MEDIA)
                .recipient(UserId.class)
                .capability(HealthCheck.class)
                .referenceLength(512)
                .sendsNothing()
                .build())
        .isEqualTo(
            new ProviderDescriptor(
                "whatsapp-cloud",
                "Name",
                PAGE,
                List.of(token),
                List.of(ContentType.TEXT, ContentType.MEDIA),
                Set.of(PhoneNumber.class, UserId.class),
                Set.of(HealthCheck.class),
                512,
                true));
    assertThat(usable("x").build().sendsNothing()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Twilio", "twilio_stub", "-twilio", "twilio-", "a--b", "1a", "a b"})
  void idsAreKebabCase(String id) {
    refused(usable(id), "Provider id '" + id + "' is not kebab-case");
  }

  @Test
  void duplicatesAreRefused() {
    refused(
        usable("x").settings(Setting.text("name").build(), Setting.secret("name").build()),
        "Provider 'x' declares the setting 'name' twice");
    refused(
        usable("x").contents(new ContentType("text", Media.class)),
        "Provider 'x' declares the content 'text' twice");
  }

  @Test
  void aProviderCarriesSomethingToSomebody() {
    String message = "Provider 'x' must declare a content and a kind of recipient";
    refused(ProviderDescriptor.of("x", "X", PAGE).contents(ContentType.TEXT), message);
    refused(ProviderDescriptor.of("x", "X", PAGE).recipient(PhoneNumber.class), message);
    refused(usable("x").referenceLength(-1), "Provider 'x': referenceLength is negative: -1");
  }

  @Test
  void itCarriesTheContentsThatItLists() {
    ProviderDescriptor descriptor = usable("x").build();
    assertThat(descriptor.carries(Text.class)).isTrue();
    assertThat(descriptor.carries(Media.class)).isFalse();
    assertThat(descriptor.carries(Content.class)).isFalse();
  }

  @Test
  void collectionsAreCopied() {
    List<Setting> settings = new ArrayList<>(List.of(Setting.text("name").build()));
    ProviderDescriptor descriptor =
        new ProviderDescriptor(
            "x",
            "X",
            PAGE,
            settings,
            List.of(ContentType.TEXT),
            Set.of(PhoneNumber.class),
            Set.of(),
            0);
    settings.clear();
    assertThat(descriptor.settings()).hasSize(1);
  }

  @Test
  void settingsMayBeGivenUnbuilt() {
    ProviderDescriptor.Builder unbuilt =
        ProviderDescriptor.of("sample", "Sample", URI.create("https://example.com"))
            .contents(ContentType.TEXT)
            .recipient(PhoneNumber.class);

    assertThat(
            unbuilt
                .settings(Setting.url("url").label("Address"), Setting.secret("key").label("Key"))
                .build()
                .settings())
        .containsExactly(
            Setting.url("url").label("Address").build(),
            Setting.secret("key").label("Key").build());
  }
}
