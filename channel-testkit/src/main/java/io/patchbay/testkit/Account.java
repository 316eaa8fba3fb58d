package io.patchbay.testkit;

import java.net.URI;

/**
 * An account that the contract invents, for a provider's author to make settings of. Two accounts
 * differ in every part, so that a provider that mixes them is seen.
 *
 * <p>Immutable.
 *
 * @param name a short name, letters only
 * @param service where the provider's service is played, with a closing slash; of no use for a
 *     provider without HTTP
 * @param secret what to use for passwords, tokens and keys: 32 letters and digits that must not
 *     appear anywhere afterwards
 */
public record Account(String name, URI service, String secret) {
  /** The same account, its service elsewhere. */
  public Account at(URI elsewhere) {
    return new Account(name, elsewhere, secret);
  }

  /** Digits of the account's own, for ids that are numbers. */
  public String digits(int count) {
    return repeated(
        Integer.toString(Math.floorMod(name.hashCode(), 89_999_999) + 10_000_000), count);
  }

  /** Hexadecimal digits of the account's own, in lower case, for ids that are hashes. */
  public String hex(int count) {
    return repeated(String.format("%08x", name.hashCode()), count);
  }

  private static String repeated(String unit, int count) {
    return unit.repeat(count / unit.length() + 1).substring(0, count);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "Account[" + name + ", " + service + "]";
  }
}
