package io.patchbay.registry.internal;

import io.patchbay.channel.spi.ProviderDescriptor;
import io.patchbay.channel.spi.Setting;
import io.patchbay.channel.spi.SettingType;
import io.patchbay.channel.spi.Settings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of one instance in every form in which a text may quote them: as they are, in a URL,
 * in a JSON string, and in Base64 at any offset, as basic authentication has them.
 *
 * <p>Immutable and thread-safe.
 */
public final class InstanceSecrets {
  private static final String HIDDEN = "****";
  private static final String MORE = "...";

  /** Anything shorter would hide parts of ordinary words. */
  private static final int SHORTEST = 4;

  /** What nobody types by chance: what people wrote must not be damaged. */
  private static final int SHORTEST_IN_DATA = 16;

  private static final int SEXTETS = 4;

  private final List<String> forms;
  private final List<String> longForms;
  private final int longest;

  private InstanceSecrets(Set<String> all) {
    forms = all.stream().filter(form -> form.length() >= SHORTEST).toList();
    longForms = forms.stream().filter(form -> form.length() >= SHORTEST_IN_DATA).toList();
    longest = forms.stream().mapToInt(String::length).max().orElse(0);
  }

  /** Those of settings that the provider declares as secret, and passwords within addresses. */
  public static InstanceSecrets of(ProviderDescriptor provider, Settings settings) {
    Set<String> forms = new LinkedHashSet<>();
    for (Setting setting : provider.settings()) {
      for (String value : settings.texts(setting.key())) {
        if (setting.type() == SettingType.SECRET) {
          addForms(value, forms);
        } else if (setting.type() == SettingType.URL) {
          addForms(password(URI.create(value)), forms);
        }
      }
    }
    return new InstanceSecrets(forms);
  }

  private static String password(URI address) {
    @Nullable String user = address.getUserInfo();
    return user == null ? "" : user.substring(user.indexOf(':') + 1);
  }

  private static void addForms(String secret, Set<String> forms) {
    if (secret.length() < SHORTEST) {
      return;
    }
    forms.add(secret);
    forms.add(secret.strip());
    String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    forms.add(url);
    forms.add(url.replace("+", "%20"));
    forms.add(secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
    forms.add(secret.replace("/", "\\/"));
    for (int offset = 0; offset < 3; offset++) {
      addBase64(secret.getBytes(StandardCharsets.UTF_8), offset, forms);
    }
  }

  /** The characters that depend on the secret alone, whatever precedes and follows it. */
  private static void addBase64(byte[] secret, int offset, Set<String> forms) {
    byte[] shifted = new byte[offset + secret.length];
    System.arraycopy(secret, 0, shifted, offset, secret.length);
    int from = (offset * 8 + 5) / 6;
    int to = shifted.length * 8 / 6;
    if (to - from >= 2 * SEXTETS) {
      forms.add(Base64.getEncoder().encodeToString(shifted).substring(from, to));
      forms.add(Base64.getUrlEncoder().encodeToString(shifted).substring(from, to));
    }
  }

  /** A text for operators: without secrets, and not longer than this. */
  public String said(String text, int most) {
    return without(forms, SHORTEST, text, most, MORE);
  }

  /** Data of a provider or of people: without long secrets, and not longer than this. */
  String data(String text, int most) {
    return without(longForms, SHORTEST_IN_DATA, text, most, "");
  }

  /** Cuts first, so that the work is bounded; what begins before the cut is still recognised. */
  private String without(List<String> sought, int shortest, String text, int most, String more) {
    if (text == null) {
      // Against the contract, though no reason to lose an event.
      return "";
    }
    if (text.length() < shortest && text.length() <= most) {
      return text;
    }
    int end = end(text, most);
    String looked = text.length() - longest > end ? text.substring(0, end + longest) : text;
    BitSet hidden = null;
    for (String form : sought) {
      int at = looked.indexOf(form);
      while (at >= 0 && at < end) {
        hidden = hidden == null ? new BitSet() : hidden;
        hidden.set(at, at + form.length());
        at = looked.indexOf(form, at + 1);
      }
    }
    String whole = end == text.length() ? text : text.substring(0, end) + more;
    return hidden == null ? whole : masked(whole, hidden, end);
  }

  private static int end(String text, int most) {
    if (text.length() <= most) {
      return text.length();
    }
    return Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
  }

  private static String masked(String text, BitSet hidden, int end) {
    StringBuilder masked = new StringBuilder();
    int at = 0;
    while (at < end) {
      if (hidden.get(at)) {
        masked.append(HIDDEN);
        at = hidden.nextClearBit(at);
      } else {
        int next = hidden.nextSetBit(at);
        int to = next < 0 ? end : Math.min(next, end);
        masked.append(text, at, to);
        at = to;
      }
    }
    return masked.append(text, end, text.length()).toString();
  }

  @Override
  public String toString() {
    return "InstanceSecrets[" + forms.size() + " forms]";
  }
}
