package org.sceau.local.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for localhost that this machine signed itself, kept in a file over restarts. */
public final class ThrowAwayCertificate {

  private static final String ALIAS = "localhost";

  /** Protects nothing: anyone who may read the file may have the key. */
  private static final String PASSWORD = "localhost";

  private final KeyStore store;

  private ThrowAwayCertificate(KeyStore store) {
    this.store = store;
  }

  /**
   * Reads the certificate, or makes it if the file is not there.
   *
   * @throws IllegalStateException if the file is damaged
   */
  public static ThrowAwayCertificate in(Path file) {
    if (!Files.exists(file)) {
      make(file);
    }
    try {
      var store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
      if (store.getCertificate(ALIAS) == null) {
        throw new IllegalStateException(file + " holds no certificate for localhost: remove it.");
      }
      return new ThrowAwayCertificate(store);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(
          file + " is damaged: remove it, and a new certificate is made.", e);
    }
  }

  /** For whom answers with the certificate. */
  public SSLContext forServer() {
    try {
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD.toCharArray());
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("TLS with the throw-away certificate", e);
    }
  }

  /** For whom trusts the certificate, and no other. */
  public SSLContext forClient() {
    try {
      var trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("trusting the throw-away certificate", e);
    }
  }

  public X509Certificate certificate() {
    try {
      return (X509Certificate) store.getCertificate(ALIAS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key store that was loaded", e);
    }
  }

  /** Writes the certificate alone, as PEM, for programs that are to trust it. */
  public void export(Path file) {
    try {
      var base64 =
          Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate().getEncoded());
      Files.writeString(
          file, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read", e);
    } catch (IOException e) {
      throw new UncheckedIOException("writing " + file, e);
    }
  }

  /** By the JDK's own keytool: the JDK has no other public way to make a certificate. */
  private static void make(Path file) {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    try {
      // Under another name first, so that a start cut short leaves no half of a file.
      var unfinished = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(unfinished);
      var process =
          new ProcessBuilder(
                  keytool.toString(),
                  "-genkeypair",
                  "-alias",
                  ALIAS,
                  "-keyalg",
                  "EC",
                  "-groupname",
                  "secp256r1",
                  "-dname",
                  "CN=localhost",
                  "-ext",
                  "san=dns:localhost,ip:127.0.0.1",
                  "-validity",
                  "3650",
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  unfinished.toString(),
                  "-storepass",
                  PASSWORD)
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException("keytool could not make a certificate: " + said.strip());
      }
      Files.move(unfinished, file);
    } catch (IOException e) {
      throw new UncheckedIOException("making a certificate with " + keytool, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while making a certificate", e);
    }
  }
}
