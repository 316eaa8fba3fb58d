package io.patchbay.provider.whatsapp;

import io.patchbay.channel.Address;
import io.patchbay.channel.Masking;
import io.patchbay.channel.SendError;
import io.patchbay.channel.spi.ProviderException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A capability: whom this connection's number has blocked. Every call is made once and blocks; when
 * Meta refuses it as a whole it throws {@link ProviderException}. Thread-safe.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/block-users">Block
 *     users</a>
 */
public interface BlockList {
  /** The WhatsApp ids of those who are blocked, in pages that are fetched as needed. */
  Iterable<String> list();

  /**
   * Blocks people; only those who wrote within the last 24 hours can be.
   *
   * @param people phone numbers
   * @return what became of each, because some may be blocked and others not
   */
  Result block(List<Address> people);

  /** Ends the blocking of people. */
  Result unblock(List<Address> people);

  /**
   * What became of a change.
   *
   * @param done for whom it worked
   * @param failed for whom it did not
   */
  record Result(List<Person> done, List<Person> failed) {
    /** Copies the lists. */
    public Result {
      done = List.copyOf(done);
      failed = List.copyOf(failed);
    }
  }

  /**
   * One of those who were to be blocked or unblocked.
   *
   * @param input the address as given
   * @param waId the WhatsApp id; null when not said
   * @param errors why it failed; empty when it worked
   */
  record Person(@Nullable String input, @Nullable String waId, List<SendError> errors) {
    /** Copies the list. */
    public Person {
      errors = List.copyOf(errors);
    }

    @Override
    public String toString() {
      return "Person["
          + (input == null ? null : Masking.address(input))
          + (errors.isEmpty() ? "" : ", " + errors)
          + "]";
    }
  }
}
