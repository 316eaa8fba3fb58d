package io.patchbay.channel.spi;

import io.patchbay.channel.Address;
import io.patchbay.channel.ContentType;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a provider is called, needs and carries. Nothing that it does not declare reaches it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param id how configurations name it, in kebab-case, for example {@code whatsapp-cloud}
 * @param name what people call it
 * @param documentation where its users read about it
 * @param settings the settings of an instance, in the order in which to show them
 * @param contents the contents it sends
 * @param recipients the kinds of address it reaches
 * @param capabilities what its connections offer beyond sending
 * @param referenceLength how many characters of reference it can echo in statuses; 0 when none
 * @param sendsNothing whether it is a stub, for trials and tests: what it accepts is never sent,
 *     and never counts as sent or delivered
 */
public record ProviderDescriptor(
    String id,
    String name,
    URI documentation,
    List<Setting> settings,
    List<ContentType> contents,
    Set<Class<? extends Address>> recipients,
    Set<Class<?>> capabilities,
    int referenceLength,
    boolean sendsNothing) {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /**
   * Copies the collections and checks that they are usable.
   *
   * @throws IllegalArgumentException when a check fails
   */
  public ProviderDescriptor {
    settings = List.copyOf(settings);
    contents = List.copyOf(contents);
    recipients = Set.copyOf(recipients);
    capabilities = Set.copyOf(capabilities);
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("Provider id '" + id + "' is not kebab-case");
    }
    unique(id, "setting", settings.stream().map(Setting::key).toList());
    unique(id, "content", contents.stream().map(ContentType::name).toList());
    if (contents.isEmpty() || recipients.isEmpty()) {
      throw new IllegalArgumentException(
          "Provider '" + id + "' must declare a content and a kind of recipient");
    }
    if (referenceLength < 0) {
      throw new IllegalArgumentException(
          "Provider '" + id + "': referenceLength is negative: " + referenceLength);
    }
  }

  /**
   * A provider that sends what it accepts.
   *
   * @throws IllegalArgumentException when a check fails
   */
  public ProviderDescriptor(
      String id,
      String name,
      URI documentation,
      List<Setting> settings,
      List<ContentType> contents,
      Set<Class<? extends Address>> recipients,
      Set<Class<?>> capabilities,
      int referenceLength) {
    this(
        id,
        name,
        documentation,
        settings,
        contents,
        recipients,
        capabilities,
        referenceLength,
        false);
  }

  private static void unique(String id, String what, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            "Provider '" + id + "' declares the " + what + " '" + name + "' twice");
      }
    }
  }

  /** Whether it sends this kind of content. */
  public boolean carries(Class<?> content) {
    for (ContentType type : contents) {
      if (type.type() == content) {
        return true;
      }
    }
    return false;
  }

  /** Starts a descriptor. */
  public static Builder of(String id, String name, URI documentation) {
    return new Builder(id, name, documentation);
  }

  /** Collects the parts of a descriptor. Not thread-safe. */
  public static final class Builder {
    private final String id;
    private final String name;
    private final URI documentation;
    private final List<Setting> settings = new ArrayList<>();
    private final List<ContentType> contents = new ArrayList<>();
    private final Set<Class<? extends Address>> recipients = new LinkedHashSet<>();
    private final Set<Class<?>> capabilities = new LinkedHashSet<>();
    private int referenceLength;
    private boolean sendsNothing;

    private Builder(String id, String name, URI documentation) {
      this.id = id;
      this.name = name;
      this.documentation = documentation;
    }

    /** Adds settings. */
    public Builder settings(Setting... more) {
      settings.addAll(List.of(more));
      return this;
    }

    /** Adds settings, each of which is complete. */
    public Builder settings(Setting.Builder... more) {
      for (Setting.Builder setting : more) {
        settings.add(setting.build());
      }
      return this;
    }

    /** Adds contents. */
    public Builder contents(ContentType... more) {
      contents.addAll(List.of(more));
      return this;
    }

    /** Adds a kind of recipient. */
    public Builder recipient(Class<? extends Address> kind) {
      recipients.add(kind);
      return this;
    }

    /** Adds a capability. */
    public Builder capability(Class<?> kind) {
      capabilities.add(kind);
      return this;
    }

    /** Sets how many characters of reference the provider echoes. */
    public Builder referenceLength(int characters) {
      this.referenceLength = characters;
      return this;
    }

    /** Marks a stub: what it accepts is never sent. */
    public Builder sendsNothing() {
      this.sendsNothing = true;
      return this;
    }

    /** The descriptor. */
    public ProviderDescriptor build() {
      return new ProviderDescriptor(
          id,
          name,
          documentation,
          settings,
          contents,
          recipients,
          capabilities,
          referenceLength,
          sendsNothing);
    }
  }
}
