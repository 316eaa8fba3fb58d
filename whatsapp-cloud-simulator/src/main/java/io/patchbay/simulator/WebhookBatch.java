package io.patchbay.simulator;

/**
 * How many items share a webhook, so that receivers meet every nesting that the platform may send:
 * several statuses in a change, several changes in an entry, several entries in a request.
 * Immutable.
 *
 * @param itemsPerRequest the most items of one POST, at least 1
 * @param itemsPerChange the most items of one {@code value}, at least 1
 * @param changesPerEntry the most changes of one entry, at least 1
 */
public record WebhookBatch(int itemsPerRequest, int itemsPerChange, int changesPerEntry) {
  /** Every status in a request of its own. */
  public static final WebhookBatch SINGLE = new WebhookBatch(1, 1, 1);

  /** Up to 50 items in a request, nested in every way. */
  public static final WebhookBatch USUAL = new WebhookBatch(50, 10, 2);

  /**
   * Refuses sizes that could hold nothing.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public WebhookBatch {
    if (itemsPerRequest < 1 || itemsPerChange < 1 || changesPerEntry < 1) {
      throw new IllegalArgumentException(
          "Every size of a webhook batch must be at least 1, but these are %d, %d and %d"
              .formatted(itemsPerRequest, itemsPerChange, changesPerEntry));
    }
  }
}
