package org.sceau.bench;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.sceau.jose.CachingSignatures;
import org.sceau.jose.KeyKind;
import org.sceau.jose.PublicJwk;
import org.sceau.jose.Signatures;

/**
 * After how many verifications the native provider has paid for being loaded, in a JVM as plain
 * Lambda starts it: new, and with the first compiler only.
 */
final class ProviderRun {

  private static final int VERIFICATIONS = 300;

  private ProviderRun() {}

  static void run() throws Exception {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      var process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  ProviderRun.class.getName())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      var line =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      System.out.println(line);
      if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException("a JVM failed");
      }
      found.add(Integer.valueOf(line.substring(line.lastIndexOf(' ') + 1)));
    }
    System.out.println("median: " + found.stream().sorted().toList().get(2));
  }

  /** In the new JVM: the JDK first, as a function would, and then the provider. */
  public static void main(String[] arguments) {
    var pair = Fixture.pair("EC");
    var key = PublicJwk.of(pair.getPublic()).orElseThrow();
    var message = "message".repeat(250).getBytes(StandardCharsets.UTF_8);
    var signature = Fixture.sign(pair, "SHA256withECDSAinP1363Format", message);
    var jdk = new CachingSignatures();
    // What the first few take would be taken either way.
    verify(jdk, key, message, signature, 20);
    double slow = verify(jdk, key, message, signature, VERIFICATIONS);
    long begin = System.nanoTime();
    var corretto = new CachingSignatures(AmazonCorrettoCryptoProvider.INSTANCE);
    verify(corretto, key, message, signature, 1);
    double loading = (System.nanoTime() - begin) / 1_000.0;
    double fast = verify(corretto, key, message, signature, VERIFICATIONS);
    System.out.printf(
        Locale.ROOT,
        "%s: the JDK %.0f us each, the provider %.0f us each and %.0f us at first; pays after %d%n",
        KeyKind.P256,
        slow,
        fast,
        loading,
        Math.round(loading / (slow - fast)));
  }

  private static double verify(
      Signatures signatures, PublicJwk key, byte[] message, byte[] signature, int times) {
    long begin = System.nanoTime();
    for (int i = 0; i < times; i++) {
      if (!signatures.verify(key, message, signature)) {
        throw new IllegalStateException("not verified");
      }
    }
    return (System.nanoTime() - begin) / 1_000.0 / times;
  }
}
