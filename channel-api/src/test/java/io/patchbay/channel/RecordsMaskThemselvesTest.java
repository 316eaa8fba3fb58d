package io.patchbay.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.spi.Addressee;
import io.patchbay.channel.spi.ConnectionContext;
import io.patchbay.channel.spi.HealthReport;
import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.Rate;
import io.patchbay.channel.spi.Secret;
import io.patchbay.channel.spi.SendRequest;
import io.patchbay.channel.spi.Sender;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SettingProblem;
import io.patchbay.channel.spi.Settings;
import io.patchbay.channel.spi.WebhookResult;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * One sample of every record, with a phone number, a message text and a secret wherever they can
 * be: none of them may show. A new record that has no sample here fails the test.
 */
class RecordsMaskThemselvesTest {
  private static final String PHONE = "14155551234";
  private static final String TEXT = "Tell nobody";
  private static final String SECRET = "test-token";

  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
  private static final PhoneNumber NUMBER = new PhoneNumber(PHONE);
  private static final URI LINK = URI.create("https://example.com/" + PHONE);
  private static final Text BODY = new Text(TEXT, true);
  private static final InstanceId INSTANCE = new InstanceId("acme", "text");
  private static final MessageRef REF = new MessageRef("acme", new MessageId("order-17"), 1);
  private static final MediaSource SOURCE = MediaSource.link(LINK);
  private static final Media MEDIA = new Media(Media.Kind.IMAGE, SOURCE, TEXT, TEXT);
  private static final MessageHeader HEADER = MessageHeader.of(TEXT);
  private static final Contact.Phone CARD_PHONE = new Contact.Phone(PHONE, "HOME", PHONE);
  private static final Contact.Labelled LABELLED = new Contact.Labelled(TEXT, "HOME");
  private static final Contact.Name NAME = new Contact.Name(TEXT, TEXT, TEXT, TEXT, TEXT, TEXT);
  private static final Contact.PostalAddress POSTAL =
      new Contact.PostalAddress(TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT);
  private static final Contact.Organization WORK = new Contact.Organization(TEXT, TEXT, TEXT);
  private static final Contact CONTACT =
      new Contact(
          NAME,
          List.of(CARD_PHONE),
          List.of(LABELLED),
          List.of(POSTAL),
          List.of(LABELLED),
          WORK,
          LocalDate.EPOCH);
  private static final ListMenu.Row ROW = new ListMenu.Row("1", TEXT, TEXT);
  private static final ListMenu.Section SECTION = new ListMenu.Section(TEXT, List.of(ROW));
  private static final ReplyButtons.Button BUTTON = new ReplyButtons.Button("1", TEXT);
  private static final Template.Parameter PARAMETER = new Template.Parameter("name", TEXT);
  private static final SendError ERROR =
      SendError.of(Category.OTHER, "Not sent to +" + PHONE).details("See " + PHONE).build();
  private static final SendOutcome ACCEPTED =
      new SendOutcome.Accepted("id-1", List.of(NUMBER), Map.of("to", PHONE, "body", TEXT));
  private static final SendOutcome REJECTED = new SendOutcome.Rejected(ERROR);
  private static final Attempt ATTEMPT =
      new Attempt(1, INSTANCE, "twilio-stub", BODY, REJECTED, AT, Duration.ZERO);
  private static final StatusUpdate STATUS =
      new StatusUpdate(
          "id-1:failed",
          AT,
          PHONE + TEXT,
          "id-1",
          DeliveryStatus.FAILED,
          "failed",
          REF.encode(),
          List.of(NUMBER),
          List.of(ERROR),
          Map.of("From", PHONE));
  private static final Setting TOKEN = Setting.secret("token").build();
  private static final Setting FROM = Setting.text("from").repeated().build();
  private static final Settings SETTINGS =
      Settings.of(
          List.of(TOKEN, FROM),
          Map.of("token", List.of(SECRET), "from", List.of("+" + PHONE, PHONE)));
  private static final HealthReport.Item ITEM =
      new HealthReport.Item("number", HealthReport.State.OK, "Shown as +1 415-555-1234", "Wait.");

