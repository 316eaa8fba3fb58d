package io.patchbay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Address;
import io.patchbay.channel.Category;
import io.patchbay.channel.Content;
import io.patchbay.channel.ContentType;
import io.patchbay.channel.SendOutcome;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SettingType;
import io.patchbay.channel.spi.SmsConnection;
import io.patchbay.channel.spi.SmsProvider;
import io.patchbay.content.ContentCodec;
import io.patchbay.content.PortablePattern;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** D: the descriptor and discovery. */
interface DescriptorRules extends ProviderUnderTest {
  @Rule("D1")
  @Test
  default void isFoundOnTheClassPath() throws NoSuchMethodException {
    Class<? extends SmsProvider> type = provider().getClass();
    assertThat(Modifier.isPublic(type.getModifiers())).as("the class is public").isTrue();
    Constructor<? extends SmsProvider> constructor = type.getDeclaredConstructor();
    assertThat(Modifier.isPublic(constructor.getModifiers()))
        .as("the constructor without parameters is public")
        .isTrue();
    List<String> found =
        ServiceLoader.load(SmsProvider.class, type.getClassLoader()).stream()
            .map(candidate -> candidate.type().getName())
            .toList();
    assertThat(found)
        .as("providers named in META-INF/services/%s", SmsProvider.class.getName())
        .contains(type.getName());
  }

  /** Files and sockets cannot be seen from outside; threads can. */
  @Rule("D2")
  @Test
  default void describesItselfWithoutTakingAction() {
    Set<Thread> before = Threads.alive();
    assertThat(provider().descriptor()).isNotNull();
    assertThat(Threads.newSince(before)).as("threads of constructor and descriptor()").isEmpty();
    assertThat(bench().requests()).as("requests of constructor and descriptor()").isZero();
  }

  @Rule("D3")
  @Test
  default void describesItselfTheSameAtEveryCall() {
    SmsProvider provider = provider();
    assertThat(provider.descriptor()).isEqualTo(provider.descriptor());
    assertThat(provider().descriptor()).as("of another object").isEqualTo(provider.descriptor());
  }

  @Rule("D4")
  @Test
  default void itsIdIsItsOwn() {
    Class<? extends SmsProvider> type = provider().getClass();
    String id = provider().descriptor().id();
    List<String> others = new ArrayList<>();
    for (SmsProvider other : ServiceLoader.load(SmsProvider.class, type.getClassLoader())) {
      if (other.getClass() != type && other.descriptor().id().equals(id)) {
        others.add(other.getClass().getName());
      }
    }
    assertThat(others).as("other providers that are called '%s'", id).isEmpty();
  }

  @Rule("D5")
  @Test
  default void sendsEverythingThatItLists() {
    ProviderDescriptor descriptor = provider().descriptor();
    SmsConnection connection = bench().connect();
    List<Address> addresses =
        Payloads.addresses().stream()
            .filter(address -> descriptor.recipients().contains(address.getClass()))
            .toList();
    for (ContentType type : descriptor.contents()) {
      Content content = sample(type);
      assertThat(addresses)
          .as("recipients to whom the listed content %s can be sent", type.name())
          .anyMatch(address -> supported(connection.send(bench().request(content, address))));
    }
    for (Address address : addresses) {
      assertThat(supported(connection.send(bench().request(bench().content(), address))))
          .as("the listed recipient %s is supported", address)
          .isTrue();
    }
  }

  private static boolean supported(SendOutcome outcome) {
    return outcome.error().filter(e -> e.category() == Category.UNSUPPORTED).isEmpty();
  }

  private Content sample(ContentType type) {
    List<Content> all = new ArrayList<>(ownContents());
    all.addAll(Payloads.contents());
    return all.stream()
        .filter(content -> content.getClass() == type.type())
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError("Override ownContents(): it has no example of " + type.name()));
  }

  @Rule("D6")
  @Test
  default void itsOwnContentsAreNamedAfterItAndCanBeStored() {
    ProviderDescriptor descriptor = provider().descriptor();
    Set<Class<?>> standard =
        ContentType.standard().stream().map(ContentType::type).collect(Collectors.toSet());
    for (ContentType type : descriptor.contents()) {
      if (!standard.contains(type.type())) {
        assertThat(type.name()).startsWith(descriptor.id() + ":");
      }
    }
    ContentCodec codec = ContentCodec.of(descriptor.contents());
    for (Content content : ownContents()) {
      assertThat(codec.read(codec.write(content)))
          .as("the stored form of %s", content.getClass().getSimpleName())
          .isEqualTo(content);
    }
  }

  @Rule("D7")
  @Test
  default void everySecretIsASecret() {
    Account account = bench().account();
    List<Setting> schema = provider().descriptor().settings();
    for (Map.Entry<String, List<String>> entry : settings(account).entrySet()) {
      if (entry.getValue().stream().anyMatch(value -> value.contains(account.secret()))) {
        assertThat(schema)
            .filteredOn(setting -> setting.key().equals(entry.getKey()))
            .singleElement()
            .extracting(Setting::type)
            .as("type of the setting '%s', which holds a secret", entry.getKey())
            .isEqualTo(SettingType.SECRET);
      }
    }
  }

  @Rule("D8")
  @Test
  default void handsOnReferencesOfTheLengthThatItNames() {
    bench().service();
    int length = provider().descriptor().referenceLength();
    if (length > 0) {
      // Its ends differ, so that one that was cut on either side is another text.
      String reference = length == 1 ? "z" : "a" + "r".repeat(length - 2) + "z";
      SendOutcome outcome =
          bench()
              .connect()
              .send(
                  bench()
                      .request(
                          bench().content(), bench().address(), null, reference, Bench.TIME_OUT));
      assertThat(outcome.accepted()).as("%s", outcome).isTrue();
      assertThat(Sent.whole(bench().deliveries().get(0)))
          .as("the request, with a reference of %s characters", length)
          .contains(reference);
    }
  }

  @Rule("D9")
  @Test
  default void everyPatternWorksInEditors() {
    for (Setting setting : provider().descriptor().settings()) {
      Pattern pattern = setting.pattern();
      assertThat(pattern == null || PortablePattern.of(pattern).isPresent())
          .as("ECMAScript reads the pattern of the setting '%s' as Java does", setting.key())
          .isTrue();
    }
  }
}
