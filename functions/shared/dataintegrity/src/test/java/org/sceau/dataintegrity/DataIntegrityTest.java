package org.sceau.dataintegrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.dataintegrity.Canonicalizer.Canonicalization;
import org.sceau.dataintegrity.DataIntegrity.Hashing;
import org.sceau.dataintegrity.DataIntegrity.Verification;
import org.sceau.jose.PublicJwk;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonNull;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;

/** With a canonical form that is simple, since this is about proofs; see also module jsonld. */
class DataIntegrityTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final String METHOD = "did:web:issuer.example#key";

  private static final JsonObject UNSECURED =
      JsonObject.builder()
          .put("@context", JsonArray.ofStrings("https://www.w3.org/ns/credentials/v2"))
          .put("id", "urn:x:y")
          .put("name", "Badge")
          .build();

  private final DataIntegrity dataIntegrity =
      new DataIntegrity(
          (document, _) ->
              document.has("unknown")
                  ? new Canonicalization.Refused("\"unknown\" is not defined.")
                  : document.has("strange")
                      ? new Canonicalization.Unknown("The context is not known.")
                      : new Canonicalization.Canonical(
                          JsonWriter.write(new JsonObject(new TreeMap<>(document.members())))),
          InstantSource.fixed(NOW));

  private final KeyPair pair = make("Ed25519");

  @ParameterizedTest
  @CsvSource({
    "EDDSA_RDFC_2022, Ed25519",
    "EDDSA_JCS_2022, Ed25519",
    "ECDSA_RDFC_2019, secp256r1",
    "ECDSA_RDFC_2019, secp384r1",
    "ECDSA_JCS_2019, secp256r1",
    "ECDSA_JCS_2019, secp384r1"
  })
  void aProofVerifiesWithTheKeyThatMadeIt(Cryptosuite suite, String curve) {
    var keys = make(curve);
    var options = DataIntegrity.proofOptions(suite, NOW, METHOD);
    var digest = curve.equals("secp384r1") ? Digest.SHA_384 : Digest.SHA_256;

    var secured = DataIntegrity.attach(UNSECURED, options, sign(keys, hash(options, digest)));

    assertThat(List.copyOf(secured.members().keySet()).getLast()).isEqualTo("proof");
    assertThat(verify(secured, keys))
        .isEqualTo(new Verification.Verified(METHOD, NOW, suite, UNSECURED));
    assertThat(verify(secured.with("name", new JsonString("Other")), keys))
        .isInstanceOf(Verification.NotVerified.class);
    assertThat(verify(secured, make(curve))).isInstanceOf(Verification.NotVerified.class);
    for (var other : List.of("Ed25519", "secp256r1", "secp384r1")) {
      assertThat(verify(secured, make(other))).isInstanceOf(Verification.NotVerified.class);
    }
    assertThat(verify(secured, rsa())).isInstanceOf(Verification.NotVerified.class);
    for (var other : Cryptosuite.values()) {
      if (other != suite) {
        var renamed =
            secured.with(
                "proof",
                secured
                    .object("proof")
                    .orElseThrow()
                    .with("cryptosuite", new JsonString(other.id())));
        assertThat(verify(renamed, keys)).isNotInstanceOf(Verification.Verified.class);
      }
    }
  }

  @Test
  void aSignatureOf2020IsReadAndNeverMade() {
    var options =
        JsonObject.builder()
            .put("type", "Ed25519Signature2020")
            .put("created", "2026-06-01T12:00:00Z")
            .put("verificationMethod", METHOD)
            .put("proofPurpose", "assertionMethod")
            .build();
    var secured = DataIntegrity.attach(UNSECURED, options, sign(pair, hash(options)));

    assertThat(verify(secured, pair))
        .isEqualTo(
            new Verification.Verified(METHOD, NOW, Cryptosuite.ED25519_SIGNATURE_2020, UNSECURED));
    assertThat(verify(secured, make("secp256r1"))).isInstanceOf(Verification.NotVerified.class);
    assertThatThrownBy(
            () -> DataIntegrity.proofOptions(Cryptosuite.ED25519_SIGNATURE_2020, NOW, METHOD))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aJcsProofCoversTheContextsThatItNames() {
    var first = new JsonString("https://www.w3.org/ns/credentials/v2");
    var second = new JsonString("https://issuer.example/added");
    var options =
        DataIntegrity.proofOptions(Cryptosuite.EDDSA_JCS_2022, NOW, METHOD)
            .with("@context", JsonArray.of(first));
    var secured = DataIntegrity.attach(UNSECURED, options, sign(pair, hash(options)));

    assertThat(verify(secured, pair)).isInstanceOf(Verification.Verified.class);
    assertThat(verify(secured.with("@context", first), pair))
        .isInstanceOf(Verification.Verified.class);
    // What was added is not in the document that is said to be verified.
    assertThat(verify(secured.with("@context", JsonArray.of(first, second)), pair))
        .isEqualTo(new Verification.Verified(METHOD, NOW, Cryptosuite.EDDSA_JCS_2022, UNSECURED));
    for (var other :
        List.of(JsonArray.of(second, first), JsonArray.of(second), JsonArray.of(), second)) {
      assertThat(verify(secured.with("@context", other), pair))
          .isInstanceOf(Verification.NotVerified.class);
    }
    assertThat(verify(secured.without("@context"), pair))
        .isInstanceOf(Verification.NotVerified.class);
  }

  @Test
  void aNumberThatLosesDigitsIsNotSignedWithJcs() {
    var options = DataIntegrity.proofOptions(Cryptosuite.EDDSA_JCS_2022, NOW, METHOD);
    var half = UNSECURED.with("credits", new JsonNumber("0.5"));
    var secured = DataIntegrity.attach(half, options, sign(pair, hash(half, options)));

    assertThat(verify(secured, pair)).isInstanceOf(Verification.Verified.class);
    for (var other : List.of("0.50000000000000000001", "5e-1000", "1e999", "0.4", "1")) {
      assertThat(verify(secured.with("credits", new JsonNumber(other)), pair))
          .as(other)
          .isInstanceOf(Verification.NotVerified.class);
    }
  }

  @Test
  void aProofThatIsNotSupportedIsNeitherGoodNorBad() {
    for (var change :
        List.<JsonObject>of(
            proof().with("type", new JsonString("BbsBlsSignature2020")),
            proof().with("cryptosuite", new JsonString("ecdsa-sd-2023")),
            proof().with("cryptosuite", new JsonString("Ed25519Signature2020")),
            proof().with("cryptosuite", new JsonString("EDDSA-RDFC-2022")),
            proof().with("previousProof", new JsonString("urn:x:proof")),
            proof().with("previousProof", JsonArray.ofStrings()))) {
      assertThat(verify(UNSECURED.with("proof", change), pair))
          .as(change.toString())
          .isInstanceOf(Verification.Undecided.class);
      assertThat(verify(with(proof(), change), pair)).isInstanceOf(Verification.Undecided.class);
    }
    assertThat(verify(secured().with("strange", new JsonString("x")), pair))
        .isEqualTo(new Verification.Undecided("The context is not known."));
  }

  @Test
  void aBadProofOutweighsOneThatIsNotSupported() {
    var strange = proof().with("cryptosuite", new JsonString("ecdsa-sd-2023"));
    var bad = proof().with("proofValue", new JsonString(Multibase.encodeBase58(new byte[64])));

    assertThat(verify(with(strange, bad), pair)).isInstanceOf(Verification.NotVerified.class);
    assertThat(verify(with(bad, strange), pair)).isInstanceOf(Verification.NotVerified.class);
  }

  @Test
  void aProofMayLeaveOutWhenItWasMade() {
    var options = options(NOW).without("created");

    assertThat(verify(secured(options), pair))
        .isEqualTo(new Verification.Verified(METHOD, null, Cryptosuite.EDDSA_RDFC_2022, UNSECURED));
  }

  @Test
  void aPresentationAnswersTheChallengeOfTheDomainThatAsked() {
    var options =
        options(NOW)
            .with("proofPurpose", new JsonString("authentication"))
            .with("challenge", new JsonString("c1"))
            .with("domain", JsonArray.ofStrings("a.example", "b.example"));
    var secured = secured(options);

    assertThat(verify(secured, ProofPurpose.authentication("c1", "b.example")))
        .isInstanceOf(Verification.Verified.class);
    assertThat(verify(secured, ProofPurpose.authentication(null, null)))
        .isInstanceOf(Verification.Verified.class);
    assertThat(problem(verify(secured, ProofPurpose.authentication("c2", "b.example"))))
        .isEqualTo(DataIntegrity.INVALID_CHALLENGE_ERROR);
    assertThat(problem(verify(secured, ProofPurpose.authentication("c1", "c.example"))))
        .isEqualTo(DataIntegrity.INVALID_DOMAIN_ERROR);
    assertThat(problem(verify(secured, ProofPurpose.ASSERTION)))
        .isEqualTo(DataIntegrity.PROOF_VERIFICATION_ERROR);
    var silent = secured(options.without("challenge").without("domain"));
    assertThat(problem(verify(silent, ProofPurpose.authentication("c1", null))))
        .isEqualTo(DataIntegrity.INVALID_CHALLENGE_ERROR);
    assertThat(problem(verify(silent, ProofPurpose.authentication(null, "a.example"))))
        .isEqualTo(DataIntegrity.INVALID_DOMAIN_ERROR);
  }

  private Verification verify(JsonObject secured, ProofPurpose purpose) {
    return dataIntegrity.verify(secured, purpose, _ -> PublicJwk.of(pair.getPublic()));
  }

  private static String problem(Verification verification) {
    return verification instanceof Verification.NotVerified(var type, _) ? type : "";
  }

  @Test
  void theHashOfTheOptionsComesFirstAndTheirContextIsTheDocuments() {
    var options = options(NOW);
    var other = hash(options(NOW.minusSeconds(1)));

    var bytes = hash(options);

    assertThat(bytes).hasSize(64);
    assertThat(java.util.Arrays.copyOfRange(bytes, 32, 64))
        .isEqualTo(java.util.Arrays.copyOfRange(other, 32, 64));
    assertThat(java.util.Arrays.copyOf(bytes, 32)).isNotEqualTo(java.util.Arrays.copyOf(other, 32));
    assertThat(dataIntegrity.hashData(UNSECURED.without("@context"), options))
        .isInstanceOf(Hashing.Refused.class);
  }

  @Test
  void createdIsInWholeSeconds() {
    assertThat(options(NOW.plusMillis(999)).string("created")).contains("2026-06-01T12:00:00Z");
  }

  @Test
  void aDocumentThatHasAProofIsNotSignedAgain() {
    assertThatThrownBy(() -> dataIntegrity.hashData(secured(), options(NOW)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> DataIntegrity.attach(secured(), options(NOW), new byte[64]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aProofThatSaysAnythingElseIsRefused() {
    for (var change :
        List.<JsonObject>of(
            proof().with("type", new JsonString("Ed25519Signature2020")),
            proof().with("type", JsonArray.ofStrings("DataIntegrityProof")),
            proof().without("type"),
            proof().with("cryptosuite", new JsonString("ecdsa-rdfc-2019")),
            proof().with("cryptosuite", new JsonString("eddsa-jcs-2022")),
            proof().with("cryptosuite", new JsonNull()),
            proof().without("cryptosuite"),
            proof().with("proofPurpose", new JsonString("authentication")),
            proof().without("proofPurpose"),
            proof().without("verificationMethod"),
            proof().with("verificationMethod", new JsonString("")),
            proof().with("verificationMethod", JsonObject.builder().put("id", METHOD).build()),
            proof().with("verificationMethod", new JsonString(METHOD + "2")),
            proof().without("created"),
            proof().with("created", new JsonString("2026-06-01T11:59:59Z")),
            proof().with("created", new JsonNumber("1")),
            proof().with("expires", new JsonNull()),
            proof().with("@context", new JsonString("https://www.w3.org/ns/credentials/v2")),
            proof().with("nonce", new JsonString("x")),
            proof().without("proofValue"),
            proof().with("proofValue", new JsonString("")),
            proof().with("proofValue", new JsonString("z")),
            proof().with("proofValue", new JsonString("u" + "A".repeat(86))),
            proof().with("proofValue", new JsonString("z1" + proofValue().substring(1))))) {
      assertThat(verify(UNSECURED.with("proof", change), pair))
          .as(change.toString())
          .isInstanceOf(Verification.NotVerified.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2999-01-01T00:00:00Z",
        "2026-06-01T12:01:01Z",
        "2026-06-01T24:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-06-01t12:00:00Z",
        "2026-06-01T12:00:00z",
        "2026-06-01 12:00:00Z",
        "2026-06-01",
        "2026-06-01T12:00Z",
        "0000-01-01T00:00:00Z",
        "12026-06-01T12:00:00Z",
        "2026-06-01T11:59:60Z",
        "2026-06-01T12:00:00+0000",
        " 2026-06-01T12:00:00Z",
        ""
      })
  void aProofMadeAtNoOrAFutureTimeIsRefused(String created) {
    var options = options(NOW).with("created", new JsonString(created));

    assertThat(verify(secured(options), pair)).isInstanceOf(Verification.NotVerified.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-06-01T12:01:00Z",
        "2026-06-01T11:00:00",
        "2026-06-01T13:00:00.123+02:00",
        "1970-01-01T00:00:00Z"
      })
  void aProofMadeAtATimeThatHasComeIsTaken(String created) {
    var options = options(NOW).with("created", new JsonString(created));

    assertThat(verify(secured(options), pair)).isInstanceOf(Verification.Verified.class);
  }

  @Test
  void aProofExpiresAtTheSecondThatItNames() {
    var until = options(NOW).with("expires", new JsonString("2026-06-01T12:00:01Z"));
    var now = options(NOW).with("expires", new JsonString("2026-06-01T12:00:00Z"));

    var never = options(NOW).with("expires", new JsonString("2026-13-01T12:00:00Z"));

    assertThat(verify(secured(until), pair)).isInstanceOf(Verification.Verified.class);
    assertThat(verify(secured(now), pair)).isInstanceOf(Verification.NotVerified.class);
    assertThat(verify(secured(never), pair)).isInstanceOf(Verification.NotVerified.class);
  }

  @Test
  void everyProofOfASetIsToBeGood() {
    var good = proof();
    var bad = good.with("proofValue", new JsonString(Multibase.encodeBase58(new byte[64])));

    assertThat(verify(with(good), pair)).isInstanceOf(Verification.Verified.class);
    assertThat(verify(with(good, good), pair)).isInstanceOf(Verification.Verified.class);
    assertThat(verify(with(good, bad), pair)).isInstanceOf(Verification.NotVerified.class);
    assertThat(verify(with(bad, good), pair)).isInstanceOf(Verification.NotVerified.class);
  }

  /** What a proof says is canonicalised too, for each proof anew. */
  @Test
  void aProofThatHoldsAlmostADocumentIsRefused() {
    var much = JsonArray.ofStrings(Collections.nCopies(100, "x").toArray(String[]::new));

    assertThat(verify(UNSECURED.with("proof", proof().with("nonce", much)), pair))
        .isInstanceOfSatisfying(
            Verification.NotVerified.class,
            refused -> assertThat(refused.reason()).contains("more than 100 values"));
  }

  @Test
  void aSetHasOneToEightProofs() {
    var eight = new JsonArray(Collections.nCopies(8, proof()));
    var nine = new JsonArray(Collections.nCopies(9, proof()));

    assertThat(verify(UNSECURED.with("proof", eight), pair))
        .isInstanceOf(Verification.Verified.class);
    List<JsonValue> malformed =
        new ArrayList<>(
            List.of(
                nine,
                JsonArray.of(),
                new JsonNull(),
                new JsonString("proof"),
                JsonObject.EMPTY,
                JsonArray.of(new JsonNull()),
                JsonArray.of(proof(), new JsonString("x")),
                JsonArray.of(JsonArray.of(proof()))));
    for (var proofs : malformed) {
      assertThat(verify(UNSECURED.with("proof", proofs), pair))
          .isInstanceOf(Verification.NotVerified.class);
    }
    assertThat(verify(UNSECURED, pair)).isInstanceOf(Verification.NotVerified.class);
  }

  @Test
  void aKeyThatIsNotTheIssuersIsNotTried() {
    assertThat(dataIntegrity.verify(secured(), _ -> Optional.empty()))
        .isInstanceOfSatisfying(
            Verification.NotVerified.class,
            outcome -> {
              assertThat(outcome.problemType()).isEqualTo(DataIntegrity.PROOF_VERIFICATION_ERROR);
              assertThat(outcome.reason()).contains(METHOD);
            });
  }

  @Test
  void whatCannotBeCanonicalisedIsAnErrorOfTransformation() {
    assertThat(verify(secured().with("unknown", new JsonString("x")), pair))
        .isEqualTo(
            new Verification.NotVerified(
                DataIntegrity.PROOF_TRANSFORMATION_ERROR, "\"unknown\" is not defined."));
    assertThat(verify(UNSECURED.with("proof", proof().with("unknown", new JsonString("x"))), pair))
        .isEqualTo(
            new Verification.NotVerified(
                DataIntegrity.PROOF_TRANSFORMATION_ERROR,
                "In the proof: \"unknown\" is not defined."));
  }

  private JsonObject secured() {
    return secured(options(NOW));
  }

  private JsonObject secured(JsonObject options) {
    return DataIntegrity.attach(UNSECURED, options, sign(pair, hash(options)));
  }

  private JsonObject proof() {
    return secured().object("proof").orElseThrow();
  }

  private String proofValue() {
    return proof().string("proofValue").orElseThrow();
  }

  private JsonObject with(JsonObject... proofs) {
    return UNSECURED.with("proof", JsonArray.of(proofs));
  }

  private static JsonObject options(Instant created) {
    return DataIntegrity.proofOptions(Cryptosuite.EDDSA_RDFC_2022, created, METHOD);
  }

  private byte[] hash(JsonObject options) {
    return hash(options, Digest.SHA_256);
  }

  private byte[] hash(JsonObject options, Digest digest) {
    return hash(UNSECURED, options, digest);
  }

  private byte[] hash(JsonObject unsecured, JsonObject options) {
    return hash(unsecured, options, Digest.SHA_256);
  }

  private byte[] hash(JsonObject unsecured, JsonObject options, Digest digest) {
    return switch (dataIntegrity.hashData(unsecured, options, digest)) {
      case Hashing.Hashed(var bytes) -> bytes;
      case Hashing.Refused(var reason) -> throw new AssertionError(reason);
    };
  }

  private Verification verify(JsonObject secured, KeyPair keys) {
    return dataIntegrity.verify(
        secured,
        method -> method.equals(METHOD) ? PublicJwk.of(keys.getPublic()) : Optional.empty());
  }

  private static KeyPair make(String curve) {
    try {
      if (curve.equals("Ed25519")) {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      }
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair rsa() {
    try {
      return KeyPairGenerator.getInstance("RSA").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sign(KeyPair keys, byte[] message) {
    try {
      var signature =
          Signature.getInstance(
              switch (PublicJwk.of(keys.getPublic()).orElseThrow().kind()) {
                case P256 -> "SHA256withECDSAinP1363Format";
                case P384 -> "SHA384withECDSAinP1363Format";
                case ED25519 -> "Ed25519";
                case RSA -> "SHA256withRSA";
              });
      signature.initSign(keys.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
