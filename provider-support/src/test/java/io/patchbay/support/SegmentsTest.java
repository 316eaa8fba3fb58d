package io.patchbay.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentsTest {
  private static final String EMOJI = "\uD83D\uDE00";

  private static void check(String body, String encoding, int count) {
    assertThat(Segments.of(body)).isEqualTo(new Segments(encoding, count));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "160,1", "161,2", "306,2", "307,3", "459,3", "460,4", "1600,11"})
  void plainTextTakes160SeptetsAloneAnd153InEachPart(int length, int count) {
    check("a".repeat(length), "GSM-7", count);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "70,1", "71,2", "134,2", "135,3", "201,3", "202,4"})
  void otherAlphabetsTake70UnitsAloneAnd67InEachPart(int length, int count) {
    check("я".repeat(length), "UCS-2", count);
  }

  @Test
  void theWholeAlphabetIsRecognisedAndNothingElse() {
    String alphabet =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
            + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    assertThat(alphabet).hasSize(127); // 128 positions, one of which is the escape
    check(alphabet, "GSM-7", 1);
    check("\f^{}\\[~]|€", "GSM-7", 1);
    for (String other : new String[] {"ç", "`", "á", "’", "\t", "\u001B", "\u00A0", "İ", "ı"}) {
      check(other, "UCS-2", 1);
    }
  }

  @Test
  void anExtendedCharacterTakesTwoSeptets() {
    check("€".repeat(80), "GSM-7", 1);
    check("€".repeat(80) + "a", "GSM-7", 2);
  }

  @Test
  void anEscapePairIsNotCutInTwo() {
    // 152 + 2 does not fit into 153: the pair moves on, and the rest no longer fits into part two.
    check("a".repeat(152) + "€" + "a".repeat(151), "GSM-7", 2);
    check("a".repeat(152) + "€" + "a".repeat(152), "GSM-7", 3);
    check("a".repeat(306), "GSM-7", 2);
  }

  @Test
  void aSurrogatePairIsNotCutInTwo() {
    check(EMOJI.repeat(35), "UCS-2", 1);
    check(EMOJI.repeat(36), "UCS-2", 2);
    check(EMOJI.repeat(66), "UCS-2", 2);
    // 134 units, but each part holds 33 pairs of 2 units and not 33 and a half.
    check(EMOJI.repeat(67), "UCS-2", 3);
  }

  @Test
  void oneForeignCharacterMakesAllOfItUcs2() {
    check("a".repeat(70) + "я", "UCS-2", 2);
  }

  @Test
  void halfASurrogatePairIsCountedAsOneUnit() {
    check("\uD83D", "UCS-2", 1);
  }
}
