package io.patchbay.provider.whatsapp.internal.webhook;

import io.patchbay.channel.Address;
import io.patchbay.channel.DeliveryStatus;
import io.patchbay.channel.GroupId;
import io.patchbay.channel.SendError;
import io.patchbay.channel.StatusUpdate;
import io.patchbay.provider.whatsapp.internal.graph.Classifier;
import io.patchbay.provider.whatsapp.internal.graph.GraphError;
import io.patchbay.provider.whatsapp.internal.graph.Node;
import io.patchbay.provider.whatsapp.internal.graph.PersonAddresses;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads one element of {@code statuses}. Only the message's id and the status are indispensable:
 * Meta leaves everything else out at times.
 *
 * @see <a
 *     href="https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages/status">Status
 *     webhooks</a>
 */
public final class StatusReader {
  private static final List<String> DETAILS =
      List.of("recipient_user_id", "recipient_parent_user_id", "type");

  /** Meta's pages have both names for the member of a group. */
  private static final String[] PARTICIPANT = {
    "recipient_participant_id", "participant_recipient_id"
  };

  private static final String[] PARTICIPANT_USER = {
    "recipient_participant_user_id", "participant_recipient_user_id"
  };

  private final Clock clock;
  private final Classifier classifier;

  public StatusReader(Clock clock, Classifier classifier) {
    this.clock = clock;
    this.classifier = classifier;
  }

  public StatusUpdate read(Node status, ChangeContext around) throws PayloadReader.Unreadable {
    String id = Node.text(status, "id");
    String word = Node.text(status, "status");
    if (id == null || word == null) {
      throw new PayloadReader.Unreadable("a status without id or status");
    }
    return new StatusUpdate(
        key(id, word, status),
        Timestamps.read(status, clock),
        status.raw(),
        id,
        step(word),
        word,
        Node.verbatim(status, "biz_opaque_callback_data"),
        recipient(status),
        errors(status),
        details(status, around));
  }

  /** In a group each participant has a status of their own. */
  private static String key(String id, String word, Node status) {
    String number = Node.firstText(status, PARTICIPANT);
    String participant = number == null ? Node.firstText(status, PARTICIPANT_USER) : number;
    return participant == null ? id + ":" + word : id + ":" + word + ":" + Keys.hash(participant);
  }

  private static DeliveryStatus step(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "sent" -> DeliveryStatus.SENT;
      case "delivered" -> DeliveryStatus.DELIVERED;
      case "read" -> DeliveryStatus.READ;
      case "played" -> DeliveryStatus.PLAYED;
      case "failed" -> DeliveryStatus.FAILED;
      default -> DeliveryStatus.OTHER;
    };
  }

  private static List<Address> recipient(Node status) {
    String recipient = Node.text(status, "recipient_id");
    if (!"group".equals(Node.text(status, "recipient_type"))) {
      return PersonAddresses.addresses(recipient, Node.text(status, "recipient_user_id"), null);
    }
    List<Address> group = new ArrayList<>();
    if (recipient != null) {
      group.add(new GroupId(recipient));
    }
    group.addAll(
        PersonAddresses.addresses(
            Node.firstText(status, PARTICIPANT), Node.firstText(status, PARTICIPANT_USER), null));
    return group;
  }

  private List<SendError> errors(Node status) {
    List<SendError> errors = new ArrayList<>();
    for (Node element : Node.elements(status, "errors")) {
      GraphError error = GraphError.of(element);
      if (error != null) {
        errors.add(classifier.failure(error));
      }
    }
    return errors;
  }

  private static Map<String, String> details(Node status, ChangeContext around) {
    WebhookDetails details = new WebhookDetails();
    details.keep("phone_number_id", around.phoneNumberId());
    for (String name : DETAILS) {
      details.keep(name, Node.text(status, name));
    }
    details.keep(PARTICIPANT[0], Node.firstText(status, PARTICIPANT));
    details.keep(PARTICIPANT_USER[0], Node.firstText(status, PARTICIPANT_USER));
    return details
        .all("conversation", Node.object(status, "conversation"))
        .all("pricing", Node.object(status, "pricing"))
        .all("payment", Node.object(status, "payment"))
        .map();
  }
}
