package org.sceau.dataintegrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
          document ->
              document.has("unknown")
                  ? new Canonicalization.Refused("\"unknown\" is not defined.")
                  : new Canonicalization.Canonical(
                      JsonWriter.write(new JsonObject(new TreeMap<>(document.members())))),
          InstantSource.fixed(NOW));

  private final KeyPair pair = make("Ed25519");

  @ParameterizedTest
  @EnumSource(Cryptosuite.class)
  void aProofVerifiesWithTheKeyThatMadeIt(Cryptosuite suite) {
    var keys = make(suite == Cryptosuite.EDDSA_RDFC_2022 ? "Ed25519" : "EC");
    var options = DataIntegrity.proofOptions(suite, NOW, METHOD);

    var secured = DataIntegrity.attach(UNSECURED, options, sign(keys, hash(options)));

    assertThat(List.copyOf(secured.members().keySet()).getLast()).isEqualTo("proof");
    assertThat(verify(secured, keys)).isEqualTo(new Verification.Verified(METHOD, NOW));
    assertThat(verify(secured.with("name", new JsonString("Other")), keys))
        .isInstanceOf(Verification.NotVerified.class);
    assertThat(
            verify(secured, make(keys.getPublic().getAlgorithm().equals("EC") ? "EC" : "Ed25519")))
        .isInstanceOf(Verification.NotVerified.class);
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
            proof().with("previousProof", new JsonString("urn:x:proof")),
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

    assertThat(verify(secured(until), pair)).isInstanceOf(Verification.Verified.class);
    assertThat(verify(secured(now), pair)).isInstanceOf(Verification.NotVerified.class);
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
    return switch (dataIntegrity.hashData(UNSECURED, options)) {
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
      var generator = KeyPairGenerator.getInstance(algorithm);
      if (algorithm.equals("EC")) {
        generator.initialize(256);
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
              keys.getPublic().getAlgorithm().equals("EC")
                  ? "SHA256withECDSAinP1363Format"
                  : "Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
