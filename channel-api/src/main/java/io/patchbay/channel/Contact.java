package io.patchbay.channel;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contact card; its parts are those that vCard and the messaging services share.
 *
 * <p>Immutable.
 *
 * @param name the person's name
 * @param phones phone numbers
 * @param emails e-mail addresses
 * @param addresses postal addresses
 * @param urls web addresses
 * @param organization where the person works
 * @param birthday date of birth
 */
public record Contact(
    Name name,
    List<Phone> phones,
    List<Labelled> emails,
    List<PostalAddress> addresses,
    List<Labelled> urls,
    @Nullable Organization organization,
    @Nullable LocalDate birthday) {

  /** Copies the lists. */
  public Contact {
    phones = List.copyOf(phones);
    emails = List.copyOf(emails);
    addresses = List.copyOf(addresses);
    urls = List.copyOf(urls);
  }

  /** A card with a name and one phone number. */
  public static Contact of(String formattedName, String phone) {
    return new Contact(
        new Name(formattedName, null, null, null, null, null),
        List.of(new Phone(phone, null, null)),
        List.of(),
        List.of(),
        List.of(),
        null,
        null);
  }

  /** Shows nothing of whom it describes. */
  @Override
  public String toString() {
    return "Contact[...]";
  }

  /**
   * A person's name.
   *
   * @param formatted the whole name as it is shown
   * @param first given name
   * @param last family name
   * @param middle middle name
   * @param suffix what follows the name
   * @param prefix what precedes the name
   */
  public record Name(
      String formatted,
      @Nullable String first,
      @Nullable String last,
      @Nullable String middle,
      @Nullable String suffix,
      @Nullable String prefix) {
    /**
     * Refuses an empty name.
     *
     * @throws IllegalArgumentException for what is refused
     */
    public Name {
      Names.notBlank("Contact name", formatted);
    }

    @Override
    public String toString() {
      return "Name[...]";
    }
  }

  /**
   * A phone number on the card.
   *
   * @param phone the number as it is shown
   * @param type for example HOME or WORK
   * @param userId the number's id at the messaging service, where known
   */
  public record Phone(String phone, @Nullable String type, @Nullable String userId) {
    @Override
    public String toString() {
      return "Phone[" + Masking.address(phone) + "]";
    }
  }

  /**
   * An e-mail or web address with its label.
   *
   * @param value the address
   * @param type for example HOME or WORK
   */
  public record Labelled(String value, @Nullable String type) {
    @Override
    public String toString() {
      return "Labelled[" + type + "]";
    }
  }

  /**
   * A postal address.
   *
   * @param street street and number
   * @param city town
   * @param state state or province
   * @param zip postal code
   * @param country the country's name
   * @param countryCode two letters, ISO 3166-1
   * @param type for example HOME or WORK
   */
  public record PostalAddress(
      @Nullable String street,
      @Nullable String city,
      @Nullable String state,
      @Nullable String zip,
      @Nullable String country,
      @Nullable String countryCode,
      @Nullable String type) {
    @Override
    public String toString() {
      return "PostalAddress[...]";
    }
  }

  /**
   * An employer.
   *
   * @param company the company's name
   * @param department department
   * @param title the person's title there
   */
  public record Organization(
      @Nullable String company, @Nullable String department, @Nullable String title) {
    @Override
    public String toString() {
      return "Organization[...]";
    }
  }
}
