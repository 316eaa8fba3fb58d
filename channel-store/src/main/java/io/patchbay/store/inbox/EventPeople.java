package io.patchbay.store.inbox;

import io.patchbay.channel.Address;
import io.patchbay.channel.AddressChange;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.PreferenceChange;
import io.patchbay.channel.StatusUpdate;
import java.util.ArrayList;
import java.util.List;

/** Whom an event concerns. */
final class EventPeople {
  private EventPeople() {}

  static List<Address> of(ChannelEvent event) {
    if (event instanceof InboundMessage message) {
      return message.from();
    }
    if (event instanceof PreferenceChange change) {
      return change.person();
    }
    if (event instanceof StatusUpdate status) {
      return status.recipient();
    }
    if (event instanceof AddressChange change) {
      List<Address> all = new ArrayList<>(change.before());
      all.addAll(change.after());
      return all;
    }
    return List.of();
  }
}
