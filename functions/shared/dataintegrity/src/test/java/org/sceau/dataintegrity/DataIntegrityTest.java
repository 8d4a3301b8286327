package org.sceau.dataintegrity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
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
import org.sceau.dataintegrity.DataIntegrity.Verification.NotVerified;
import org.sceau.dataintegrity.DataIntegrity.Verification.Verified;
import org.sceau.jose.PublicJwk;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;

/** With a canonical form that is simple, since this is about proofs; see also module jsonld. */
class DataIntegrityTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final String METHOD = "did:web:issuer.example#key";

  private static final JsonObject UNSECURED =
      json(
          """
          {"@context":["https://www.w3.org/ns/credentials/v2"],"id":"urn:x:y","name":"Badge"}
          """);

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
    "EDDSA_RDFC_2022, Ed25519", "EDDSA_JCS_2022, Ed25519", "ECDSA_RDFC_2019, secp256r1",
    "ECDSA_RDFC_2019, secp384r1", "ECDSA_JCS_2019, secp256r1", "ECDSA_JCS_2019, secp384r1"
  })
  void aProofVerifiesWithTheKeyThatMadeIt(Cryptosuite suite, String curve) {
    var keys = make(curve);
    var options = DataIntegrity.proofOptions(suite, NOW, METHOD);
    var digest = curve.equals("secp384r1") ? Digest.SHA_384 : Digest.SHA_256;

    var secured = DataIntegrity.attach(UNSECURED, options, sign(keys, hash(options, digest)));

    assertThat(List.copyOf(secured.members().keySet()).getLast()).isEqualTo("proof");
    assertThat(verify(secured, keys)).isEqualTo(new Verified(METHOD, NOW, suite, UNSECURED));
    assertNotVerified(verify(secured.with("name", text("Other")), keys));
    assertNotVerified(verify(secured, make(curve)));
    for (var other : List.of("Ed25519", "secp256r1", "secp384r1")) {
      assertNotVerified(verify(secured, make(other)));
    }
    assertNotVerified(verify(secured, make("RSA")));
    for (var other : Cryptosuite.values()) {
      if (other != suite) {
        var proof = secured.object("proof").orElseThrow();
        var renamed = secured.with("proof", proof.with("cryptosuite", text(other.id())));
        assertThat(verify(renamed, keys)).isNotInstanceOf(Verified.class);
      }
    }
  }

  @Test
  void aSignatureOf2020IsReadAndNeverMade() {
    var options =
        json(
            """
            {"type":"Ed25519Signature2020","created":"2026-06-01T12:00:00Z",
             "verificationMethod":"%s","proofPurpose":"assertionMethod"}
            """
                .formatted(METHOD));
    var secured = DataIntegrity.attach(UNSECURED, options, sign(pair, hash(options)));

    assertThat(verify(secured, pair))
        .isEqualTo(new Verified(METHOD, NOW, Cryptosuite.ED25519_SIGNATURE_2020, UNSECURED));
    assertNotVerified(verify(secured, make("secp256r1")));
    assertThatThrownBy(
            () -> DataIntegrity.proofOptions(Cryptosuite.ED25519_SIGNATURE_2020, NOW, METHOD))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aJcsProofCoversTheContextsThatItNames() {
    var first = text("https://www.w3.org/ns/credentials/v2");
    var second = text("https://issuer.example/added");
    var options =
        DataIntegrity.proofOptions(Cryptosuite.EDDSA_JCS_2022, NOW, METHOD)
            .with("@context", JsonArray.of(first));
    var secured = DataIntegrity.attach(UNSECURED, options, sign(pair, hash(options)));

    assertVerified(verify(secured, pair));
    assertVerified(verify(secured.with("@context", first), pair));
    // What was added is not in the document that is said to be verified.
    assertThat(verify(secured.with("@context", JsonArray.of(first, second)), pair))
        .isEqualTo(new Verified(METHOD, NOW, Cryptosuite.EDDSA_JCS_2022, UNSECURED));
    for (var other :
        List.of(JsonArray.of(second, first), JsonArray.of(second), JsonArray.of(), second)) {
      assertNotVerified(verify(secured.with("@context", other), pair));
    }
    assertNotVerified(verify(secured.without("@context"), pair));
  }

  @Test
  void aNumberThatLosesDigitsIsNotSignedWithJcs() {
    var options = DataIntegrity.proofOptions(Cryptosuite.EDDSA_JCS_2022, NOW, METHOD);
    var half = UNSECURED.with("credits", new JsonNumber("0.5"));
    var secured =
        DataIntegrity.attach(half, options, sign(pair, hash(half, options, Digest.SHA_256)));

    assertVerified(verify(secured, pair));
    for (var other : List.of("0.50000000000000000001", "5e-1000", "1e999", "0.4", "1")) {
      assertThat(verify(secured.with("credits", new JsonNumber(other)), pair))
          .as(other)
          .isInstanceOf(NotVerified.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type          | "BbsBlsSignature2020"
          cryptosuite   | "ecdsa-sd-2023"
          cryptosuite   | "Ed25519Signature2020"
          cryptosuite   | "EDDSA-RDFC-2022"
          previousProof | "urn:x:proof"
          previousProof | []
          """)
  void aProofThatIsNotSupportedIsNeitherGoodNorBad(String member, String json) {
    var change = proof().with(member, value(json));

    assertThat(verify(UNSECURED.with("proof", change), pair))
        .isInstanceOf(Verification.Undecided.class);
    assertThat(verify(with(proof(), change), pair)).isInstanceOf(Verification.Undecided.class);
  }

  @Test
  void aDocumentOfAnUnknownContextIsNeitherGoodNorBad() {
    assertThat(verify(secured().with("strange", text("x")), pair))
        .isEqualTo(new Verification.Undecided("The context is not known."));
  }

  @Test
  void aBadProofOutweighsOneThatIsNotSupported() {
    var strange = proof().with("cryptosuite", text("ecdsa-sd-2023"));
    var bad = proof().with("proofValue", text(Multibase.encodeBase58(new byte[64])));

    assertNotVerified(verify(with(strange, bad), pair));
    assertNotVerified(verify(with(bad, strange), pair));
  }

  @Test
  void aProofMayLeaveOutWhenItWasMade() {
    var options = options(NOW).without("created");

    assertThat(verify(secured(options), pair))
        .isEqualTo(new Verified(METHOD, null, Cryptosuite.EDDSA_RDFC_2022, UNSECURED));
  }

  @Test
  void aPresentationAnswersTheChallengeOfTheDomainThatAsked() {
    var options =
        options(NOW)
            .with("proofPurpose", text("authentication"))
            .with("challenge", text("c1"))
            .with("domain", JsonArray.ofStrings("a.example", "b.example"));
    var secured = secured(options);

    assertVerified(verify(secured, ProofPurpose.authentication("c1", "b.example")));
    assertVerified(verify(secured, ProofPurpose.authentication(null, null)));
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
    return verification instanceof NotVerified(var type, _) ? type : "";
  }

  @Test
  void theHashOfTheOptionsComesFirstAndTheirContextIsTheDocuments() {
    var options = options(NOW);
    var other = hash(options(NOW.minusSeconds(1)));

    var bytes = hash(options);

    assertThat(bytes).hasSize(64);
    assertThat(Arrays.copyOfRange(bytes, 32, 64)).isEqualTo(Arrays.copyOfRange(other, 32, 64));
    assertThat(Arrays.copyOf(bytes, 32)).isNotEqualTo(Arrays.copyOf(other, 32));
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type", "cryptosuite",
        "proofPurpose", "verificationMethod",
        "created", "proofValue"
      })
  void aProofThatLacksAMemberIsRefused(String member) {
    assertNotVerified(verify(UNSECURED.with("proof", proof().without(member)), pair));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type               | "Ed25519Signature2020"
          type               | ["DataIntegrityProof"]
          cryptosuite        | "ecdsa-rdfc-2019"
          cryptosuite        | "eddsa-jcs-2022"
          cryptosuite        | null
          proofPurpose       | "authentication"
          verificationMethod | ""
          verificationMethod | {"id":"did:web:issuer.example#key"}
          verificationMethod | "did:web:issuer.example#key2"
          created            | "2026-06-01T11:59:59Z"
          created            | 1
          expires            | null
          @context           | "https://www.w3.org/ns/credentials/v2"
          nonce              | "x"
          proofValue         | ""
          proofValue         | "z"
          proofValue         | "uAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
          """)
  void aProofThatSaysAnythingElseIsRefused(String member, String json) {
    assertNotVerified(verify(UNSECURED.with("proof", proof().with(member, value(json))), pair));
  }

  @Test
  void aSignatureWithALeadingZeroIsRefused() {
    var longer = proof().with("proofValue", text("z1" + proofValue().substring(1)));
    assertNotVerified(verify(UNSECURED.with("proof", longer), pair));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2999-01-01T00:00:00Z", "2026-06-01T12:01:01Z", "2026-06-01T24:00:00Z",
        "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-06-01t12:00:00Z",
        "2026-06-01T12:00:00z", "2026-06-01 12:00:00Z", "2026-06-01",
        "2026-06-01T12:00Z", "0000-01-01T00:00:00Z", "12026-06-01T12:00:00Z",
        "2026-06-01T11:59:60Z", "2026-06-01T12:00:00+0000", " 2026-06-01T12:00:00Z",
        ""
      })
  void aProofMadeAtNoOrAFutureTimeIsRefused(String created) {
    var options = options(NOW).with("created", text(created));

    assertNotVerified(verify(secured(options), pair));
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
    var options = options(NOW).with("created", text(created));

    assertVerified(verify(secured(options), pair));
  }

  @Test
  void aProofExpiresAtTheSecondThatItNames() {
    var until = options(NOW).with("expires", text("2026-06-01T12:00:01Z"));
    var now = options(NOW).with("expires", text("2026-06-01T12:00:00Z"));

    var never = options(NOW).with("expires", text("2026-13-01T12:00:00Z"));

    assertVerified(verify(secured(until), pair));
    assertNotVerified(verify(secured(now), pair));
    assertNotVerified(verify(secured(never), pair));
  }

  @Test
  void everyProofOfASetIsToBeGood() {
    var good = proof();
    var bad = good.with("proofValue", text(Multibase.encodeBase58(new byte[64])));

    assertVerified(verify(with(good), pair));
    assertVerified(verify(with(good, good), pair));
    assertNotVerified(verify(with(good, bad), pair));
    assertNotVerified(verify(with(bad, good), pair));
  }

  /** What a proof says is canonicalised too, for each proof anew. */
  @Test
  void aProofThatHoldsAlmostADocumentIsRefused() {
    var much = JsonArray.ofStrings(Collections.nCopies(100, "x").toArray(String[]::new));

    assertThat(verify(UNSECURED.with("proof", proof().with("nonce", much)), pair))
        .isInstanceOfSatisfying(
            NotVerified.class,
            refused -> assertThat(refused.reason()).contains("more than 100 values"));
  }

  @Test
  void aSetHasOneToEightProofs() {
    var eight = new JsonArray(Collections.nCopies(8, proof()));
    var nine = new JsonArray(Collections.nCopies(9, proof()));

    assertVerified(verify(UNSECURED.with("proof", eight), pair));
    for (var proofs :
        List.of(
            nine,
            value("[]"),
            value("null"),
            value("\"proof\""),
            value("{}"),
            value("[null]"),
            JsonArray.of(proof(), text("x")),
            JsonArray.of(JsonArray.of(proof())))) {
      assertNotVerified(verify(UNSECURED.with("proof", proofs), pair));
    }
    assertNotVerified(verify(UNSECURED, pair));
  }

  @Test
  void aKeyThatIsNotTheIssuersIsNotTried() {
    assertThat(dataIntegrity.verify(secured(), _ -> Optional.empty()))
        .isInstanceOfSatisfying(
            NotVerified.class,
            outcome -> {
              assertThat(outcome.problemType()).isEqualTo(DataIntegrity.PROOF_VERIFICATION_ERROR);
              assertThat(outcome.reason()).contains(METHOD);
            });
  }

  @Test
  void whatCannotBeCanonicalisedIsAnErrorOfTransformation() {
    assertThat(verify(secured().with("unknown", text("x")), pair))
        .isEqualTo(
            new NotVerified(
                DataIntegrity.PROOF_TRANSFORMATION_ERROR, "\"unknown\" is not defined."));
    assertThat(verify(UNSECURED.with("proof", proof().with("unknown", text("x"))), pair))
        .isEqualTo(
            new NotVerified(
                DataIntegrity.PROOF_TRANSFORMATION_ERROR,
                "In the proof: \"unknown\" is not defined."));
  }

  private static void assertVerified(Verification verification) {
    assertThat(verification).isInstanceOf(Verification.Verified.class);
  }

  private static void assertNotVerified(Verification verification) {
    assertThat(verification).isInstanceOf(NotVerified.class);
  }

  private static JsonString text(String value) {
    return new JsonString(value);
  }

  private static JsonObject json(String text) {
    return (JsonObject) value(text);
  }

  private static JsonValue value(String text) {
    return switch (JsonReader.read(text.getBytes(UTF_8), JsonLimits.FOREIGN)) {
      case JsonReading.Read(var value) -> value;
      case JsonReading.Refused(var reason, _) -> throw new AssertionError(reason);
    };
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

  private static KeyPair make(String algorithm) {
    try {
      var isCurve = algorithm.startsWith("sec");
      var generator = KeyPairGenerator.getInstance(isCurve ? "EC" : algorithm);
      if (isCurve) {
        generator.initialize(new ECGenParameterSpec(algorithm));
      }
      return generator.generateKeyPair();
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
