package io.patchbay.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SmsMessageTest {
  private static final SmsMessage FULL =
      new SmsMessage(
          new MessageId("order-17"),
          new PhoneNumber("14155551234"),
          List.of(Template.of("hello", "en"), Text.of("Hello")),
          "whatsapp",
          "15005550006",
          Map.of("text", "15005550099"),
          "wamid.1",
          Purpose.MARKETING);

  @Test
  void theBuilderKeepsEveryPart() {
    assertThat(
            SmsMessage.to(new PhoneNumber("14155551234"))
                .id("order-17")
                .content(Template.of("hello", "en"))
                .text("Hello")
                .provider("whatsapp")
                .from("15005550006")
                .from("text", "15005550099")
                .replyTo("wamid.1")
                .purpose(Purpose.MARKETING)
                .build())
        .isEqualTo(FULL);
  }

  @Test
  void aMessageGoesThroughItsBuilderUnchanged() {
    assertThat(FULL.toBuilder().build()).isEqualTo(FULL);
    SmsMessage small = SmsMessage.to("(415) 555-1234").text("Hello").build();
    assertThat(small.toBuilder().build()).isEqualTo(small);
    assertThat(FULL.toBuilder().text("Or this").build().contents()).hasSize(3);
    assertThat(FULL.contents()).hasSize(2);
  }

  @Test
  void aShortMessageIsTransactionalAndGetsAnId() {
    SmsMessage message = SmsMessage.to("(415) 555-1234").text("Hello").build();

    assertThat(message)
        .isEqualTo(
            new SmsMessage(
                message.id(),
                new PhoneText("(415) 555-1234"),
                List.of(Text.of("Hello")),
                null,
                null,
                Map.of(),
                null,
                Purpose.TRANSACTIONAL));
    assertThat(SmsMessage.to("1").text("Hello").build().id()).isNotEqualTo(message.id());
  }

  @Test
  void anInstancesOwnSenderWins() {
    assertThat(FULL.fromFor("text")).isEqualTo("15005550099");
    assertThat(FULL.fromFor("whatsapp")).isEqualTo("15005550006");
    assertThat(SmsMessage.to("1").text("Hello").build().fromFor("text")).isNull();
  }

  @Test
  void aMessageWithoutContentIsRefused() {
    SmsMessage.Builder empty = SmsMessage.to("1").id("order-17");
    assertThatThrownBy(empty::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Message order-17 has no content");
  }

  /** Callers that are not checked for null get a sentence instead of a line number. */
  @Test
  @SuppressWarnings("NullAway")
  void aPartThatIsNullIsNamed() {
    SmsMessage.Builder builder = SmsMessage.to("+14155551234");
    Map<String, ThrowingCallable> parts =
        Map.of(
            "The recipient", () -> SmsMessage.to((String) null),
            "The message's id", () -> builder.id(null),
            "The text", () -> builder.text(null),
            "The content", () -> builder.content(null),
            "The instance to send through", () -> builder.provider(null),
            "The sender", () -> builder.from(null),
            "The instance of a sender", () -> builder.from(null, "x"),
            "The message to reply to", () -> builder.replyTo(null),
            "The purpose", () -> builder.purpose(null));
    parts.forEach(
        (what, call) ->
            assertThatThrownBy(call)
                .isInstanceOf(NullPointerException.class)
                .hasMessage(what + " is null: give a value or leave it out"));
  }

  @Test
  void itShowsWhereItGoesAndNoNumbers() {
    assertThat(FULL)
        .hasToString(
            "SmsMessage[order-17, PhoneNumber[141******34], [Template[hello, en, 0 parameters],"
                + " Text[<5 characters>]], provider whatsapp, from 150******06, own senders for"
                + " [text], replies to wamid.1, MARKETING]");
    assertThat(SmsMessage.to("12345").id("m").text("Hello").build())
        .hasToString("SmsMessage[m, PhoneText[***], [Text[<5 characters>]], TRANSACTIONAL]");
  }
}
