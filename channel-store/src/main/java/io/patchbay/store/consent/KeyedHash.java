package io.patchbay.store.consent;

import io.patchbay.store.internal.SqlSession;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Stands for an address that has been erased: HMAC-SHA256 under a random key that is made at the
 * first erasure and kept in the same database. Thread-safe.
 */
final class KeyedHash {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String KEY = "SELECT value FROM meta WHERE name = 'hash-key'";
  private static final int KEY_BYTES = 32;
  private static final String MAKE =
      "INSERT INTO meta (name, value) VALUES ('hash-key', ?) ON CONFLICT (name) DO NOTHING";

  private volatile @Nullable SecretKeySpec key;

  /**
   * The hashes of these keys of addresses; none while nothing has been erased. Inside a transaction
   * that writes the key may be one that a failure takes back, so it is not kept from there.
   */
  List<String> of(SqlSession session, Collection<String> keys) throws SQLException {
    SecretKeySpec secret = key;
    if (secret == null) {
      byte[] stored = session.first(KEY, row -> row.getBytes(1));
      if (stored == null) {
        return List.of();
      }
      secret = new SecretKeySpec(stored, ALGORITHM);
      if (!session.writing()) {
        key = secret;
      }
    }
    List<String> hashes = new ArrayList<>(keys.size());
    for (String address : keys) {
      hashes.add("h:" + hash(secret, address));
    }
    return hashes;
  }

  /** Makes the key if there is none. */
  void make(SqlSession session) throws SQLException {
    byte[] made = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(made);
    session.update(MAKE, made);
  }

  private static String hash(SecretKeySpec secret, String address) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(Objects.requireNonNull(secret));
      return HexFormat.of().formatHex(mac.doFinal(address.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }
}
