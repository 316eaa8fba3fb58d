package io.patchbay.channel.spi;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a provider: what validation, the settings page, the reference documentation and
 * the editor's schema are made of.
 *
 * <p>Immutable and thread-safe; its builder is not.
 *
 * @param key its name in the configuration, in camelCase
 * @param label its name for people
 * @param help one or two sentences: what it is and where to find it
 * @param type how its text is read
 * @param required whether an instance must have it
 * @param repeated whether it may have several values
 * @param defaultValue the value where none is given, as text
 * @param pattern a regular expression that the whole value must match
 * @param example a value to show to people
 * @param group the heading under which a settings page shows it; empty for the main group
 * @param choices the values of a {@link SettingType#CHOICE}
 * @param sender whether its values are our senders: instances with a number in common here get the
 *     same replies
 */
public record Setting(
    String key,
    String label,
    String help,
    SettingType type,
    boolean required,
    boolean repeated,
    @Nullable String defaultValue,
    @Nullable Pattern pattern,
    @Nullable String example,
    String group,
    List<String> choices,
    boolean sender) {
  private static final Pattern KEY = Pattern.compile("[a-z][A-Za-z0-9]*");

  /** The key with which a configuration names the provider; no setting may use it. */
  public static final String TYPE_KEY = "type";

  /**
   * Checks that the parts agree with each other.
   *
   * @throws IllegalArgumentException when a check fails
   */
  public Setting {
    choices = List.copyOf(choices);
    require(KEY.matcher(key).matches() && !key.equals(TYPE_KEY), key, "its key is not usable");
    require(!label.isBlank(), key, "it has no label");
    require((type == SettingType.CHOICE) == !choices.isEmpty(), key, "choices go with CHOICE only");
    require(defaultValue == null || !required, key, "a required setting has no default");
    require(
        type != SettingType.SECRET || (defaultValue == null && example == null),
        key,
        "a secret has neither default nor example");
  }

  /** Patterns are equal when they are spelt the same, which {@link Pattern} itself denies. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Setting setting && parts().equals(setting.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  private List<@Nullable Object> parts() {
    return Arrays.asList(
        key,
        label,
        help,
        type,
        required,
        repeated,
        defaultValue,
        pattern == null ? null : pattern.pattern(),
        pattern == null ? null : pattern.flags(),
        example,
        group,
        choices,
        sender);
  }

  private static void require(boolean condition, String key, String problem) {
    if (!condition) {
      throw new IllegalArgumentException("Setting '" + key + "': " + problem);
    }
  }

  /** Starts a text setting. */
  public static Builder text(String key) {
    return new Builder(key, SettingType.TEXT);
  }

  /** Starts a secret. */
  public static Builder secret(String key) {
    return new Builder(key, SettingType.SECRET);
  }

  /** Starts a whole number. */
  public static Builder number(String key) {
    return new Builder(key, SettingType.NUMBER);
  }

  /** Starts a yes-or-no setting. */
  public static Builder flag(String key) {
    return new Builder(key, SettingType.FLAG);
  }

  /** Starts a setting with a fixed set of values. */
  public static Builder choice(String key, String... choices) {
    Builder builder = new Builder(key, SettingType.CHOICE);
    builder.choices = List.of(choices);
    return builder;
  }

  /** Starts a web address. */
  public static Builder url(String key) {
    return new Builder(key, SettingType.URL);
  }

  /** Starts a length of time. */
  public static Builder duration(String key) {
    return new Builder(key, SettingType.DURATION);
  }

  /**
   * Says what is wrong with a value.
   *
   * @return the problem in words that do not quote the value; empty when the value is good
   */
  public Optional<String> problemWith(String value) {
    return SettingValue.problem(this, value);
  }

  /** Collects the parts of a setting. Not thread-safe. */
  public static final class Builder {
    private final String key;
    private final SettingType type;
    private String label;
    private String help = "";
    private boolean required;
    private boolean repeated;
    private @Nullable String defaultValue;
    private @Nullable Pattern pattern;
    private @Nullable String example;
    private String group = "";
    private List<String> choices = List.of();
    private boolean sender;

    private Builder(String key, SettingType type) {
      this.key = key;
      this.type = type;
      this.label = key;
    }

    /** Sets the name for people; the key without it. */
    public Builder label(String name) {
      this.label = name;
      return this;
    }

    /** Sets what it is and where to find it. */
    public Builder help(String sentences) {
      this.help = sentences;
      return this;
    }

    /** Makes it required. */
    public Builder required() {
      this.required = true;
      return this;
    }

    /** Allows several values. */
    public Builder repeated() {
      this.repeated = true;
      return this;
    }

    /** Sets the value where none is given. */
    public Builder defaultValue(String text) {
      this.defaultValue = text;
      return this;
    }

    /** Sets the regular expression that the whole value must match. */
    public Builder pattern(String regularExpression) {
      this.pattern = Pattern.compile(regularExpression);
      return this;
    }

    /** Sets a value to show to people. */
    public Builder example(String value) {
      this.example = value;
      return this;
    }

    /** Sets the heading under which a settings page shows it. */
    public Builder group(String heading) {
      this.group = heading;
      return this;
    }

    /**
     * Says that its values are our senders. Workspaces whose instances have one in common are
     * warned: a reply reaches one of them only.
     */
    public Builder sender() {
      this.sender = true;
      return this;
    }

    /**
     * The setting.
     *
     * @throws IllegalArgumentException when its parts contradict each other
     */
    public Setting build() {
      Setting setting =
          new Setting(
              key,
              label,
              help,
              type,
              required,
              repeated,
              defaultValue,
              pattern,
              example,
              group,
              choices,
              sender);
      if (defaultValue != null) {
        setting
            .problemWith(defaultValue)
            .ifPresent(
                problem -> {
                  throw new IllegalArgumentException(
                      "Setting '" + key + "': its default " + problem);
                });
      }
      return setting;
    }
  }
}
