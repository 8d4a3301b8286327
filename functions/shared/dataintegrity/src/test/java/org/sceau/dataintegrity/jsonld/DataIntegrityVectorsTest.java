package org.sceau.dataintegrity.jsonld;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.dataintegrity.jsonld.Documents.json;
import static org.sceau.dataintegrity.jsonld.Documents.text;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.dataintegrity.Canonicalizer.Canonicalization.Canonical;
import org.sceau.dataintegrity.Cryptosuite;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.DataIntegrity.Hashing;
import org.sceau.dataintegrity.DataIntegrity.Verification;
import org.sceau.dataintegrity.Digest;
import org.sceau.dataintegrity.Jcs;
import org.sceau.dataintegrity.Multikey;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.jose.PublicJwk;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;

/** Published vectors of W3C and 1EdTech, and some made with other libraries. */
class DataIntegrityVectorsTest {

  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final TitaniumCanonicalizer CANONICALIZER =
      new TitaniumCanonicalizer(new BundledContexts());
  private static final DataIntegrity DATA_INTEGRITY =
      new DataIntegrity(CANONICALIZER, InstantSource.fixed(NOW));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eddsa-rdfc-2022", "ecdsa-rdfc-2019",
        "ob3", "micro-credential-eddsa-rdfc-2022",
        "micro-credential-ecdsa-rdfc-2019", "micro-credential-ecdsa-rdfc-2019-p384"
      })
  void aVectorComesOutByteForByteAndVerifies(String vector) {
    var signed = json("vectors/" + vector + "/signed.json");
    var unsecured = signed.without("proof");
    var options = signed.object("proof").orElseThrow().without("proofValue");
    var config = options.with("@context", context(signed));

    assertThat(CANONICALIZER.canonicalize(unsecured, digest(vector)))
        .isEqualTo(new Canonical(text("vectors/" + vector + "/document.nq")));
    assertThat(CANONICALIZER.canonicalize(config, digest(vector)))
        .isEqualTo(new Canonical(text("vectors/" + vector + "/proof.nq")));
    assertThat(hashData(unsecured, options, digest(vector)))
        .isEqualTo(text("vectors/" + vector + "/hashdata.hex").strip());
    assertThat(verify(signed)).isInstanceOf(Verification.Verified.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eddsa-rdfc-2022", "ecdsa-rdfc-2019",
        "ob3", "micro-credential-eddsa-rdfc-2022",
        "micro-credential-ecdsa-rdfc-2019", "micro-credential-ecdsa-rdfc-2019-p384",
        "ecdsa-rdfc-2019-p384", "ed25519-signature-2020",
        "eddsa-jcs-2022", "ecdsa-jcs-2019-p256",
        "ecdsa-jcs-2019-p384"
      })
  void noCharacterOfAVectorCanChange(String vector) {
    var signed = json("vectors/" + vector + "/signed.json");
    var text = JsonWriter.write(signed);
    int changed = 0;
    for (int i = 0; i < text.length(); i++) {
      var bytes = changed(text, i).getBytes(UTF_8);
      if (JsonReader.read(bytes, JsonLimits.FOREIGN) instanceof JsonReading.Read(JsonObject doc)) {
        changed++;
        assertThat(verify(doc))
            .as("character %s: %s", i, doc)
            .isNotInstanceOf(Verification.Verified.class);
      }
    }
    assertThat(changed).isGreaterThan(500);
  }

  @Test
  void aVectorOfJcsComesOutByteForByte() {
    var signed = json("vectors/eddsa-jcs-2022/signed.json");
    var options = signed.object("proof").orElseThrow().without("proofValue");

    assertThat(Jcs.canonicalize(signed.without("proof")))
        .isEqualTo(new Canonical(text("vectors/eddsa-jcs-2022/document.txt").strip()));
    assertThat(Jcs.canonicalize(options))
        .isEqualTo(new Canonical(text("vectors/eddsa-jcs-2022/proof.txt").strip()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eddsa-jcs-2022",
        "ecdsa-jcs-2019-p256",
        "ecdsa-jcs-2019-p384",
        "ecdsa-rdfc-2019-p384"
      })
  void aVectorHasItsHashesAndVerifies(String vector) {
    var signed = json("vectors/" + vector + "/signed.json");
    var options = signed.object("proof").orElseThrow().without("proofValue");

    assertThat(hashData(signed.without("proof"), options, digest(vector)))
        .isEqualTo(text("vectors/" + vector + "/hashdata.hex").strip());
    assertThat(verify(signed)).isInstanceOf(Verification.Verified.class);
  }

  @ParameterizedTest
  @CsvSource({
    "ed25519-signature-2020, ED25519_SIGNATURE_2020",
    "ecdsa-rdfc-2019-p384, ECDSA_RDFC_2019"
  })
  void aProofOfAnotherLibraryVerifies(String vector, Cryptosuite suite) {
    var signed = json("vectors/" + vector + "/signed.json");

    assertThat(verify(signed))
        .isInstanceOfSatisfying(
            Verification.Verified.class, verified -> assertThat(verified.suite()).isEqualTo(suite));
  }

  /** Blank nodes are told apart with the hash function of the suite, not always with SHA-256. */
  @Test
  void theHashFunctionDecidesOnTheOrderOfBlankNodes() {
    var unsecured =
        json("vectors/micro-credential-ecdsa-rdfc-2019-p384/signed.json").without("proof");

    assertThat(CANONICALIZER.canonicalize(unsecured, Digest.SHA_256))
        .isNotEqualTo(CANONICALIZER.canonicalize(unsecured, Digest.SHA_384));
  }

  @Test
  void aStatusListOfAnotherLibraryVerifies() {
    assertThat(verify(json("vectors/status-list.json"))).isInstanceOf(Verification.Verified.class);
  }

  private static Digest digest(String vector) {
    return vector.endsWith("p384") ? Digest.SHA_384 : Digest.SHA_256;
  }

  private static String hashData(JsonObject unsecured, JsonObject options, Digest digest) {
    return switch (DATA_INTEGRITY.hashData(unsecured, options, digest)) {
      case Hashing.Hashed(var bytes) -> HexFormat.of().formatHex(bytes);
      case Hashing.Refused(var reason) -> reason;
    };
  }

  private static Verification verify(JsonObject signed) {
    return DATA_INTEGRITY.verify(signed, DataIntegrityVectorsTest::keyOfFragment);
  }

  /** The key that a verification method's fragment is, so that no document has to be resolved. */
  private static Optional<PublicJwk> keyOfFragment(String verificationMethod) {
    return Multikey.decode(verificationMethod.substring(verificationMethod.indexOf('#') + 1));
  }

  private static JsonValue context(JsonObject signed) {
    return Optional.ofNullable(signed.get("@context")).orElseThrow();
  }

  /** The text with one character changed, a digit for a digit, or one truth value. */
  private static String changed(String text, int at) {
    if (text.startsWith("true", at)) {
      return text.substring(0, at) + "false" + text.substring(at + 4);
    }
    char character = text.charAt(at);
    char letter = character == 'x' ? 'y' : 'x';
    char digit = character == '1' ? '2' : '1';
    char other = Character.isDigit(character) ? digit : letter;
    return text.substring(0, at) + other + text.substring(at + 1);
  }
}
