package io.patchbay.channel.spi;

/** How the text of a setting is read. */
public enum SettingType {
  /** Any text that is not blank. */
  TEXT,
  /** A text that is masked wherever it would be shown. */
  SECRET,
  /** A whole number of at most 18 digits. */
  NUMBER,
  /** {@code true} or {@code false}. */
  FLAG,
  /** One of the setting's choices. */
  CHOICE,
  /** An absolute http or https address. */
  URL,
  /** A time such as {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h} or {@code PT30S}. */
  DURATION
}
