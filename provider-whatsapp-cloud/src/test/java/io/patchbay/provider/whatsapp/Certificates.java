package io.patchbay.provider.whatsapp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A server's certificate that is made for one test, and clients that trust it. */
final class Certificates {
  private final HeldCertificate authority;
  private final HeldCertificate certificate;

  private Certificates(HeldCertificate authority, HeldCertificate.Builder certificate) {
    this.authority = authority;
    this.certificate = certificate.signedBy(authority).build();
  }

  static Certificates of(String host) {
    return new Certificates(authority(), named(host));
  }

  static Certificates expired(String host) {
    return new Certificates(authority(), named(host).validityInterval(1, 2));
  }

  private static HeldCertificate authority() {
    return new HeldCertificate.Builder().certificateAuthority(0).build();
  }

  private static HeldCertificate.Builder named(String host) {
    return new HeldCertificate.Builder().commonName(host).addSubjectAlternativeName(host);
  }

  OkHttpClient.Builder trustedBy(OkHttpClient.Builder client) {
    HandshakeCertificates trust =
        new HandshakeCertificates.Builder().addTrustedCertificate(authority.certificate()).build();
    return client.sslSocketFactory(trust.sslSocketFactory(), trust.trustManager());
  }

  /** Server sockets that offer the protocols, such as {@code h2}, by ALPN. */
  ServerSocketFactory server(String... protocols) {
    SSLServerSocketFactory sockets =
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslContext()
            .getServerSocketFactory();
    return new ServerSocketFactory() {
      @Override
      public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
          throws IOException {
        SSLServerSocket socket =
            (SSLServerSocket) sockets.createServerSocket(port, backlog, address);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
        return socket;
      }

      @Override
      public ServerSocket createServerSocket(int port) throws IOException {
        return createServerSocket(port, 0, InetAddress.getLoopbackAddress());
      }

      @Override
      public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return createServerSocket(port, backlog, InetAddress.getLoopbackAddress());
      }
    };
  }
}
