package org.sceau.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Whose certificates are believed. */
final class Trust {

  private Trust() {}

  /**
   * The authorities that Java knows, and those of a file of PEM certificates if there is one.
   *
   * @throws IOException if the file cannot be read, or holds no certificates
   */
  static SSLContext with(Optional<Path> authorities) throws IOException {
    try {
      if (authorities.isEmpty()) {
        return SSLContext.getDefault();
      }
      var anchors = KeyStore.getInstance("PKCS12");
      anchors.load(null, null);
      var usual = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      usual.init((KeyStore) null);
      int number = 0;
      for (var manager : usual.getTrustManagers()) {
        if (manager instanceof X509TrustManager known) {
          for (var certificate : known.getAcceptedIssuers()) {
            anchors.setCertificateEntry("known-" + number++, certificate);
          }
        }
      }
      try (var input = Files.newInputStream(authorities.get())) {
        for (var certificate :
            CertificateFactory.getInstance("X.509").generateCertificates(input)) {
          anchors.setCertificateEntry("given-" + number++, certificate);
        }
      }
      var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trusted.init(anchors);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trusted.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(authorities + " holds no certificates", e);
    }
  }
}
