package org.sceau.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ServerSocketFactory;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A server with a certificate of its own that answers as a test wants it to. */
final class LoopbackServer implements AutoCloseable {

  /** How to answer one request; the connection is closed behind it. */
  interface Script {
    void answer(OutputStream output) throws IOException, InterruptedException;
  }

  final List<List<String>> requests = new CopyOnWriteArrayList<>();
  final List<String> names = new CopyOnWriteArrayList<>();
  final AtomicReference<Script> script = new AtomicReference<>(_ -> {});

  private static final char[] PASSWORD = "throw-away".toCharArray();

  private final ServerSocket listening;
  private final SSLContext trusting;

  private LoopbackServer(ServerSocket listening, SSLContext trusting) {
    this.listening = listening;
    this.trusting = trusting;
  }

  /** A certificate for these names, with its key, which is thrown away with the folder. */
  static KeyStore certificate(Path folder, String... names)
      throws IOException, GeneralSecurityException, InterruptedException {
    var store = folder.resolve("certificate-" + String.join("-", names) + ".p12");
    var san = "SAN=" + String.join(",", List.of(names).stream().map(n -> "dns:" + n).toList());
    String[] command = {
      Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
      "-genkeypair",
      "-alias",
      "test",
      "-keyalg",
      "EC",
      "-dname",
      "CN=test",
      "-ext",
      san,
      "-storetype",
      "PKCS12",
      "-keystore",
      store.toString(),
      "-storepass",
      new String(PASSWORD)
    };
    var made = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (made.waitFor() != 0) {
      throw new IOException(output);
    }
    var keys = KeyStore.getInstance("PKCS12");
    try (var input = Files.newInputStream(store)) {
      keys.load(input, PASSWORD);
    }
    return keys;
  }

  /** Starts one with this certificate. */
  static LoopbackServer start(KeyStore keys) throws IOException, GeneralSecurityException {
    var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    var serving = SSLContext.getInstance("TLS");
    serving.init(own.getKeyManagers(), null, null);
    var anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    anchors.setCertificateEntry("test", keys.getCertificate("test"));
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(anchors);
    var trusting = SSLContext.getInstance("TLS");
    trusting.init(null, trusted.getTrustManagers(), null);
    return start(serving.getServerSocketFactory(), trusting);
  }

  /** Starts one without TLS. */
  static LoopbackServer startPlain() throws IOException, GeneralSecurityException {
    return start(ServerSocketFactory.getDefault(), SSLContext.getDefault());
  }

  private static LoopbackServer start(ServerSocketFactory sockets, SSLContext trusting)
      throws IOException {
    var server =
        new LoopbackServer(
            sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress()), trusting);
    Thread.ofVirtual().start(server::serve);
    return server;
  }

  SSLContext trusting() {
    return trusting;
  }

  int port() {
    return listening.getLocalPort();
  }

  String authority() {
    return "localhost:" + port();
  }

  String url(String path) {
    return "https://" + authority() + path;
  }

  /** Answers with these bytes, whatever they are. */
  void answers(String raw) {
    script.set(output -> output.write(raw.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private void serve() {
    while (!listening.isClosed()) {
      try {
        var socket = listening.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (Socket closing = socket) {
      var reader =
          new BufferedReader(
              new InputStreamReader(closing.getInputStream(), StandardCharsets.ISO_8859_1));
      List<String> lines = new ArrayList<>();
      for (var line = reader.readLine(); line != null && !line.isEmpty(); ) {
        lines.add(line);
        line = reader.readLine();
      }
      if (socket instanceof SSLSocket secure
          && secure.getSession() instanceof ExtendedSSLSession session) {
        session
            .getRequestedServerNames()
            .forEach(name -> {
              if (name instanceof SNIHostName host) {
                names.add(host.getAsciiName());
              }
            });
      }
      requests.add(lines);
      script.get().answer(closing.getOutputStream());
    } catch (IOException _) {
      // The client went away, which is what some tests are about.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
