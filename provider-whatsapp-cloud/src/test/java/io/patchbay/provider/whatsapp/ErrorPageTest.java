package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.provider.whatsapp.internal.graph.Classifier;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** {@code docs/whatsapp-errors.md} shows the catalogue of errors as it is. */
class ErrorPageTest {
  private static final String INTRODUCTION =
      """
      # Errors of the WhatsApp Cloud API

      Written by `ErrorPageTest` from `errors.tsv`, the catalogue that the provider decides by. The code alone
      decides, never the HTTP status or the words; only code 100 has a subcode that counts. A code links to Meta's
      page. For a code that is not listed the HTTP status decides: 429 is throttling, another 4xx a refusal, and
      after anything else nobody knows whether the message was taken.

      | retry | meaning |
      |---|---|
      | `NEVER` | This message will not pass as it is. |
      | `BACKOFF` | Not taken; the same message passes after a while. |
      | `LATER` | Not taken; nothing in the scope passes until something has changed or the time is over. |
      | outcome unknown | It may have been taken. The outcome is `Unknown`, and nothing sends it again by itself. |

      The scope says what else is concerned: the message alone, its recipient, its template, the sender's number,
      the connection with its token, or the whole account.

      | code | meaning | category | retry | scope | what to do |
      |---|---|---|---|---|---|
      """;

  @Test
  void documentationShowsTheCatalogue() throws IOException {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    for (String[] columns : ErrorCatalogTest.lines()) {
      String pause = columns[4].isEmpty() ? "" : ", at least " + time(columns[4]);
      page.append("| [").append(columns[0].replace("/", ", subcode "));
      page.append("][meta] | ").append(columns[6]);
      page.append(" | `").append(columns[1]).append("` | ").append(retry(columns[2]));
      page.append(pause).append(" | ").append(columns[3]).append(" | ");
      page.append(columns[5]).append(" |\n");
    }
    page.append("\n[meta]: ").append(Classifier.DOCUMENTATION).append("\n");

    DocumentationPage.isUpToDate("whatsapp-errors.md", page.toString());
  }

  @Test
  void everyCodeHasAMeaningAndARemedyThatAreSentences() throws IOException {
    assertThat(ErrorCatalogTest.lines())
        .allSatisfy(
            columns -> {
              assertThat(columns).as(columns[0]).hasSize(7);
              assertThat(columns[5]).as(columns[0]).matches("[A-Z].{15,}\\.");
              assertThat(columns[6]).as(columns[0]).matches("[A-Z].{15,}\\.");
            });
  }

  private static String retry(String resend) {
    return resend.equals("unknown")
        ? "outcome unknown"
        : "`" + resend.toUpperCase(Locale.ROOT) + "`";
  }

  private static String time(String duration) {
    return duration
        .substring(2)
        .replace("H", " hours")
        .replace("M", " minutes")
        .replace("S", " seconds");
  }
}
