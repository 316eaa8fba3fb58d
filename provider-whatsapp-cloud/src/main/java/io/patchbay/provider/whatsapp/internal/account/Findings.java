package io.patchbay.provider.whatsapp.internal.account;

import io.patchbay.channel.Masking;
import io.patchbay.channel.SendError;
import io.patchbay.channel.spi.HealthReport;
import io.patchbay.channel.spi.HealthReport.State;
import io.patchbay.provider.whatsapp.internal.graph.TokenRedaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects what a health check sees, without this connection's secrets. Not thread-safe. */
public final class Findings {
  /** For all that has no remedy of its own. */
  public static final String LOOK = "Look into WhatsApp Manager.";

  private final List<HealthReport.Item> items = new ArrayList<>();
  private final TokenRedaction redaction;

  Findings(TokenRedaction redaction) {
    this.redaction = redaction;
  }

  void add(String name, State state, String detail, String remedy) {
    items.add(new HealthReport.Item(clean(name), state, clean(detail), clean(remedy)));
  }

  /**
   * A sentence of Meta's, without secrets and with phone numbers masked. In this order: a masked
   * run of digits would make a token unrecognisable and leave the rest of it.
   */
  String quote(String sentence) {
    return Masking.numbersIn(clean(sentence));
  }

  private String clean(String text) {
    return Objects.requireNonNull(redaction.clean(text));
  }

  /** Something that could not be asked for, and without which nothing works. */
  void failed(String name, @Nullable SendError error) {
    add(
        name,
        State.FAILED,
        error == null ? "no answer" : reason(error),
        error == null || error.remedy().isEmpty() ? LOOK : error.remedy());
  }

  /** Something that could not be asked for. */
  void unknown(String name, @Nullable SendError error) {
    add(
        name,
        State.NOT_CHECKED,
        error == null ? "Meta does not say" : reason(error),
        error == null || error.remedy().isEmpty() ? LOOK : error.remedy());
  }

  /** The error without its remedy, which has a column of its own. */
  private static String reason(SendError error) {
    return error.toBuilder().remedy("").build().describe();
  }

  /**
   * A word of Meta's.
   *
   * @param good words that are as they should be
   * @param bad words with which nothing works; all others deserve a look
   * @param remedy for all that are not good
   */
  void word(
      String name, @Nullable String word, List<String> good, List<String> bad, String remedy) {
    if (word == null) {
      unknown(name, null);
    } else if (good.contains(word)) {
      add(name, State.OK, word, "");
    } else {
      add(name, bad.contains(word) ? State.FAILED : State.WARNING, word, remedy);
    }
  }

  static @Nullable String capitals(@Nullable String word) {
    return word == null ? null : word.toUpperCase(Locale.ROOT);
  }

  HealthReport report() {
    return new HealthReport(items);
  }
}
