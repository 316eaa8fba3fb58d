package io.patchbay.provider.whatsapp.content;

import io.patchbay.channel.Content;
import org.jspecify.annotations.Nullable;

/**
 * Tells how an order stands that was sent as {@link OrderDetails}.
 *
 * <p>Immutable.
 *
 * @param frame body, header and footer
 * @param referenceId the order's own id
 * @param status Meta's word for it, for example {@code processing}, {@code shipped} or {@code
 *     completed}
 * @param description what more the person is told
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/payments/payments-in/pg">Order
 *     status</a>
 */
public record OrderStatus(
    Frame frame, String referenceId, String status, @Nullable String description)
    implements Content {
  /**
   * Refuses empty parts.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public OrderStatus {
    Require.notBlank("Reference of an order", referenceId);
    Require.notBlank("Status of an order", status);
  }

  @Override
  public String toString() {
    return "OrderStatus[" + referenceId + ", " + status + "]";
  }
}
