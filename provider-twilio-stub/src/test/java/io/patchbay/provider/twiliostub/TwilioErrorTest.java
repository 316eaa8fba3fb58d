package io.patchbay.provider.twiliostub;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.channel.Category;
import io.patchbay.channel.Retry;
import io.patchbay.channel.Scope;
import io.patchbay.channel.SendError;
import java.net.URI;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TwilioErrorTest {
  @Test
  void theTableOfCodes() {
    assertThat(Arrays.stream(TwilioError.values()).map(TwilioError::error))
        .extracting(
            error ->
                String.join(
                    " ",
                    String.valueOf(error.code()),
                    error.category().name(),
                    error.retry().name(),
                    error.scope().name()))
        .containsExactly(
            "21211 RECIPIENT_INVALID NEVER RECIPIENT",
            "21212 SENDER LATER SENDER",
            "21408 PERMISSION LATER RECIPIENT",
            "21606 SENDER LATER SENDER",
            "21610 OPTED_OUT NEVER RECIPIENT",
            "21611 RATE_LIMITED BACKOFF SENDER",
            "21612 RECIPIENT_UNREACHABLE NEVER RECIPIENT",
            "21614 RECIPIENT_UNREACHABLE NEVER RECIPIENT",
            "21617 UNSUPPORTED NEVER MESSAGE",
            "30001 RATE_LIMITED BACKOFF SENDER",
            "30002 ACCOUNT_RESTRICTED LATER ACCOUNT",
            "30003 RECIPIENT_UNREACHABLE NEVER RECIPIENT",
            "30004 RECIPIENT_UNREACHABLE NEVER RECIPIENT",
            "30005 RECIPIENT_UNREACHABLE NEVER RECIPIENT",
            "30006 RECIPIENT_UNREACHABLE NEVER RECIPIENT",
            "30007 SPAM_LIMITED NEVER MESSAGE",
            "30008 OTHER NEVER MESSAGE");
  }

  @Test
  void aMissingCountryPermissionDoesNotBlockTheInstance() {
    assertThat(TwilioError.NO_PERMISSION_FOR_REGION.error().scope())
        .isNotIn(Scope.CONNECTION, Scope.ACCOUNT);
  }

  @Test
  void everyCodeHasItsPage() {
    assertThat(Arrays.stream(TwilioError.values()).map(TwilioError::error))
        .allSatisfy(
            error ->
                assertThat(error.documentation())
                    .isEqualTo(
                        URI.create("https://www.twilio.com/docs/api/errors/" + error.code())));
  }

  @Test
  void aListedCodeIsFoundAgain() {
    assertThat(TwilioError.of("30003")).isEqualTo(TwilioError.HANDSET_UNREACHABLE.error());
  }

  @Test
  void anUnknownCodeIsKept() {
    assertThat(TwilioError.of("39999"))
        .isEqualTo(
            new SendError(
                Category.OTHER,
                Retry.NEVER,
                Scope.MESSAGE,
                "39999",
                "Twilio reported an error that this module does not know",
                null,
                null,
                null,
                "Look the code up on Twilio's page.",
                URI.create("https://www.twilio.com/docs/api/errors/39999")));
    assertThat(TwilioError.of("../x").documentation()).isNull();
  }
}
