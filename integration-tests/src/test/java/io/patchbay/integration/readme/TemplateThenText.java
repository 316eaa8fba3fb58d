package io.patchbay.integration.readme;

import io.patchbay.channel.SmsMessage;
import io.patchbay.channel.Template;

final class TemplateThenText {
  static SmsMessage shipped(String phone, String name) {
    return SmsMessage.to(phone)
        .id("order-4711-shipped")
        .content(Template.of("order_shipped", "en_US", name))
        .text("Your order is on its way, " + name + ".")
        .build();
  }
}
