package org.sceau.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sceau.dataintegrity.Canonicalizer.Canonicalization;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.jose.CachingSignatures;
import org.sceau.jose.CompactJws;
import org.sceau.jose.PublicJwk;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonWriter;
import org.sceau.records.Deployment;
import org.sceau.statuslist.EncodedList;
import org.sceau.verification.Fetcher.Fetch;

/** However many issuers and lists there are, what is remembered of them has its bounds. */
class RememberedBytesTest {

  private static final Instant NOW = Instant.parse("2026-03-20T14:05:00Z");
  private static final int CAPACITY = 131_072;

  private final KeyPair pair = pair();
  private final String encodedList = EncodedList.encode(new BitSet(), CAPACITY);
  private final CredentialVerifier verifier =
      new CredentialVerifier(
          Deployment.at("https://sceau.example"),
          IssuerDirectory.NONE,
          _ -> Optional.empty(),
          new DataIntegrity(
              (_, _) -> new Canonicalization.Refused("not asked"),
              new CachingSignatures(),
              () -> NOW),
          _ -> List.of(),
          () -> this::fetch,
          List::of,
          () -> NOW);

  @Test
  void aThousandCredentialsOfAThousandListsStayWithinTheBudget() {
    long largest = 0;
    for (int i = 0; i < 1_100; i++) {
      assertThat(verifier.verify(jws(i, credential(i))).verdict())
          .isEqualTo(VerificationReport.Verdict.VERIFIED);

      long remembered = verifier.elsewhere().remembered();
      largest = Math.max(largest, remembered);
      assertThat(remembered)
          .isLessThanOrEqualTo(ExternalIssuers.LISTS_BUDGET + ExternalIssuers.DOCUMENTS_BUDGET);
    }
    // The lists alone are more than there is room for: it was filled, and something forgotten.
    assertThat(largest).isGreaterThan(ExternalIssuers.LISTS_BUDGET * 9 / 10);
    assertThat(1_100L * CAPACITY / Byte.SIZE).isGreaterThan(ExternalIssuers.LISTS_BUDGET);
  }

  private Fetch fetch(Fetcher.Wanted wanted) {
    var number = Integer.parseInt(wanted.url().replaceAll("[^0-9]", ""));
    var document =
        wanted.url().endsWith("/did.json")
            ? JsonWriter.write(did(number))
            : jws(number, list(number));
    return new Fetch.Fetched(document.getBytes(UTF_8), "", null, Duration.ofHours(1));
  }

  private static String issuer(int number) {
    return "did:web:issuer.example:i" + number;
  }

  private static String listUrl(int number) {
    return "https://issuer.example/lists/" + number;
  }

  private JsonObject did(int number) {
    var method = issuer(number) + "#key";
    return JsonObject.builder()
        .put("id", issuer(number))
        .put(
            "verificationMethod",
            JsonArray.of(
                JsonObject.builder()
                    .put("id", method)
                    .put("type", "JsonWebKey")
                    .put("controller", issuer(number))
                    .put("publicKeyJwk", PublicJwk.of(pair.getPublic()).orElseThrow().toJson())
                    .build()))
        .put("assertionMethod", JsonArray.ofStrings(method))
        .build();
  }

  private static JsonObject.Builder document(int number, String id, String... types) {
    return JsonObject.builder()
        .put("@context", JsonArray.ofStrings("https://www.w3.org/ns/credentials/v2"))
        .put("id", id)
        .put("type", JsonArray.ofStrings(types))
        .put("issuer", issuer(number))
        .put("validFrom", "2026-03-20T14:00:00Z");
  }

  private static JsonObject credential(int number) {
    return document(number, "https://issuer.example/c/" + number, "VerifiableCredential")
        .put(
            "credentialSubject",
            JsonObject.builder().put("id", "did:example:learner").put("name", "x").build())
        .put(
            "credentialStatus",
            JsonObject.builder()
                .put("type", "BitstringStatusListEntry")
                .put("statusPurpose", "revocation")
                .put("statusListIndex", "7")
                .put("statusListCredential", listUrl(number))
                .build())
        .build();
  }

  private JsonObject list(int number) {
    return document(
            number, listUrl(number), "VerifiableCredential", "BitstringStatusListCredential")
        .put(
            "credentialSubject",
            JsonObject.builder()
                .put("id", listUrl(number) + "#list")
                .put("type", "BitstringStatusList")
                .put("statusPurpose", "revocation")
                .put("encodedList", encodedList)
                .build())
        .build();
  }

  private String jws(int number, JsonObject payload) {
    var header =
        JsonObject.builder()
            .put("alg", "ES256")
            .put("typ", "vc+jwt")
            .put("kid", issuer(number) + "#key")
            .build();
    var input = CompactJws.signingInput(header, JsonWriter.writeBytes(payload));
    try {
      var signing = Signature.getInstance("SHA256withECDSAinP1363Format");
      signing.initSign(pair.getPrivate());
      signing.update(input);
      return CompactJws.assemble(input, signing.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair pair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
