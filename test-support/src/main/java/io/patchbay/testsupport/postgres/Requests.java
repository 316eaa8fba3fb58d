package io.patchbay.testsupport.postgres;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client says to PostgreSQL, cut where it waits for an answer: version 3 of the protocol
 * ("Message Formats" in PostgreSQL's documentation), as far as its driver for Java uses it. For one
 * thread.
 */
final class Requests {
  private static final int ASKS_FOR_SSL = 80877103;
  private static final int ASKS_FOR_GSS = 80877104;
  private static final int LARGEST = 1 << 26;
  private static final Set<String> WRITING = Set.of("INSERT", "UPDATE", "DELETE");

  private final DataInputStream client;
  private final Map<String, String> statements = new HashMap<>();
  private boolean greeted;

  Requests(InputStream client) {
    this.client = new DataInputStream(client);
  }

  /** Everything up to where the client waits. */
  static final class Request {
    private final byte[] bytes;
    private final Set<String> verbs;

    private Request(byte[] bytes, Set<String> verbs) {
      this.bytes = bytes;
      this.verbs = verbs;
    }

    void passTo(OutputStream server) throws IOException {
      server.write(bytes);
    }

    boolean writes() {
      return verbs.stream().anyMatch(WRITING::contains);
    }

    boolean commits() {
      return verbs.contains("COMMIT");
    }
  }

  /** The next one; null when the client has gone. */
  @Nullable Request next() throws IOException {
    try {
      return greeted ? statement() : greeting();
    } catch (EOFException e) {
      return null;
    }
  }

  private Request greeting() throws IOException {
    byte[] body = body(client.readInt());
    int code = ByteBuffer.wrap(body).getInt();
    greeted = code != ASKS_FOR_SSL && code != ASKS_FOR_GSS;
    ByteBuffer all = ByteBuffer.allocate(4 + body.length).putInt(4 + body.length).put(body);
    return new Request(all.array(), Set.of());
  }

  private Request statement() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Set<String> verbs = new HashSet<>();
    while (true) {
      int type = client.readUnsignedByte();
      byte[] body = body(client.readInt());
      all.write(type);
      all.write(ByteBuffer.allocate(4).putInt(4 + body.length).array());
      all.write(body);
      switch (type) {
        case 'P' -> {
          String name = text(body, 0);
          statements.put(name, verb(text(body, name.length() + 1)));
        }
        case 'B' -> {
          String portal = text(body, 0);
          verbs.add(statements.getOrDefault(text(body, portal.length() + 1), ""));
        }
        case 'Q' -> verbs.add(verb(text(body, 0)));
        default -> {
          // Nothing that says what is run.
        }
      }
      // Sync, Flush, a simple query, a password, the end.
      if ("SHQpX".indexOf(type) >= 0) {
        return new Request(all.toByteArray(), verbs);
      }
    }
  }

  private byte[] body(int length) throws IOException {
    if (length < 4 || length > LARGEST) {
      throw new IOException("not the protocol of PostgreSQL: a message of " + length + " bytes");
    }
    byte[] body = new byte[length - 4];
    client.readFully(body);
    return body;
  }

  private static String text(byte[] body, int from) {
    int end = from;
    while (body[end] != 0) {
      end++;
    }
    // A byte for a character, so that lengths are those of the bytes.
    return new String(body, from, end - from, StandardCharsets.ISO_8859_1);
  }

  private static String verb(String statement) {
    return statement.strip().split("\\s", 2)[0].toUpperCase(Locale.ROOT);
  }
}
