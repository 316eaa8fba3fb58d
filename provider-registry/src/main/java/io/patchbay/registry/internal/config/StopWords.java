package io.patchbay.registry.internal.config;

import io.patchbay.registry.config.OptOutRules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Words by which people stop messages, by language: what operators and senders ask people to write,
 * and the verbs that people use instead. Accents, spaces and hyphens need no forms of their own.
 * Immutable and thread-safe.
 */
public final class StopWords {
  private static final Map<String, List<String>> BY_LANGUAGE = byLanguage();

  private StopWords() {}

  private static Map<String, List<String>> byLanguage() {
    Map<String, List<String>> words = new TreeMap<>();
    words.put("en", OptOutRules.DEFAULT_STOP_WORDS);
    words.put(
        "ar",
        List.of(
            "إيقاف", "ايقاف", "توقف", "قف", "إلغاء", "الغاء", "إلغاء الاشتراك", "الغاء الاشتراك"));
    words.put("cs", List.of("ODHLASIT", "ODHLÁSIT SE", "KONEC", "ZRUŠIT"));
    words.put("da", List.of("STOP", "AFMELD", "FRAMELD", "AFSLUT"));
    words.put(
        "de", List.of("STOPP", "ABMELDEN", "ABBESTELLEN", "AUSTRAGEN", "BEENDEN", "ABMELDUNG"));
    words.put("el", List.of("ΣΤΟΠ", "ΔΙΑΓΡΑΦΗ", "ΔΙΑΚΟΠΗ", "ΑΚΥΡΩΣΗ"));
    words.put(
        "es",
        List.of(
            "BAJA",
            "PARAR",
            "ALTO",
            "CANCELAR",
            "DETENER",
            "DAR DE BAJA",
            "DARME DE BAJA",
            "SALIR"));
    words.put("fi", List.of("LOPETA", "SEIS", "PERUUTA"));
    words.put(
        "fr",
        List.of(
            "ARRÊT",
            "ARRÊTER",
            "ARRÊTEZ",
            "DÉSABONNER",
            "DÉSABONNEMENT",
            "DÉSINSCRIRE",
            "DÉSINSCRIPTION",
            "ANNULER"));
    words.put("he", List.of("הסר", "הסרה", "עצור", "הפסק"));
    words.put(
        "hi", List.of("बंद", "बंद करो", "बंद करें", "रोको", "रोकें", "रुको", "रद्द", "रद्द करें"));
    words.put("id", List.of("BERHENTI", "HENTIKAN", "KELUAR", "BATAL", "UNREG"));
    words.put(
        "it",
        List.of(
            "BASTA", "FERMA", "CANCELLA", "CANCELLAMI", "DISISCRIVI", "DISISCRIVIMI", "ANNULLA"));
    words.put("ja", List.of("停止", "配信停止", "解除", "配信解除", "退会", "中止", "ストップ"));
    words.put("ko", List.of("수신거부", "중지", "정지", "해지", "거부", "그만"));
    words.put("nl", List.of("STOPPEN", "AFMELDEN", "UITSCHRIJVEN", "OPZEGGEN", "ANNULEREN"));
    words.put("no", List.of("STOPP", "AVSLUTT", "AVMELD", "MELD AV"));
    words.put(
        "pl", List.of("WYPISZ", "WYPISZ MNIE", "REZYGNUJĘ", "REZYGNACJA", "ANULUJ", "KONIEC"));
    words.put(
        "pt",
        List.of("PARAR", "PARE", "SAIR", "CANCELAR", "REMOVER", "DESCADASTRAR", "DESINSCREVER"));
    words.put("ru", List.of("СТОП", "ОТПИСАТЬСЯ", "ОТПИСКА", "ОТМЕНА", "ОТКАЗ"));
    words.put("sv", List.of("STOPP", "AVSLUTA", "AVREGISTRERA", "AVBRYT", "SLUTA"));
    words.put("tr", List.of("DUR", "DURDUR", "İPTAL", "RET", "RED", "ÇIK"));
    words.put("uk", List.of("СТОП", "ВІДПИСАТИСЯ", "ВІДПИСКА", "СКАСУВАТИ", "ВІДМОВА"));
    words.put("vi", List.of("HỦY", "DỪNG", "TC", "TỪ CHỐI", "NGỪNG"));
    words.put("zh", List.of("退订", "退訂", "停止", "取消", "取消订阅", "取消訂閱", "TD", "T"));
    return Map.copyOf(words);
  }

  /** The languages that there are: two-letter codes of ISO 639-1, sorted. */
  public static Set<String> languages() {
    return new TreeSet<>(BY_LANGUAGE.keySet());
  }

  /** The words of a language; none for one that is not here. */
  public static List<String> of(String language) {
    return BY_LANGUAGE.getOrDefault(language, List.of());
  }
}
