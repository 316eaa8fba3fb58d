package io.patchbay.core.internal.consent;

import io.patchbay.channel.Address;
import io.patchbay.channel.ChannelEvent;
import io.patchbay.channel.InboundMessage;
import io.patchbay.channel.PhoneText;
import io.patchbay.channel.PreferenceChange;
import io.patchbay.channel.SenderId;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.core.AddressReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the numbers that a network reported in national form, whatever provider passed them on. A
 * {@link SenderId} that is no number stays what it is. Pure.
 */
final class InboundAddresses {
  private InboundAddresses() {}

  /** The same event with every sender id that is a number of the region read as one. */
  static ChannelEvent read(ChannelEvent event, @Nullable String region) {
    if (event instanceof InboundMessage message && hasSenderId(message.from())) {
      return with(message, read(message.from(), region), message.details());
    }
    if (event instanceof StatusUpdate status && hasSenderId(status.recipient())) {
      return new StatusUpdate(
          status.key(),
          status.at(),
          status.raw(),
          status.providerMessageId(),
          status.status(),
          status.word(),
          status.reference(),
          read(status.recipient(), region),
          status.errors(),
          status.details());
    }
    if (event instanceof PreferenceChange change && hasSenderId(change.person())) {
      return new PreferenceChange(
          change.key(),
          change.at(),
          change.raw(),
          read(change.person(), region),
          change.purpose(),
          change.allowed());
    }
    return event;
  }

  /** The same message with one more detail, which is {@code true}. */
  static InboundMessage withDetail(InboundMessage message, String name) {
    Map<String, String> details = new HashMap<>(message.details());
    details.put(name, "true");
    return with(message, message.from(), details);
  }

  private static InboundMessage with(
      InboundMessage message, List<Address> from, Map<String, String> details) {
    return new InboundMessage(
        message.key(),
        message.at(),
        message.raw(),
        message.providerMessageId(),
        from,
        message.to(),
        message.kind(),
        message.text(),
        message.inReplyTo(),
        message.content(),
        details);
  }

  private static boolean hasSenderId(List<Address> addresses) {
    for (Address address : addresses) {
      if (address instanceof SenderId) {
        return true;
      }
    }
    return false;
  }

  private static List<Address> read(List<Address> addresses, @Nullable String region) {
    return addresses.stream().map(address -> read(address, region)).distinct().toList();
  }

  private static Address read(Address address, @Nullable String region) {
    if (!(address instanceof SenderId sender)) {
      return address;
    }
    Address number = AddressReader.reported(new PhoneText(sender.value()), region).address();
    return number == null ? address : number;
  }
}
