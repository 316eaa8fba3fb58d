package io.patchbay.registry.config;

import static io.patchbay.registry.config.OptOutRules.Meaning.NEAR_STOP;
import static io.patchbay.registry.config.OptOutRules.Meaning.NONE;
import static io.patchbay.registry.config.OptOutRules.Meaning.START;
import static io.patchbay.registry.config.OptOutRules.Meaning.STOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.registry.internal.config.StopWords;
import io.patchbay.registry.plugin.ProviderCatalog;
import io.patchbay.registry.routing.ConfigurationChecker;
import io.patchbay.registry.routing.RegistryRig;
import io.patchbay.testkit.FakeProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("locale")
class OptOutRulesTest {
  private final OptOutRules standard = OptOutRules.standard();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STOP",
        "stop",
        " Stop! ",
        "\"stop\".",
        "\u200eSTOP\u200f",
        "st\u200bop",
        "st\u00adop",
        "\ufeffstop\n",
        "stop\ufe0f",
        "\uff33\uff34\uff2f\uff30",
        "\u00a1STOP!",
        "(stop)",
        "unsubscribe",
        "UNSUBSCR\u0130BE",
        "unsubscr\u0131be",
        "qu\u0131t",
        "End",
        "cancel\u2026",
        "STOP \ud83d\udd90",
        "\ud83d\uded1 stop",
        "stop \u2764\ufe0f",
        "~stop~",
        "`stop`",
        "*STOP*",
        "STOP +",
        "stopall",
        "Stop all",
        "STOP-ALL",
        "revoke",
        "OPTOUT",
        "opt out",
        "opt-out",
        "Opt\u2011Out.",
        "st op",
        "st\u00f3p",
        "s.t.o.p",
        "S.T.O.P."
      })
  void everySpellingOfAStopWordStops(String text) {
    assertThat(standard.meaningOf(text)).isEqualTo(STOP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "!",
        "nonstop",
        "START now",
        "yes",
        "the weekend",
        "Top!",
        "shop",
        "stomp",
        "quiet",
        "step",
        "send",
        "sto",
        "\ud83d\uded1"
      })
  void anyOtherTextMeansNothing(String text) {
    assertThat(standard.meaningOf(text)).isEqualTo(NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "please stop",
        "Stop. Thank you",
        "stop sending",
        "stop it",
        "I want to opt out",
        "STOP!!! NOW",
        "Where does the bus stop?",
        "STOPP",
        "STPO",
        "stops",
        "Unsubscribed",
        "Cancelled",
        "STOPPED",
        "unsubscibe",
        "CANCLE"
      })
  void aStopWordWithMoreAroundItIsReportedOnly(String text) {
    assertThat(standard.meaningOf(text)).isEqualTo(NEAR_STOP);
  }

  @Test
  void theWordsOfALanguageStopAsWell() {
    try (RegistryRig rig = new RegistryRig()) {
      rig.publish(
          """
          "acme": {"sms": {"optOut": {"languages": ["de", "fr", "es", "pt", "it", "nl", "pl", "tr",
            "ar", "hi", "id", "ru", "ja", "zh"]}}},
          "leaf": {"parent": "acme", "sms": {"optOut": {"stopWords": ["HALT"]}}},
          "none": {"parent": "acme", "sms": {"optOut": {"languages": []}}}
          """);
      OptOutRules rules = rig.routing("acme").optOut();
      assertThat(
              List.of(
                  "Stopp!",
                  "abmelden",
                  "Arr\u00eat",
                  "ARRET",
                  "d\u00e9sinscrire",
                  "baja",
                  "Parar",
                  "sair",
                  "basta",
                  "afmelden",
                  "rezygnuje",
                  "iptal",
                  "\u0130PTAL",
                  "\u0625\u064a\u0642\u0627\u0641",
                  "\u092c\u0902\u0926",
                  "berhenti",
                  "\u0441\u0442\u043e\u043f",
                  "\u505c\u6b62",
                  "\u9000\u8ba2",
                  "stop"))
          .allSatisfy(word -> assertThat(rules.meaningOf(word)).as(word).isEqualTo(STOP));
      assertThat(rules.meaningOf("Bitte abmelden")).isEqualTo(NEAR_STOP);
      assertThat(rig.routing("leaf").optOut().meaningOf("abmelden")).isEqualTo(STOP);
      // Its own list has no "stop", but that of German has "Stopp".
      assertThat(rig.routing("leaf").optOut().meaningOf("stop")).isEqualTo(NEAR_STOP);
      assertThat(rig.routing("none").optOut()).isEqualTo(OptOutRules.standard());
    }
  }

  @Test
  void noListHasAStartWordInIt() {
    assertThat(StopWords.languages()).hasSizeGreaterThanOrEqualTo(10);
    for (String language : StopWords.languages()) {
      assertThat(StopWords.of(language))
          .as(language)
          .isNotEmpty()
          .allSatisfy(word -> assertThat(OptOutRules.fold(word)).isNotEmpty())
          .noneMatch(word -> standard.meaningOf(word) == START);
    }
  }

  @Test
  void anUnknownLanguageIsReported() {
    String json =
        """
        {"workspaces": {"acme": {"sms": {"defaultProvider": "fake", "providers": {"fake": {}},
          "optOut": {"languages": ["de", "xx", 1]}}}}}
        """;
    assertThat(
            new ConfigurationChecker(
                    ProviderCatalog.of(new FakeProvider("fake")), Map.<String, String>of()::get)
                .check(json, Path.of("")))
        .extracting(ConfigurationProblem::describe)
        .hasSize(2)
        .allMatch(problem -> problem.contains("use some of ar, cs, da, de"))
        .first()
        .asString()
        .startsWith("workspaces.acme.sms.optOut.languages = \"xx\": holds something that is no");
  }

  @Test
  void ofALongTextOnlyTheFirstLineCounts() {
    String signature = "sent from a phone, with apologies for the brevity. ".repeat(3);
    assertThat(standard.meaningOf("stop" + " ".repeat(5_000))).isEqualTo(STOP);
    assertThat(standard.meaningOf("stop" + "\u00a0".repeat(200))).isEqualTo(STOP);
    assertThat(standard.meaningOf("\u200b".repeat(200) + "stop" + "!".repeat(200))).isEqualTo(STOP);
    for (String start :
        List.of("STOP\n", "STOP\u2028", "STOP" + " ".repeat(200) + "\n", "STOPP\n")) {
      assertThat(standard.meaningOf(start + signature)).as(start).isEqualTo(NEAR_STOP);
    }
    assertThat(standard.meaningOf("START\n" + signature)).isEqualTo(NONE);
    assertThat(standard.meaningOf(" ".repeat(5_000))).isEqualTo(NONE);
    assertThat(standard.meaningOf(signature + "\nstop\n" + signature)).isEqualTo(NONE);
    assertThat(standard.meaningOf("stop ".repeat(5_000))).isEqualTo(NONE);
  }

  @Test
  void theDefaultLocaleDoesNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      OptOutRules rules = new OptOutRules(Set.of("dinle\u00adme", "ISTEMIYORUM"), Set.of(), true);
      assertThat(rules.meaningOf("\u0130STEM\u0130YORUM")).isEqualTo(STOP);
      assertThat(rules.meaningOf("istemiyorum")).isEqualTo(STOP);
      assertThat(rules.meaningOf("DINLEME")).isEqualTo(STOP);
      assertThat(standard.meaningOf("UNSUBSCRIBE")).isEqualTo(STOP);
      assertThat(standard.meaningOf("quit")).isEqualTo(STOP);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void phrasesAndOtherScriptsAreWordsToo() {
    OptOutRules rules =
        new OptOutRules(
            Set.of(
                "no  m\u00e1s",
                "\u0421\u0422\u041e\u041f",
                "\u03c3\u03c4\u03bf\u03c0\u03c2",
                "\u505c\u6b62",
                "stra\u00dfe"),
            Set.of(),
            true);
    assertThat(
            List.of(
                "No m\u00e1s.",
                "no\u00a0ma\u0301s",
                "\u0441\u0442\u043e\u043f",
                "\u03a3\u03a4\u039f\u03a0\u03a3",
                "\u505c\u6b62\u3002",
                "STRASSE"))
        .allSatisfy(text -> assertThat(rules.meaningOf(text)).as(text).isEqualTo(STOP));
  }

  @Test
  void startWordsAllowAgainUnlessTheyStop() {
    assertThat(standard.meaningOf("Start.")).isEqualTo(START);
    assertThat(standard.meaningOf("unstop")).isEqualTo(START);
    assertThat(new OptOutRules(Set.of("GO"), Set.of("go"), true).meaningOf("go")).isEqualTo(STOP);
  }

  @Test
  void eachKeyIsInheritedByItself() {
    try (RegistryRig rig = new RegistryRig()) {
      rig.publish(
          """
          "top": {"sms": {"requireConsent": true, "optOut": {"stopWords": ["HALT"], "stops": "marketing"}}},
          "mid": {"parent": "top", "sms": {"optOut": {"startWords": ["GO"]}}},
          "leaf": {"parent": "mid", "sms": {"requireConsent": false, "optOut": {"stopWords": []}}}
          """);
      assertThat(rig.routing("mid").optOut())
          .isEqualTo(new OptOutRules(Set.of("HALT"), Set.of("GO"), false));
      assertThat(rig.routing("leaf").optOut())
          .isEqualTo(new OptOutRules(Set.of(), Set.of("GO"), false));
      assertThat(rig.routing("mid").requireConsent()).isTrue();
      assertThat(rig.routing("leaf").requireConsent()).isFalse();
      assertThat(rig.routing("leaf").lineage()).containsExactly("leaf", "mid", "top");
      rig.publish("\"plain\": {\"sms\": {\"optOut\": {\"stopWords\": [\"!\"]}}}");
      assertThat(rig.routing("plain").optOut()).isEqualTo(OptOutRules.standard());
      assertThat(rig.routing("plain").requireConsent()).isFalse();
    }
  }

  @Test
  void everythingWrongIsTold() {
    String json =
        """
        {"workspaces": {"acme": {"sms": {"defaultProvider": "fake", "providers": {"fake": {}},
          "requireConsent": "maybe",
          "optOut": {"stopWord": ["x"], "stopWords": ["!", 1, "%s"], "startWords": [],
                     "stops": "som"}}}}}
        """
            .formatted("x".repeat(101));
    String at = "workspaces.acme.sms.";
    String example = "for example [\"STOP\", \"UNSUBSCRIBE\"]; an empty list turns it off";
    assertThat(
            new ConfigurationChecker(
                    ProviderCatalog.of(new FakeProvider("fake")), Map.<String, String>of()::get)
                .check(json, Path.of("")))
        .extracting(ConfigurationProblem::describe)
        .containsExactly(
            at
                + "requireConsent = \"maybe\": is neither true nor false; Whether a message is"
                + " refused unless the person's consent is on record.",
            at + "optOut.stopWord: is not a key here; did you mean 'stopWords'?",
            at + "optOut.stops = \"som\": is none of all, marketing; for example marketing",
            at
                + "optOut.stopWords = \"!\": has nothing but punctuation and white space, which are"
                + " not compared; "
                + example,
            at + "optOut.stopWords: holds something that is not a word; " + example,
            at + "optOut.stopWords: holds a word of more than 100 characters; " + example);
  }

  @Test
  void aWordInBothListsIsTold() {
    String json =
        """
        {"workspaces": {"acme": {"sms": {"defaultProvider": "fake", "providers": {"fake": {}},
          "optOut": {"stopWords": ["GO"], "startWords": ["go"]}}}}}
        """;
    assertThat(
            new ConfigurationChecker(
                    ProviderCatalog.of(new FakeProvider("fake")), Map.<String, String>of()::get)
                .check(json, Path.of("")))
        .extracting(ConfigurationProblem::describe)
        .containsExactly(
            "workspaces.acme.sms.optOut.startWords = \"go\": is a stop word too; take it out of one"
                + " of the two lists");
  }
}
