package io.patchbay.provider.whatsapp.content;

import io.patchbay.channel.Content;
import java.util.List;
import java.util.Map;

/**
 * A text with a form for a postal address. Which fields a country's form has is Meta's rule.
 *
 * <p>Immutable.
 *
 * @param frame body, header and footer
 * @param country the country's code, two letters, ISO 3166-1
 * @param values fields that are filled in already, by Meta's names
 * @param savedAddresses addresses to choose from
 * @param errors what was wrong with an earlier answer, by Meta's names of the fields
 * @see <a
 *     href="https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/address-messages">Address
 *     messages</a>
 */
public record AddressRequest(
    Frame frame,
    String country,
    Map<String, String> values,
    List<SavedAddress> savedAddresses,
    Map<String, String> errors)
    implements Content {
  /**
   * Copies the collections; refuses an empty country.
   *
   * @throws IllegalArgumentException for what is refused
   */
  public AddressRequest {
    Require.notBlank("Country of an address request", country);
    values = Require.copy(values);
    savedAddresses = List.copyOf(savedAddresses);
    errors = Require.copy(errors);
  }

  /** An empty form. */
  public static AddressRequest of(Frame frame, String country) {
    return new AddressRequest(frame, country, Map.of(), List.of(), Map.of());
  }

  /** Shows nothing of an address. */
  @Override
  public String toString() {
    return "AddressRequest[" + country + ", " + frame + "]";
  }

  /**
   * An address that the business knows already.
   *
   * @param id what comes back when it is chosen
   * @param value its fields, by Meta's names
   */
  public record SavedAddress(String id, Map<String, String> value) {
    /**
     * Copies the fields; refuses an empty id.
     *
     * @throws IllegalArgumentException for what is refused
     */
    public SavedAddress {
      Require.notBlank("Id of a saved address", id);
      value = Require.copy(value);
    }

    /** Shows nothing of the address. */
    @Override
    public String toString() {
      return "SavedAddress[" + id + "]";
    }
  }
}
