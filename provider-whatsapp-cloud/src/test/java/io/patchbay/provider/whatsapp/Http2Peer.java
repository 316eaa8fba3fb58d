package io.patchbay.provider.whatsapp;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The server's end of one HTTP/2 connection, frame by frame, for servers that misbehave. It reads
 * no header, only where a request ends.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113">RFC 9113</a>
 */
final class Http2Peer {
  static final int NO_ERROR = 0;
  static final int INTERNAL_ERROR = 2;
  static final int REFUSED_STREAM = 7;
  static final int CANCEL = 8;

  private static final int PREFACE = 24;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RESET = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GO_AWAY = 7;
  private static final int END_STREAM = 1;
  private static final int ACKNOWLEDGED = 1;
  private static final int END_HEADERS = 4;
  private static final byte[] NO_WINDOW = {0, 4, 0, 0, 0, 0};

  private final RawServer.Peer peer;
  private final DataInputStream in;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private boolean deaf;

  private Http2Peer(RawServer.Peer peer) throws IOException {
    this.peer = peer;
    this.in = new DataInputStream(peer.in());
  }

  /** What the server does with a connection after both sides have introduced themselves. */
  interface Behaviour {
    void serve(Http2Peer peer) throws IOException;
  }

  static RawServer.Behaviour speaking(Behaviour behaviour) {
    return peer -> {
      Http2Peer http2 = new Http2Peer(peer);
      http2.in.skipNBytes(PREFACE);
      http2.send(SETTINGS, 0, 0);
      behaviour.serve(http2);
    };
  }

  /** Reads until a request is there as a whole, counts it and gives its stream. */
  int request() throws IOException {
    return until(DATA);
  }

  /** Reads until the headers of a request are there and gives its stream. */
  int head() throws IOException {
    return until(HEADERS);
  }

  /** Lets no more bodies through, and returns once the client knows. */
  void closeWindow() throws IOException {
    send(SETTINGS, 0, 0, NO_WINDOW);
    // Not its acknowledgement: the one that comes next may be that of the first settings.
    settle();
  }

  /** Returns once the client has read everything so far. */
  void settle() throws IOException {
    send(PING, 0, 0, new byte[8]);
    until(PING);
  }

  /** Answers pings no more. */
  void becomeDeaf() {
    deaf = true;
  }

  /** Goes on reading, and counting, until the client has gone away. */
  void hang() throws IOException {
    try {
      until(-1);
    } catch (EOFException e) {
      // The client went away, which is its right.
    }
  }

  void answer(int stream, String status, String text) throws IOException {
    headers(stream, status);
    send(DATA, END_STREAM, stream, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The head of an answer: one literal field, {@code :status}, which is number 8 of HPACK. */
  void headers(int stream, String status) throws IOException {
    byte[] field = ("\u0008\u0003" + status).getBytes(StandardCharsets.US_ASCII);
    send(HEADERS, END_HEADERS, stream, field);
  }

  void part(int stream, String text) throws IOException {
    send(DATA, 0, stream, text.getBytes(StandardCharsets.UTF_8));
  }

  void reset(int stream, int code) throws IOException {
    send(RESET, 0, stream, ByteBuffer.allocate(4).putInt(code).array());
  }

  void goAway(int lastStream, int code) throws IOException {
    send(GO_AWAY, 0, 0, ByteBuffer.allocate(8).putInt(lastStream).putInt(code).array());
  }

  /** A header block that is none. */
  void garble(int stream) throws IOException {
    send(
        HEADERS,
        END_HEADERS,
        stream,
        (byte) 0xff,
        (byte) 0xff,
        (byte) 0xff,
        (byte) 0xff,
        (byte) 0xff,
        (byte) 0xff);
  }

  /** Drops the whole connection. */
  void drop() throws IOException {
    peer.reset();
  }

  private int until(int awaited) throws IOException {
    while (true) {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int type = in.readUnsignedByte();
      int flags = in.readUnsignedByte();
      int stream = in.readInt();
      byte[] payload = in.readNBytes(length);
      boolean reply = (flags & ACKNOWLEDGED) != 0;
      if (type == DATA) {
        body.writeBytes(payload);
        reply = (flags & END_STREAM) != 0;
        if (reply) {
          peer.arrived(body.toString(StandardCharsets.UTF_8));
          body.reset();
        }
      } else if (type == SETTINGS && !reply) {
        send(SETTINGS, ACKNOWLEDGED, 0);
      } else if (type == PING && !reply && !deaf) {
        send(PING, ACKNOWLEDGED, 0, payload);
      }
      if (type == awaited && (reply || type == HEADERS)) {
        return stream;
      }
    }
  }

  private void send(int type, int flags, int stream, byte... payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) 0).putShort((short) payload.length).put((byte) type).put((byte) flags);
    peer.write(frame.putInt(stream).put(payload).array());
  }
}
