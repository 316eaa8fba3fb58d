package io.patchbay.host.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {
  private static final byte[] SENT = "0123456789".getBytes(StandardCharsets.US_ASCII);

  private final BodyBudget budget = new BodyBudget(100, 60);

  private Body read(long length, int most) throws IOException, Refusal {
    Body body = new Body(budget, length, most);
    ByteArrayInputStream in = new ByteArrayInputStream(SENT);
    while (body.readSome(in)) {
      // Until all is there.
    }
    body.complete();
    return body;
  }

  @Test
  void aBodyHoldsItsShareUntilItIsClosed() throws IOException, Refusal {
    try (Body body = new Body(budget, 50, 60)) {
      assertThat(body.reserved()).isEqualTo(50);
      assertThatThrownBy(() -> budget.reserve(51))
          .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.status()).isEqualTo(503))
          .hasMessage(
              "The bodies that are being read hold as much as they may; nothing was taken.");
    }
    budget.reserve(100);
  }

  @Test
  void aBodyOfUnknownLengthReservesTheMostAndKeepsWhatCame() throws IOException, Refusal {
    try (Body unread = new Body(budget, -1, 60)) {
      assertThat(unread.reserved()).isEqualTo(60);
    }
    try (Body body = read(-1, 60)) {
      assertThat(body.bytes()).isEqualTo(SENT);
      assertThat(body.reserved()).isEqualTo(SENT.length);
      budget.reserve(90);
    }
  }

  @Test
  void anAnnouncedBodyIsNotCopied() throws IOException, Refusal {
    try (Body body = read(SENT.length, 60)) {
      assertThat(body.bytes()).isEqualTo(SENT).isSameAs(body.bytes());
      assertThat(body.full()).isTrue();
    }
  }

  @Test
  void oneByteTooManyIsSeen() throws IOException, Refusal {
    try (Body exact = read(-1, SENT.length)) {
      assertThat(exact.tooLarge()).isFalse();
    }
    Body body = new Body(budget, -1, SENT.length - 1);
    assertThat(body.readSome(new ByteArrayInputStream(SENT))).isTrue();
    body.readSome(new ByteArrayInputStream(SENT));
    assertThat(body.tooLarge()).isTrue();
    body.close();
  }

  @Test
  void whatIsWaitedForGetsHalfAndTheLargestFitsInAnyCase() throws Refusal {
    budget.reserveAwaited(60);
    assertThatThrownBy(() -> budget.reserveAwaited(1)).isInstanceOf(Refusal.class);
    budget.releaseAwaited(60);
    budget.reserveAwaited(60);
  }
}
