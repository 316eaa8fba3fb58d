package io.patchbay.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CategoryTest {
  @Test
  void theTableOfProperties() {
    assertThat(Arrays.stream(Category.values()).map(CategoryTest::row))
        .containsExactly(
            "NOT_CONFIGURED",
            "AUTHENTICATION other-provider blocks",
            "PERMISSION other-provider blocks",
            "ACCOUNT_RESTRICTED other-provider blocks",
            "PAYMENT other-provider blocks",
            "SENDER other-provider",
            "SPAM_LIMITED other-provider",
            "UNAVAILABLE other-provider",
            "NETWORK other-provider",
            "UNSUPPORTED other-provider other-content",
            "WINDOW_CLOSED other-provider other-content",
            "TEMPLATE other-provider other-content",
            "RECIPIENT_UNREACHABLE other-provider",
            "RATE_LIMITED throttled",
            "RECIPIENT_RATE_LIMITED throttled",
            "MARKETING_CAPPED",
            "RECIPIENT_INVALID",
            "RECIPIENT_BLOCKED",
            "OPTED_OUT",
            "NO_CONSENT",
            "MEDIA",
            "REQUEST",
            "UNKNOWN_SERVER",
            "UNREADABLE_ANSWER",
            "PROVIDER_DEFECT",
            "OTHER");
  }

  @Test
  void theUsualRetryAndScope() {
    assertThat(
            Arrays.stream(Category.values())
                .filter(
                    category ->
                        category.usualRetry() != Retry.NEVER
                            || category.usualScope() != Scope.MESSAGE)
                .map(
                    category ->
                        category + " " + category.usualRetry() + " " + category.usualScope()))
        .containsExactly(
            "AUTHENTICATION NEVER CONNECTION",
            "PERMISSION NEVER CONNECTION",
            "ACCOUNT_RESTRICTED LATER ACCOUNT",
            "PAYMENT NEVER ACCOUNT",
            "SENDER NEVER SENDER",
            "SPAM_LIMITED LATER SENDER",
            "UNAVAILABLE BACKOFF CONNECTION",
            "NETWORK BACKOFF CONNECTION",
            "TEMPLATE NEVER TEMPLATE",
            "RECIPIENT_UNREACHABLE NEVER RECIPIENT",
            "RATE_LIMITED BACKOFF CONNECTION",
            "RECIPIENT_RATE_LIMITED BACKOFF RECIPIENT",
            "MARKETING_CAPPED NEVER RECIPIENT",
            "RECIPIENT_INVALID NEVER RECIPIENT",
            "RECIPIENT_BLOCKED NEVER RECIPIENT",
            "OPTED_OUT NEVER RECIPIENT");
  }

  private static String row(Category category) {
    List<String> words = new ArrayList<>(List.of(category.name()));
    if (category.curedByAnotherProvider()) {
      words.add("other-provider");
    }
    if (category.curedByAnotherContent()) {
      words.add("other-content");
    }
    if (category.throttled()) {
      words.add("throttled");
    }
    if (category.blocksInstance()) {
      words.add("blocks");
    }
    return String.join(" ", words);
  }
}
