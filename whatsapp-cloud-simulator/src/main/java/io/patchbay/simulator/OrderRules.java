package io.patchbay.simulator;

import java.util.Set;

/**
 * Orders: what is to be paid, and how it is getting on. The parts that depend on the way of paying
 * are left to the platform.
 */
final class OrderRules {
  private static final int REFERENCE = 35;
  private static final int NAME = 60;
  private static final double MOST = 1e12;

  private OrderRules() {}

  static void details(Part parameters) {
    parameters.text("reference_id", REFERENCE);
    parameters.choice("type", Set.of("digital-goods", "physical-goods"));
    if (parameters.text("currency", 3).length() != 3) {
      throw new Refusal(
          GraphErrors.badValue("Param " + parameters.param("currency") + " is no currency code."));
    }
    amount(parameters, "total_amount");
    Part order = parameters.object("order");
    order.choice("status", Set.of("pending"));
    amount(order, "subtotal");
    for (Part item : order.objects("items", 1, 999)) {
      item.text("name", NAME);
      item.integer("quantity", 1, Integer.MAX_VALUE);
      amount(item, "amount");
    }
    for (String extra : new String[] {"tax", "shipping", "discount"}) {
      if (order.has(extra)) {
        amount(order, extra);
      }
    }
  }

  private static void amount(Part parent, String name) {
    Part amount = parent.object(name);
    amount.number("value", 0, MOST);
    amount.integer("offset", 1, 1000);
  }

  static void status(Part parameters) {
    parameters.text("reference_id", REFERENCE);
    Part order = parameters.object("order");
    order.choice(
        "status",
        Set.of(
            "pending",
            "processing",
            "partially-shipped",
            "partially_shipped",
            "shipped",
            "completed",
            "canceled"));
    order.optionalText("description", 120);
  }
}
