package io.patchbay.provider.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Writes the coverage page, or fails when the one at hand is another. With {@code
 * -Dpatchbay.docs.write=true} the page is replaced.
 */
class CoveragePageTest {
  private static final int MOST_SAMPLES = 3;

  private final Coverage coverage = Coverage.of(Sample.all());

  @Test
  void pageSaysWhatTheSamplesShow() throws IOException {
    DocumentationPage.isUpToDate("whatsapp-coverage.md", page());
  }

  @Test
  void nothingIsMissing() {
    assertThat(page().lines().filter(line -> line.contains("**missing**"))).isEmpty();
  }

  private String page() {
    List<String> lines = new ArrayList<>();
    lines.add("# What of WhatsApp this project can say");
    lines.add("");
    lines.add("Written by `CoveragePageTest` from the samples that `ContentBodyTest` sends and");
    lines.add(
        "compares whole. \"v23\" stands for Meta's OpenAPI document of that version, against");
    lines.add("which `MetaSchemaTest` validates every one of them where the document is at hand;");
    lines.add(
        "\"pages\" is what only Meta's pages describe. `ReceivedBodiesTest` does the same with");
    lines.add("every JSON body that any test of the module has sent.");
    table(lines, "Messages", "message", Coverage.MESSAGES, Coverage.NEWER_MESSAGES);
    table(
        lines,
        "Interactive messages",
        "interactive",
        Coverage.INTERACTIVE,
        Coverage.NEWER_INTERACTIVE);
    table(lines, "Headers of interactive messages", "header", Coverage.HEADERS, List.of());
    table(
        lines,
        "Components of templates",
        "component",
        Coverage.COMPONENTS,
        Coverage.NEWER_COMPONENTS);
    table(lines, "Buttons of templates", "button", Coverage.BUTTONS, Coverage.NEWER_BUTTONS);
    lines.add("");
    lines.add(
        "One-time passwords go out as `url` buttons; `TemplateButton.other` takes what is yet");
    lines.add("to come. Buttons for a single product (`spm`), for a call permission, for contact");
    lines.add(
        "details and for a phone number take nothing when a template is sent; a single product");
    lines.add("stands in the header.");
    table(
        lines,
        "Parameters of headers and bodies",
        "parameter",
        Coverage.PARAMETERS,
        Coverage.NEWER_PARAMETERS);
    table(
        lines,
        "Parameters of buttons",
        "button parameter",
        Coverage.BUTTON_PARAMETERS,
        Coverage.NEWER_BUTTON_PARAMETERS);
    around(lines);
    rawCalls(lines);
    repairs(lines);
    return String.join("\n", lines) + "\n";
  }

  private void table(
      List<String> lines, String title, String group, List<String> v23, List<String> newer) {
    lines.add("");
    lines.add("## " + title);
    lines.add("| kind | known from | class | samples |");
    lines.add("|---|---|---|---|");
    v23.forEach(kind -> lines.add(row(group, kind, "v23")));
    newer.forEach(kind -> lines.add(row(group, kind, "pages")));
  }

  private String row(String group, String kind, String origin) {
    Set<String> classes = coverage.classes(group, kind);
    String shown =
        classes.isEmpty()
            ? "**missing** | a `RawMessage` can say it"
            : "`" + String.join("`, `", classes) + "` | " + samples(coverage.samples(group, kind));
    return "| `" + kind + "` | " + origin + " | " + shown + " |";
  }

  private static String samples(Set<String> names) {
    String first = String.join("; ", names.stream().limit(MOST_SAMPLES).toList());
    return names.size() <= MOST_SAMPLES
        ? first
        : first + "; and " + (names.size() - MOST_SAMPLES) + " more";
  }

  private static void around(List<String> lines) {
    lines.add("");
    lines.add("## Around messages");
    lines.add("| what | class | test |");
    lines.add("|---|---|---|");
    lines.add("| reply to a message, on every kind | `SmsMessage.replyTo` | `ContentBodyTest` |");
    lines.add("| our reference, on every kind | `SendRequest.reference` | `ContentBodyTest` |");
    lines.add("| phone number, user id, group | `Address` | `RequestBodyTest` |");
    lines.add("| identity key hash | `WithIdentityCheck` | `ContentBodyTest` |");
    lines.add("| marketing messages endpoint | `MarketingMessage` | `ContentBodyTest` |");
    lines.add("| anything else as JSON | `RawMessage` | `ContentBodyTest` |");
    lines.add("| mark as read, typing indicator | `ReadReceipts` | `ReadReceiptsTest` |");
    lines.add("| what is refused before any call | `Violations` | `ContentRulesTest` |");
  }

  private static void rawCalls(List<String> lines) {
    lines.add("");
    lines.add("## Reachable by raw call only");
    lines.add("Groups, calls, commerce settings, automation and analytics have no interface of");
    lines.add(
        "their own. `GraphCalls` reaches them, and whatever else the Graph API has, with this");
    lines.add("connection's token and below its address only; `GraphCallsTest` makes these calls.");
    lines.add("");
    lines.add("```java");
    lines.add("GraphAnswer answer = channel.use(");
    lines.add(
        "    new InstanceId(\"acme\", \"whatsapp\"), GraphCalls.class, calls -> /* one of these */);");
    lines.add("```");
    lines.add("| area | call |");
    lines.add("|---|---|");
    RawCallExamples.ALL.forEach(
        example -> lines.add("| " + example.area() + " | `" + example.code() + "` |"));
    lines.add("");
    lines.add("An answer is its status, its JSON as text and the trace id; a refusal is a");
    lines.add(
        "`ProviderException` with Meta's code, details and a remedy, as everywhere here. Of a");
    lines.add("paged answer the next page is asked for with `after`. `calls.withRefusals()` hands");
    lines.add(
        "a refusal out as an answer with its JSON instead. Nothing but JSON is sent: files go");
    lines.add("by `MediaStore`.");
  }

  private static void repairs(List<String> lines) {
    lines.add("");
    lines.add("## Where Meta's v23 schema is not followed");
    lines.add("| what | why |");
    lines.add("|---|---|");
    SchemaRepair.ALL.forEach(
        repair -> lines.add("| " + repair.name() + " | " + repair.reason() + " |"));
  }
}
