package org.sceau.dataintegrity.jsonld;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.dataintegrity.Canonicalizer.Canonicalization;
import org.sceau.dataintegrity.Cryptosuite;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.DataIntegrity.Hashing;
import org.sceau.dataintegrity.DataIntegrity.Verification;
import org.sceau.dataintegrity.Digest;
import org.sceau.dataintegrity.Jcs;
import org.sceau.dataintegrity.Multikey;
import org.sceau.dataintegrity.contexts.BundledContexts;
import org.sceau.jose.PublicJwk;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonBoolean;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonNull;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
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
        "eddsa-rdfc-2022",
        "ecdsa-rdfc-2019",
        "ob3",
        "micro-credential-eddsa-rdfc-2022",
        "micro-credential-ecdsa-rdfc-2019",
        "micro-credential-ecdsa-rdfc-2019-p384"
      })
  void aVectorComesOutByteForByteAndVerifies(String vector) {
    var signed = Documents.json("vectors/" + vector + "/signed.json");
    var unsecured = signed.without("proof");
    var options = signed.object("proof").orElseThrow().without("proofValue");
    var config = options.with("@context", context(signed));

    assertThat(CANONICALIZER.canonicalize(unsecured, digest(vector)))
        .isEqualTo(
            new Canonicalization.Canonical(Documents.text("vectors/" + vector + "/document.nq")));
    assertThat(CANONICALIZER.canonicalize(config, digest(vector)))
        .isEqualTo(
            new Canonicalization.Canonical(Documents.text("vectors/" + vector + "/proof.nq")));
    assertThat(hashData(unsecured, options, digest(vector)))
        .isEqualTo(Documents.text("vectors/" + vector + "/hashdata.hex").strip());
    assertThat(DATA_INTEGRITY.verify(signed, DataIntegrityVectorsTest::keyOfFragment))
        .isInstanceOf(Verification.Verified.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eddsa-rdfc-2022",
        "ecdsa-rdfc-2019",
        "ob3",
        "micro-credential-eddsa-rdfc-2022",
        "micro-credential-ecdsa-rdfc-2019",
        "micro-credential-ecdsa-rdfc-2019-p384",
        "ecdsa-rdfc-2019-p384",
        "ed25519-signature-2020",
        "eddsa-jcs-2022",
        "ecdsa-jcs-2019-p256",
        "ecdsa-jcs-2019-p384"
      })
  void noValueOfAVectorCanChange(String vector) {
    var signed = Documents.json("vectors/" + vector + "/signed.json");
    for (var changed : changes(signed)) {
      assertThat(
              DATA_INTEGRITY.verify((JsonObject) changed, DataIntegrityVectorsTest::keyOfFragment))
          .as(changed.toString())
          .isNotInstanceOf(Verification.Verified.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eddsa-rdfc-2022",
        "ecdsa-rdfc-2019",
        "ecdsa-rdfc-2019-p384",
        "ed25519-signature-2020",
        "eddsa-jcs-2022",
        "ecdsa-jcs-2019-p256",
        "ecdsa-jcs-2019-p384"
      })
  void noCharacterOfAVectorCanChange(String vector) {
    var signed = Documents.json("vectors/" + vector + "/signed.json");
    var text = JsonWriter.write(signed);
    int changed = 0;
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'x' ? 'y' : 'x';
      var bytes = (text.substring(0, i) + other + text.substring(i + 1)).getBytes(UTF_8);
      if (JsonReader.read(bytes, JsonLimits.FOREIGN) instanceof JsonReading.Read(JsonObject doc)) {
        changed++;
        assertThat(DATA_INTEGRITY.verify(doc, DataIntegrityVectorsTest::keyOfFragment))
            .as("character %s: %s", i, doc)
            .isNotInstanceOf(Verification.Verified.class);
      }
    }
    assertThat(changed).isGreaterThan(500);
  }

  @Test
  void aVectorOfJcsComesOutByteForByte() {
    var signed = Documents.json("vectors/eddsa-jcs-2022/signed.json");
    var options = signed.object("proof").orElseThrow().without("proofValue");

    assertThat(Jcs.canonicalize(signed.without("proof")))
        .isEqualTo(
            new Canonicalization.Canonical(
                Documents.text("vectors/eddsa-jcs-2022/document.txt").strip()));
    assertThat(Jcs.canonicalize(options))
        .isEqualTo(
            new Canonicalization.Canonical(
                Documents.text("vectors/eddsa-jcs-2022/proof.txt").strip()));
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
    var signed = Documents.json("vectors/" + vector + "/signed.json");
    var options = signed.object("proof").orElseThrow().without("proofValue");

    assertThat(hashData(signed.without("proof"), options, digest(vector)))
        .isEqualTo(Documents.text("vectors/" + vector + "/hashdata.hex").strip());
    assertThat(DATA_INTEGRITY.verify(signed, DataIntegrityVectorsTest::keyOfFragment))
        .isInstanceOf(Verification.Verified.class);
  }

  @ParameterizedTest
  @CsvSource({
    "ed25519-signature-2020, ED25519_SIGNATURE_2020",
    "ecdsa-rdfc-2019-p384, ECDSA_RDFC_2019"
  })
  void aProofOfAnotherLibraryVerifies(String vector, Cryptosuite suite) {
    var signed = Documents.json("vectors/" + vector + "/signed.json");

    assertThat(DATA_INTEGRITY.verify(signed, DataIntegrityVectorsTest::keyOfFragment))
        .isInstanceOfSatisfying(
            Verification.Verified.class, verified -> assertThat(verified.suite()).isEqualTo(suite));
  }

  /** Blank nodes are told apart with the hash function of the suite, not always with SHA-256. */
  @Test
  void theHashFunctionDecidesOnTheOrderOfBlankNodes() {
    var unsecured =
        Documents.json("vectors/micro-credential-ecdsa-rdfc-2019-p384/signed.json")
            .without("proof");

    assertThat(CANONICALIZER.canonicalize(unsecured, Digest.SHA_256))
        .isNotEqualTo(CANONICALIZER.canonicalize(unsecured, Digest.SHA_384));
  }

  @Test
  void aStatusListOfAnotherLibraryVerifies() {
    assertThat(
            DATA_INTEGRITY.verify(
                Documents.json("vectors/status-list.json"),
                DataIntegrityVectorsTest::keyOfFragment))
        .isInstanceOf(Verification.Verified.class);
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

  /** The key that a verification method's fragment is, so that no document has to be resolved. */
  private static Optional<PublicJwk> keyOfFragment(String verificationMethod) {
    return Multikey.decode(verificationMethod.substring(verificationMethod.indexOf('#') + 1));
  }

  private static JsonValue context(JsonObject signed) {
    return Optional.ofNullable(signed.get("@context")).orElseThrow();
  }

  /** The value once for each plain value in it, with that one changed a little. */
  private static List<JsonValue> changes(JsonValue value) {
    return switch (value) {
      case JsonString(var text) -> List.of(new JsonString(text.substring(0, text.length() - 1)));
      case JsonObject object -> {
        List<JsonValue> changed = new ArrayList<>();
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
          changes(member.getValue())
              .forEach(other -> changed.add(object.with(member.getKey(), other)));
        }
        yield changed;
      }
      case JsonArray(var items) -> {
        List<JsonValue> changed = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
          int at = i;
          Function<JsonValue, JsonValue> replace =
              other -> {
                var copy = new ArrayList<>(items);
                copy.set(at, other);
                return new JsonArray(copy);
              };
          changes(items.get(i)).forEach(other -> changed.add(replace.apply(other)));
        }
        yield changed;
      }
      case JsonNumber(var literal) -> List.of(new JsonNumber(literal + "1"));
      case JsonBoolean(var truth) -> List.of(new JsonBoolean(!truth));
      case JsonNull _ -> List.of();
    };
  }
}
