package org.sceau.bench.status;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.dataintegrity.jsonld.TitaniumCanonicalizer;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.signing.Sealer;
import org.sceau.statuslist.EncodedList;
import org.sceau.testing.Demo;
import org.sceau.testing.MemorySigner;

/**
 * The processor's time of each step on the way of one list of 131,072 positions, one in a hundred
 * set, and of gzip at each level: the median of rounds in which the steps take turns.
 */
public final class OneList {

  private static final int ROUNDS = 40;
  private static final int TIMES = 20;

  private static int sink;

  private OneList() {}

  /** Measures and prints. */
  public static void run() {
    var bits = BigDeployment.revoked(1);
    var bytes = bytes(bits);
    var signer = new MemorySigner();
    var issuer = Demo.issuer(signer);
    var p256 = issuer.signingKey(KeyKind.P256).orElseThrow();
    var ed25519 = issuer.signingKey(KeyKind.ED25519).orElseThrow();
    var sealer =
        new Sealer(
            Demo.DEPLOYMENT,
            new DataIntegrity(new TitaniumCanonicalizer(new BundledContexts()), () -> Demo.NOW),
            signer);
    var encoded = EncodedList.encode(bits, BigDeployment.CAPACITY);
    var unsecured = credential(encoded);
    var sealed = sealer.seal(sealer.prepare(unsecured, issuer, Demo.NOW));
    var embedded = Demo.object(sealed.embedded());
    var message =
        sealed
            .jwt()
            .substring(0, sealed.jwt().lastIndexOf('.'))
            .getBytes(StandardCharsets.US_ASCII);
    var hashes = new byte[64];

    Map<String, Runnable> steps = new LinkedHashMap<>();
    for (int level = Deflater.BEST_SPEED; level <= Deflater.BEST_COMPRESSION; level++) {
      int chosen = level;
      steps.put("gzip level " + level, () -> sink += gzip(bytes, chosen).length);
    }
    steps.put("encode", () -> sink += EncodedList.encode(bits, BigDeployment.CAPACITY).length());
    steps.put("decode", () -> sink += EncodedList.decode(encoded, BigDeployment.CAPACITY).length());
    steps.put(
        "canonicalise and hash",
        () -> sink += sealer.prepare(unsecured, issuer, Demo.NOW).unsecured().members().size());
    steps.put("sign P-256 (KMS in the cloud)", () -> sink += signer.sign(p256, message).length);
    steps.put("sign Ed25519 (KMS in the cloud)", () -> sink += signer.sign(ed25519, hashes).length);
    steps.put(
        "verify the JWT",
        () -> sink += sealer.sealedClaims(sealed.jwt(), issuer).map(_ -> 1).orElse(0));
    steps.put("verify the embedded proof", () -> sink += sealer.isSealed(embedded, issuer) ? 1 : 0);

    var times = measured(steps);
    System.out.printf("%-34s %10s%n", "step", "CPU in us");
    times.forEach((step, nanos) -> {
      var size =
          step.startsWith("gzip")
              ? "  %,d bytes".formatted(gzip(bytes, Integer.parseInt(step.substring(11))).length)
              : "";
      System.out.printf("%-34s %10.1f%s%n", step, nanos / 1e3, size);
    });
    System.out.printf(
        "the list: %,d characters encoded, %,d in JSON, %,d as a JWT (%d)%n",
        encoded.length(), sealed.embedded().length(), sealed.jwt().length(), sink & 1);
  }

  private static Map<String, Long> measured(Map<String, Runnable> steps) {
    var cpu = new Cpu();
    Map<String, long[]> rounds = new LinkedHashMap<>();
    for (int round = -ROUNDS; round < ROUNDS; round++) {
      for (var step : steps.entrySet()) {
        long nanos =
            cpu.nanos(() -> {
              for (int i = 0; i < TIMES; i++) {
                step.getValue().run();
              }
            });
        if (round >= 0) {
          rounds.computeIfAbsent(step.getKey(), _ -> new long[ROUNDS])[round] = nanos / TIMES;
        }
      }
    }
    Map<String, Long> medians = new LinkedHashMap<>();
    rounds.forEach((step, nanos) -> {
      Arrays.sort(nanos);
      medians.put(step, nanos[ROUNDS / 2]);
    });
    return medians;
  }

  private static JsonObject credential(String encoded) {
    var url = Demo.DEPLOYMENT.statusListUrl(BigDeployment.list(1));
    return JsonObject.builder()
        .put("@context", JsonArray.ofStrings("https://www.w3.org/ns/credentials/v2"))
        .put("id", url)
        .put("type", JsonArray.ofStrings("VerifiableCredential", "BitstringStatusListCredential"))
        .put("issuer", Demo.DEPLOYMENT.webDid(Demo.ISSUER))
        .put("validFrom", "2026-01-15T10:00:00Z")
        .put("validUntil", "2026-01-22T10:00:00Z")
        .put(
            "credentialSubject",
            JsonObject.builder()
                .put("id", url + "#list")
                .put("type", "BitstringStatusList")
                .put("statusPurpose", "revocation")
                .put("ttl", 60_000)
                .put("encodedList", encoded)
                .build())
        .build();
  }

  private static byte[] bytes(BitSet bits) {
    var bytes = new byte[BigDeployment.CAPACITY / Byte.SIZE];
    bits.stream().forEach(index -> bytes[index / 8] |= (byte) (0x80 >>> (index % 8)));
    return bytes;
  }

  private static byte[] gzip(byte[] bytes, int level) {
    var gzipped = new ByteArrayOutputStream();
    try (var gzip =
        new GZIPOutputStream(gzipped) {
          {
            def.setLevel(level);
          }
        }) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return gzipped.toByteArray();
  }
}
