package io.patchbay.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** The small print of sockets. */
final class Sockets {
  private Sockets() {}

  /**
   * Acknowledges what has just been read at once, where the system can. The JDK's HTTP server
   * writes headers and body separately, and (with its default setting) holds the body back until
   * the headers are acknowledged: 40 ms on Linux. The request is good for one read only.
   */
  static void acknowledgeAtOnce(SocketChannel channel) throws IOException {
    if (channel.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK)) {
      channel.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
    }
  }

  static void close(@Nullable Closeable closeable) {
    if (closeable != null) {
      try {
        closeable.close();
      } catch (IOException e) {
        // It is closed as far as this process is concerned, and there is nobody to tell.
        return;
      }
    }
  }
}
