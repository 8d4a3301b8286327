package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.dataintegrity.Cryptosuite;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.Multikey;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonWriter;
import org.sceau.verification.Fetcher.Kind;
import org.sceau.verification.VerificationReport.Verdict;

/** What is asked of the network, by a fetcher that writes everything down. */
class RecordedTrafficTest {

  private final ExternalIssuerFixture abroad = new ExternalIssuerFixture();
  private final VerifyFixture world = abroad.world;
  private final String multikey = Multikey.encode(abroad.edKey.publicKey());
  private final String did = "did:key:" + multikey;

  /** Row 3. */
  @ParameterizedTest
  @ValueSource(strings = {"jku", "x5u"})
  void whatAHeaderPointsToIsNotAskedFor(String member) {
    for (var kid : List.of(ExternalIssuerFixture.KID, did + "#" + multikey)) {
      var header =
          VerifyFixture.header(kid).with(member, new JsonString("https://recording.example/keys"));
      assertThat(
              world
                  .post(
                      "application/vc+jwt",
                      world.jws(header, abroad.credential(), abroad.attackers))
                  .status())
          .isEqualTo(400);
    }
    assertThat(abroad.fetched()).isEmpty();
  }

  /** Row 24, of a credential that is signed, so that nothing else keeps it from being fetched. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://recording.example/context",
        "https://169.254.169.254/latest/meta-data",
        "http://recording.example/context"
      })
  void noContextIsAskedFor(String url) {
    var credential =
        own().with("@context", JsonArray.ofStrings("https://www.w3.org/ns/credentials/v2", url));
    // The contexts of a JWS mean nothing for its signature, and those of JCS neither.
    var options =
        DataIntegrity.proofOptions(
            Cryptosuite.EDDSA_JCS_2022, VerifyFixture.VALID_FROM, did + "#" + multikey);
    var report = world.verifier().verify(world.secured(credential, options, abroad.edKey));
    assertThat(report.verdict()).isEqualTo(Verdict.VERIFIED);
    var overRdf =
        world
            .embedded(own(), did + "#" + multikey, abroad.edKey)
            .with("@context", credential.array("@context").orElseThrow());
    assertThat(world.verifier().verify(overRdf).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(abroad.fetched()).isEmpty();
  }

  /** Rows 36 and 37, of a credential that is good and stays so. */
  @Test
  void nothingThatACredentialNamesIsAskedFor() {
    var named =
        VerifyFixture.read(
            """
            {"id":"https://recording.example/x","type":"https://types.example/Thing"}
            """);
    var credential =
        own()
            .with(
                "relatedResource",
                named
                    .without("type")
                    .with(
                        "digestSRI",
                        new JsonString("sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")));
    for (var member : List.of("refreshService", "evidence", "termsOfUse", "credentialSchema")) {
      credential = credential.with(member, named);
    }

    var answer =
        world.post(
            "application/vc",
            JsonWriter.write(world.embedded(credential, did + "#" + multikey, abroad.edKey)));

    assertThat(VerifyFixture.text(answer)).contains("\"verified\":true");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(abroad.fetched()).isEmpty();
  }

  /** Row 36: what is nested is no further document either. */
  @Test
  void anEndorsementIsNotAskedFor() {
    var credential =
        own()
            .with(
                "@context",
                JsonArray.ofStrings(
                    "https://www.w3.org/ns/credentials/v2",
                    "https://www.w3.org/ns/credentials/undefined-terms/v2"))
            .with("endorsementJwt", JsonArray.ofStrings("https://recording.example/e.jwt"));
    var secured =
        world.secured(
            credential,
            DataIntegrity.proofOptions(
                Cryptosuite.EDDSA_JCS_2022, VerifyFixture.VALID_FROM, did + "#" + multikey),
            abroad.edKey);

    assertThat(world.verifier().verify(secured).verdict()).isEqualTo(Verdict.VERIFIED);
    assertThat(abroad.fetched()).isEmpty();
  }

  /** Row 20: an attacker pays more than we do. */
  @Test
  void poisonIsRefusedAtOnce() {
    var poison =
        Resources.json("refused/poison-equal-results.json").object("document").orElseThrow();
    var secured =
        poison
            .without("credentialStatus")
            .with("issuer", new JsonString(did))
            .with(
                "proof",
                DataIntegrity.proofOptions(
                        Cryptosuite.EDDSA_RDFC_2022, VerifyFixture.VALID_FROM, did + "#" + multikey)
                    .with("proofValue", new JsonString("z" + "2".repeat(86))));
    var body = JsonWriter.write(secured);
    var handler = world.post("application/vc", body);
    assertThat(VerifyFixture.text(handler)).contains("PROOF_INVALID").contains("look the same");

    assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 10; i++) {
            assertThat(world.post("application/vc", body).status()).isEqualTo(400);
          }
        });
    assertThat(abroad.fetched()).isEmpty();
  }

  /** The order of the checks: the list only once the proof is known to hold. */
  @Test
  void theIssuersDocumentComesFirstAndTheListLast() {
    assertThat(world.verifier().verify(abroad.jws(abroad.credential())).verdict())
        .isEqualTo(Verdict.VERIFIED);
    assertThat(world.web.wanted)
        .extracting(wanted -> wanted.kind())
        .containsExactly(Kind.IDENTIFIER_DOCUMENT, Kind.STATUS_LIST);
    abroad.fetched().clear();
    var wrong = abroad.jws(ExternalIssuerFixture.KID, abroad.credential(), abroad.attackers);
    assertThat(world.verifier().verify(wrong).verdict()).isEqualTo(Verdict.NOT_VERIFIED);
    assertThat(abroad.fetched()).containsExactly(ExternalIssuerFixture.DOCUMENT);
  }

  private JsonObject own() {
    return abroad.credential().without("credentialStatus").with("issuer", new JsonString(did));
  }
}
