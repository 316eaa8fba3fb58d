package io.patchbay.channel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a host wants sent. Which provider carries it is the workspace's configuration, unless the
 * message names one.
 *
 * <p>Immutable and thread-safe; its builder is not.
 *
 * @param id the host's own id of the message
 * @param to whom to reach
 * @param contents what to say, in order of preference: the first that the chosen connection carries
 *     and the guards allow is sent
 * @param provider the name of the instance that must carry it; null lets the workspace decide
 * @param from the sender to use, one of the instance's own; null lets the instance decide
 * @param fromByProvider senders for particular instances, by the instance's name: they win over
 *     {@code from}, so that a message can fall back to another provider with a sender of its own
 * @param replyTo the provider's id of the message that this one answers
 * @param purpose why it is sent
 */
public record SmsMessage(
    MessageId id,
    Recipient to,
    List<Content> contents,
    @Nullable String provider,
    @Nullable String from,
    Map<String, String> fromByProvider,
    @Nullable String replyTo,
    Purpose purpose) {

  /**
   * Copies the collections; refuses a message without content.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public SmsMessage {
    contents = List.copyOf(contents);
    fromByProvider = Map.copyOf(fromByProvider);
    if (contents.isEmpty()) {
      throw new IllegalArgumentException("Message " + id + " has no content");
    }
  }

  /** Starts a message to a phone number as a person typed it. */
  public static Builder to(String phone) {
    return new Builder(new PhoneText(Names.notNull("The recipient", phone)));
  }

  /** Starts a message to any recipient. */
  public static Builder to(Recipient recipient) {
    return new Builder(Names.notNull("The recipient", recipient));
  }

  /** The sender to use on the named instance; null lets the instance decide. */
  public @Nullable String fromFor(String instanceName) {
    String own = fromByProvider.get(instanceName);
    return own == null ? from : own;
  }

  /** Shows neither numbers nor texts; senders are told by the instances they are for. */
  @Override
  public String toString() {
    return "SmsMessage["
        + id
        + ", "
        + to
        + ", "
        + contents
        + (provider == null ? "" : ", provider " + provider)
        + (from == null ? "" : ", from " + Masking.address(from))
        + (fromByProvider.isEmpty() ? "" : ", own senders for " + fromByProvider.keySet())
        + (replyTo == null ? "" : ", replies to " + replyTo)
        + ", "
        + purpose
        + "]";
  }

  /** A builder that starts with this message's parts, its id included. */
  public Builder toBuilder() {
    Builder builder = new Builder(to);
    builder.id = id;
    builder.contents.addAll(contents);
    builder.provider = provider;
    builder.from = from;
    builder.fromByProvider.putAll(fromByProvider);
    builder.replyTo = replyTo;
    builder.purpose = purpose;
    return builder;
  }

  /** Collects the parts of a message. Not thread-safe. */
  public static final class Builder {
    private final Recipient to;
    private final List<Content> contents = new ArrayList<>();
    private final Map<String, String> fromByProvider = new LinkedHashMap<>();
    private @Nullable MessageId id;
    private @Nullable String provider;
    private @Nullable String from;
    private @Nullable String replyTo;
    private Purpose purpose = Purpose.TRANSACTIONAL;

    private Builder(Recipient to) {
      this.to = to;
    }

    /** Sets the host's own id; without it the message gets a random one. */
    public Builder id(String value) {
      this.id = new MessageId(Names.notNull("The message's id", value));
      return this;
    }

    /** Adds a text as the next choice of content. */
    public Builder text(String body) {
      return content(Text.of(Names.notNull("The text", body)));
    }

    /** Adds the next choice of content: the first added is preferred. */
    public Builder content(Content content) {
      contents.add(Names.notNull("The content", content));
      return this;
    }

    /** Names the instance that must carry the message. */
    public Builder provider(String instanceName) {
      this.provider = Names.notNull("The instance to send through", instanceName);
      return this;
    }

    /** Names the sender to use. */
    public Builder from(String sender) {
      this.from = Names.notNull("The sender", sender);
      return this;
    }

    /** Names the sender to use on one instance. */
    public Builder from(String instanceName, String sender) {
      fromByProvider.put(
          Names.notNull("The instance of a sender", instanceName),
          Names.notNull("The sender", sender));
      return this;
    }

    /** Makes the message an answer to an earlier one, by the provider's id of it. */
    public Builder replyTo(String providerMessageId) {
      this.replyTo = Names.notNull("The message to reply to", providerMessageId);
      return this;
    }

    /** Says why the message is sent; {@link Purpose#TRANSACTIONAL} without it. */
    public Builder purpose(Purpose why) {
      this.purpose = Names.notNull("The purpose", why);
      return this;
    }

    /**
     * The message.
     *
     * @throws IllegalArgumentException when no content was added
     */
    public SmsMessage build() {
      return new SmsMessage(
          id == null ? MessageId.random() : id,
          to,
          contents,
          provider,
          from,
          fromByProvider,
          replyTo,
          purpose);
    }
  }
}
