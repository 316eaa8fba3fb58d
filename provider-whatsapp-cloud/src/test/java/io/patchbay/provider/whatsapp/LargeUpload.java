package io.patchbay.provider.whatsapp;

import io.patchbay.channel.Media;
import io.patchbay.channel.spi.SmsConnection;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs in a Java machine of its own, with little memory: uploads a file to an address. */
final class LargeUpload {
  private LargeUpload() {}

  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(
            new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
    try (SmsConnection connection = Connections.open(arguments[0])) {
      MediaStore media = connection.capability(MediaStore.class).orElseThrow();
      MediaUpload file = MediaUpload.file(Path.of(arguments[1]));
      out.println("uploaded as " + media.upload(Media.Kind.DOCUMENT, file));
      out.println("at most " + (Runtime.getRuntime().maxMemory() >> 20) + " MB of heap");
    }
  }
}