  private static final List<Record> SAMPLES =
      List.of(
          new AccountNotice("k", AT, TEXT, "number " + PHONE, TEXT, Map.of("number", PHONE)),
          ATTEMPT,
          CONTACT,
          NAME,
          CARD_PHONE,
          LABELLED,
          POSTAL,
          WORK,
          new Contacts(List.of(CONTACT)),
          ContentType.TEXT,
          new EventContext(INSTANCE, "acme", Optional.of(REF), PHONE),
          new Addressee(PHONE, PHONE),
          new GroupId(PHONE),
          new InboundMessage(
              "k",
              AT,
              PHONE + TEXT,
              "id-2",
              List.of(NUMBER),
              PHONE,
              "text",
              TEXT,
              "id-1",
              Text.of(TEXT),
              Map.of("profile.name", TEXT)),
          new AddressChange("k", AT, PHONE + TEXT, List.of(NUMBER), List.of(NUMBER)),
          new ReceivedMedia(Media.Kind.IMAGE, "media-1", "image/jpeg", "hash", TEXT, TEXT),
          new Choice(TEXT, TEXT, TEXT),
          INSTANCE,
          new LinkButton(TEXT, TEXT, LINK, HEADER, TEXT),
          new ListMenu(TEXT, TEXT, List.of(SECTION), HEADER, TEXT),
          SECTION,
          ROW,
          new Location(52.5, 13.4, TEXT, TEXT),
          new LocationRequest(TEXT),
          MEDIA,
          SOURCE,
          HEADER,
          REF.id(),
          MessageProgress.accepted(),
          REF,
          NUMBER,
          new PhoneText("+" + PHONE),
          new PreferenceChange("k", AT, PHONE, List.of(NUMBER), Purpose.MARKETING, false),
          new Reaction("id-1", TEXT),
          new ReplyButtons(TEXT, List.of(BUTTON), HEADER, TEXT),
          BUTTON,
          ERROR,
          (Record) ACCEPTED,
          (Record) REJECTED,
          new SendOutcome.Unknown(ERROR),
          new SendResult(REF, REJECTED, List.of(ATTEMPT)),
          new SmsMessage(
              REF.id(),
              NUMBER,
              List.of(BODY),
              "text",
              PHONE,
              Map.of("text", PHONE),
              "id-1",
              Purpose.TRANSACTIONAL),
          STATUS,
          new Template("hello", "en", List.of(PARAMETER)),
          PARAMETER,
          BODY,
          new Unrecognized("k", AT, PHONE + TEXT, "no field for " + PHONE),
          new SenderId("0" + PHONE),
          new ShortCode("39041"),
          new UserId(PHONE),
          WebhookAnswer.of(200, "ok"),
          new ConnectionContext(INSTANCE, SETTINGS, Clock.systemUTC()),
          new HealthReport(List.of(ITEM)),
          ITEM,
          ProviderDescriptor.of("twilio-stub", "Stub", URI.create("https://example.com"))
              .settings(TOKEN, FROM)
              .contents(ContentType.TEXT)
              .recipient(PhoneNumber.class)
              .build(),
          Rate.perSecond(1),
          new Secret(SECRET),
          new SendRequest(NUMBER, BODY, "+" + PHONE, "id-1", REF.encode(), Duration.ofSeconds(5)),
          new Sender("AC1:+" + PHONE, "account " + PHONE, Rate.perSecond(1), null, Duration.ZERO),
          TOKEN,
          new SettingProblem("token", "is empty", ""),
          WebhookResult.accepted(List.of(STATUS)));

  @Test
  void noneShowsAPhoneNumberATextOrASecret() {
    assertThat(SAMPLES)
        .allSatisfy(
            sample ->
                assertThat(sample.toString())
                    .doesNotContain(PHONE.substring(3, 9), "555-1234", TEXT, SECRET, "52.5"));
    assertThat(MessageHeader.of(MEDIA).toString()).doesNotContain(TEXT, PHONE);
    assertThat(SETTINGS).hasToString("Settings[token=****, from=+14*******34|141******34]");
  }

  @Test
  void thereIsASampleOfEveryRecord() throws IOException, URISyntaxException {
    assertThat(SAMPLES.stream().map(Object::getClass).map(Class::getName))
        .containsExactlyInAnyOrderElementsOf(recordsOfTheModule());
  }

  private static List<String> recordsOfTheModule() throws IOException, URISyntaxException {
    Path classes = Path.of(Text.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes.resolve("io"))) {
      return files
          .map(file -> classes.relativize(file).toString().replace('\\', '/'))
          .filter(file -> file.endsWith(".class"))
          .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
          .filter(RecordsMaskThemselvesTest::isRecord)
          .toList();
    }
  }

  private static boolean isRecord(String name) {
    try {
      return !name.endsWith("package-info")
          && Class.forName(name, false, Text.class.getClassLoader()).isRecord();
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
