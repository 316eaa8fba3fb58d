package io.patchbay.provider.whatsapp;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets the title of an error page stand where it has only the words that servers give such pages. A
 * firewall's title may quote the request, and with it the message, and that is nobody's to log.
 */
final class ErrorPageTitle {
  private static final Pattern TITLE =
      Pattern.compile("<title(?=[^>]{0,200}>([^<]{0,300}))", Pattern.CASE_INSENSITIVE);

  private static final Pattern NO_WORD = Pattern.compile("[\\p{Cntrl}\\s.,:;!|()/_-]+");

  /** Of the HTTP reason phrases, and of the programs that stand before a server. */
  private static final Set<String> WORDS =
      Set.of(
          ("bad gateway request service temporarily unavailable internal server error forbidden"
                  + " access denied unauthorized proxy authentication required not found method"
                  + " allowed acceptable too many requests large entity time timeout timed out"
                  + " moved permanently temporary redirect conflict gone implemented payload"
                  + " misdirected http nginx apache cloudflare varnish squid haproxy envoy iis")
              .split(" "));

  private ErrorPageTitle() {}

  /** The page, in which a title of other words is no title any more. */
  static String hideUnusual(String page) {
    return page.indexOf('<') < 0
        ? page
        : TITLE
            .matcher(page)
            .replaceAll(
                found ->
                    isUsual(found.group(1)) ? Matcher.quoteReplacement(found.group()) : "<hidden");
  }

  private static boolean isUsual(String title) {
    return NO_WORD
        .splitAsStream(title.toLowerCase(Locale.ROOT))
        .allMatch(word -> word.isEmpty() || WORDS.contains(word) || word.matches("[1-5][0-9]{2}"));
  }
}
