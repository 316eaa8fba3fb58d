package io.patchbay.provider.whatsapp.internal.webhook;

import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.spi.Addressee;
import io.patchbay.channel.spi.WebhookResult;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of one webhook, each with the phone number and the account that Meta names beside it.
 * Used by one thread.
 */
final class WebhookItems {
  private final List<ChannelEvent> events = new ArrayList<>();
  private final List<Addressee> addressees = new ArrayList<>();
  private Addressee addressee = Addressee.none();

  /** Whom the events are for that are added next. */
  void addressedTo(Addressee named) {
    addressee = named;
  }

  void add(ChannelEvent event) {
    events.add(event);
    addressees.add(addressee);
  }

  int size() {
    return events.size();
  }

  WebhookResult result() {
    return WebhookResult.accepted(events, addressees);
  }
}
