package io.patchbay.provider.whatsapp.internal.send;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets the title of an error page stand where it has only the words that servers give such pages. A
 * firewall's title may quote the request, and with it the message, and that is nobody's to log.
 */
public final class ErrorPageTitle {
  private static final Pattern TITLE =
      Pattern.compile("<title[^>]{0,200}>([^<]{1,300})", Pattern.CASE_INSENSITIVE);

  private static final Pattern BLANKS = Pattern.compile("[\\p{Cntrl}\\s]+");
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

  /** The title of a page, on one line; null where it has none, or one of other words. */
  public static @Nullable String in(String page) {
    Matcher title = TITLE.matcher(page);
    if (!title.find() || !isUsual(title.group(1))) {
      return null;
    }
    String line = BLANKS.matcher(title.group(1)).replaceAll(" ").strip();
    return line.isEmpty() ? null : line;
  }

  private static boolean isUsual(String title) {
    return NO_WORD
        .splitAsStream(title.toLowerCase(Locale.ROOT))
        .allMatch(word -> word.isEmpty() || WORDS.contains(word) || word.matches("[1-5][0-9]{2}"));
  }
}
