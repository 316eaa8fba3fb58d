package io.patchbay.provider.whatsapp;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What recipients see about the business. Null is: not said when reading, left as it is when
 * writing; an empty text takes the old one away. Immutable.
 *
 * @param about the line under the name, up to 139 characters
 * @param address up to 256 characters
 * @param description up to 512 characters
 * @param email up to 128 characters
 * @param websites at most two
 * @param vertical the trade by Meta's word, for example {@code RETAIL}
 * @param pictureUrl where the picture is; ignored when writing
 * @param pictureHandle what {@link MediaStore#uploadExample(MediaUpload)} gave for a new picture;
 *     null when reading
 */
public record ProfileDetails(
    @Nullable String about,
    @Nullable String address,
    @Nullable String description,
    @Nullable String email,
    @Nullable List<URI> websites,
    @Nullable String vertical,
    @Nullable URI pictureUrl,
    @Nullable String pictureHandle) {
  /** Copies the list. */
  public ProfileDetails {
    websites = websites == null ? null : List.copyOf(websites);
  }

  /** Starts a change of nothing. */
  public static Builder change() {
    return new Builder();
  }

  /** Shows which parts there are: profiles may hold personal data. */
  @Override
  public String toString() {
    return "ProfileDetails["
        + (about == null ? "" : "about ")
        + (address == null ? "" : "address ")
        + (description == null ? "" : "description ")
        + (email == null ? "" : "email ")
        + (websites == null ? "" : "websites ")
        + (pictureHandle == null ? "" : "picture ")
        + vertical
        + "]";
  }

  /** Collects the parts of a change. Not thread-safe. */
  public static final class Builder {
    private @Nullable String about;
    private @Nullable String address;
    private @Nullable String description;
    private @Nullable String email;
    private @Nullable List<URI> websites;
    private @Nullable String vertical;
    private @Nullable String pictureHandle;

    private Builder() {}

    /** Sets the line under the name. */
    public Builder about(String text) {
      this.about = text;
      return this;
    }

    /** Sets the address. */
    public Builder address(String text) {
      this.address = text;
      return this;
    }

    /** Sets the description. */
    public Builder description(String text) {
      this.description = text;
      return this;
    }

    /** Sets the e-mail address. */
    public Builder email(String text) {
      this.email = text;
      return this;
    }

    /** Sets the websites. */
    public Builder websites(List<URI> addresses) {
      this.websites = addresses;
      return this;
    }

    /** Sets the trade. */
    public Builder vertical(String word) {
      this.vertical = word;
      return this;
    }

    /** Sets a new picture. */
    public Builder pictureHandle(String handle) {
      this.pictureHandle = handle;
      return this;
    }

    /** The change. */
    public ProfileDetails build() {
      return new ProfileDetails(
          about, address, description, email, websites, vertical, null, pictureHandle);
    }
  }
}
