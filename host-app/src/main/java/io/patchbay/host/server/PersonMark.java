package io.patchbay.host.server;

import io.patchbay.channel.Address;
import io.patchbay.registry.people.AddressKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells whether something in memory belongs to a person without keeping the number: a hash of the
 * address under a key that only this process has and that ends with it. Thread-safe.
 */
final class PersonMark {
  private static final String HMAC = "HmacSHA256";

  private final SecretKeySpec key;

  PersonMark() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, HMAC);
  }

  Set<String> of(Collection<? extends Address> addresses) {
    return AddressKey.of(addresses).stream().map(this::mark).collect(Collectors.toSet());
  }

  private String mark(String address) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(address.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + HMAC, e);
    }
  }
}
