package io.patchbay.provider.httpgateway;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a template may stand a value in for. */
enum Placeholder {
  TO("to", null),
  TEXT("text", null),
  REFERENCE("reference", null),
  FROM("from", "from"),
  ENCODING("encoding", null),
  SEGMENTS("segments", null),
  ACCOUNT("account", "account"),
  USERNAME("username", "username"),
  PASSWORD("password", "password"),
  TOKEN("token", "token");

  private final String name;
  private final @Nullable String setting;

  Placeholder(String name, @Nullable String setting) {
    this.name = name;
    this.setting = setting;
  }

  /** The setting that gives its value; empty when the message does. */
  Optional<String> setting() {
    return Optional.ofNullable(setting);
  }

  /** As it is written, with its braces. */
  String written() {
    return "{" + name + "}";
  }

  static Optional<Placeholder> named(String name) {
    return Arrays.stream(values()).filter(one -> one.name.equals(name)).findFirst();
  }

  /** All of them, for an error message. */
  static String known() {
    return Arrays.stream(values()).map(Placeholder::written).collect(Collectors.joining(", "));
  }
}
