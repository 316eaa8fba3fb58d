package com.example.small;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Plays Pigeon Post on this machine: {@code java PigeonPost.java 8090}. */
final class PigeonPost {
  private PigeonPost() {}

  public static void main(String[] arguments) throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
    HttpServer server = HttpServer.create(address, 0);
    AtomicInteger count = new AtomicInteger();
    server.createContext(
        "/messages",
        exchange -> {
          String form =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          System.out.println(URLDecoder.decode(form, StandardCharsets.UTF_8));
          byte[] answer = ("OK p" + count.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    System.out.println("Pigeon Post listens on " + address + "; Ctrl-C ends it.");
  }
}
