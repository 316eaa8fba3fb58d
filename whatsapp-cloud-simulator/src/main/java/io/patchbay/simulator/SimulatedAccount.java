package io.patchbay.simulator;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The account that a simulator plays, as tests see and change it while it runs: templates, media,
 * what look-ups answer, what the token may do. Thread-safe.
 */
public final class SimulatedAccount {
  private final Directory directory;
  private final Access access;
  private final UsageMeter usage;
  private final GraphWorld world;

  SimulatedAccount(Directory directory, Access access, UsageMeter usage, GraphWorld world) {
    this.directory = directory;
    this.access = access;
    this.usage = usage;
    this.world = world;
  }

  /**
   * Refuses the next calls that manage the account (templates, numbers, profiles; not sends) with
   * 80007 and the header {@code X-Business-Use-Case-Usage}. Replaces an earlier order.
   *
   * @param calls how many, at least 0; 0 withdraws the order
   * @param regain when the header says that calls pass again, rounded up to minutes
   */
  public void refuseAccountCalls(int calls, Duration regain) {
    if (calls < 0) {
      throw new IllegalArgumentException(
          "The number of calls must not be negative, but it is " + calls);
    }
    usage.refuseNext(calls, regain);
  }

  /**
   * Changes what the token is allowed to; by default {@code whatsapp_business_messaging} and {@code
   * whatsapp_business_management}. Calls that need another permission are refused with 10 or 200.
   */
  public void permissions(Set<String> granted) {
    access.permissions(granted);
  }

  /**
   * Lets the token expire, after which it is refused with 190 and subcode 463.
   *
   * @param at null for never, as at the start
   */
  public void tokenExpiresAt(@Nullable Instant at) {
    access.expiry(at);
  }

  /**
   * Changes what look-ups of a phone number or of the account answer for a field, for example
   * {@code answerField("109876543210123", "quality_rating", "\"RED\"")}. How the simulator behaves
   * otherwise does not change.
   *
   * @param objectId a phone number id, or the id of the business account
   * @param json the value as JSON; {@code null} for a field that is not answered
   */
  public void answerField(String objectId, String field, String json) {
    if (!directory.isNumber(objectId) && !directory.isAccount(objectId)) {
      throw new IllegalArgumentException(
          "No phone number and no business account has the id '%s'; the simulator has %s and %s"
              .formatted(objectId, directory.numbers().keySet(), directory.accountId()));
    }
    try {
      world.fields.set(objectId, field, JsonParser.parseString(json));
    } catch (JsonParseException e) {
      throw new IllegalArgumentException(
          "The value of the field " + field + " is not JSON; a text needs quotes", e);
    }
  }

  /**
   * Defines a template, or replaces the one of its name and language. From now on sends that name
   * it are compared with it.
   *
   * @return its id in template management
   */
  public String template(SimulatedTemplate template) {
    try {
      return world.templates.put(template);
    } catch (Refusal full) {
      throw new IllegalStateException("The simulator has no room for more templates", full);
    }
  }

  /** The templates as they are now, also those made or changed by calls; a copy. */
  public List<SimulatedTemplate> templates() {
    return world.templates.all().stream().map(TemplateShelf.Shelved::template).toList();
  }

  /** The files that clients have uploaded and that are still there, oldest first; a copy. */
  public List<UploadedMedia> uploadedMedia() {
    return world.media.uploads();
  }

  /**
   * Adds a file as if a person had sent it to the first business number, for look-ups and
   * downloads. Files of more than 256 KB, or beyond 8 MB in all, are served as other bytes of the
   * same length, and their look-up names the hash of those.
   *
   * @return its media id
   */
  public String addMedia(String mimeType, byte[] bytes) {
    return addMedia(mimeType, Received.of(bytes));
  }

  /**
   * Adds a file of which only the size matters; its bytes are made up when it is downloaded.
   *
   * @param size in bytes
   * @return its media id
   */
  public String addMedia(String mimeType, long size) {
    if (size < 0) {
      throw new IllegalArgumentException("A size must not be negative, but this is " + size);
    }
    return addMedia(mimeType, Received.ofSize(size));
  }

  private String addMedia(String mimeType, Received file) {
    return world.media.inbound(directory.first().phoneNumberId(), mimeType, file).id();
  }

  /** Names the account, and nothing else. */
  @Override
  public String toString() {
    return "SimulatedAccount[" + directory.accountId() + "]";
  }
}
