package org.sceau.functions.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.sceau.testing.JsonEdits.at;
import static org.sceau.testing.JsonEdits.json;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.dataintegrity.Cryptosuite;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.Multikey;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonWriter;
import org.sceau.verification.Fetcher.Kind;
import org.sceau.verification.VerificationReport.Verdict;

/** What is asked of the network, by a fetcher that writes everything down. */
class RecordedTrafficTest extends ExternalIssuerFixture {

  private final String multikey = Multikey.encode(edKey.publicKey());
  private final String did = "did:key:" + multikey;
  private final String method = did + "#" + multikey;

  /** Row 3. */
  @ParameterizedTest
  @ValueSource(strings = {"jku", "x5u"})
  void whatAHeaderPointsToIsNotAskedFor(String member) {
    for (var kid : List.of(KID, method)) {
      var header = header(kid).with(member, text("https://recording.example/keys"));
      assertThat(post("application/vc+jwt", jws(header, credential(), attackerKey)).status())
          .isEqualTo(400);
    }
    assertThat(web.fetched).isEmpty();
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
    var credential = own().with("@context", texts(V2, url));
    // The contexts of a JWS mean nothing for its signature, and those of JCS neither.
    assertVerified(verify(securedWithJcs(credential)));
    var overRdf = embedded(own(), method, edKey).with("@context", at(credential, "/@context"));
    assertThat(verify(overRdf).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(web.fetched).isEmpty();
  }

  /** Rows 36 and 37, of a credential that is good and stays so. */
  @Test
  void nothingThatACredentialNamesIsAskedFor() {
    var named =
        json(
            """
            {"id":"https://recording.example/x","type":"https://types.example/Thing"}
            """);
    var credential =
        own()
            .with(
                "relatedResource",
                json(
                    """
                    {"id":"https://recording.example/x",
                     "digestSRI":"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}
                    """));
    for (var member : List.of("refreshService", "evidence", "termsOfUse", "credentialSchema")) {
      credential = credential.with(member, named);
    }

    assertVerified(post("application/vc", JsonWriter.write(embedded(credential, method, edKey))));
    assertThat(web.fetched).isEmpty();
  }

  /** Row 36: what is nested is no further document either. */
  @Test
  void anEndorsementIsNotAskedFor() {
    var credential =
        own()
            .with("@context", texts(V2, "https://www.w3.org/ns/credentials/undefined-terms/v2"))
            .with("endorsementJwt", texts("https://recording.example/e.jwt"));
    assertVerified(verify(securedWithJcs(credential)));
    assertThat(web.fetched).isEmpty();
  }

  /** Row 20: an attacker pays more than we do. */
  @Test
  void poisonIsRefusedAtOnce() {
    var proof =
        DataIntegrity.proofOptions(Cryptosuite.EDDSA_RDFC_2022, VALID_FROM, method)
            .with("proofValue", text("z" + "2".repeat(86)));
    var secured =
        ((JsonObject) at(Resources.json("refused/poison-equal-results.json"), "/document"))
            .without("credentialStatus")
            .with("issuer", text(did))
            .with("proof", proof);
    var body = JsonWriter.write(secured);
    assertThat(body(post("application/vc", body))).contains("PROOF_UNSUPPORTED", "look the same");

    assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 10; i++) {
            assertThat(post("application/vc", body).status()).isEqualTo(400);
          }
        });
    assertThat(web.fetched).isEmpty();
  }

  /** The order of the checks: the list only once the proof is known to hold. */
  @Test
  void theIssuersDocumentComesFirstAndTheListLast() {
    assertVerified(verify(jws(credential())));
    assertThat(web.wanted)
        .extracting(wanted -> wanted.kind())
        .containsExactly(Kind.IDENTIFIER_DOCUMENT, Kind.STATUS_LIST);
    web.fetched.clear();
    var wrong = jws(KID, credential(), attackerKey);
    assertThat(verify(wrong).verdict()).isEqualTo(Verdict.NOT_VERIFIED);
    assertThat(web.fetched).containsExactly(DOCUMENT);
  }

  private JsonObject securedWithJcs(JsonObject credential) {
    var options = DataIntegrity.proofOptions(Cryptosuite.EDDSA_JCS_2022, VALID_FROM, method);
    return secured(credential, options, edKey);
  }

  private JsonObject own() {
    return credential().without("credentialStatus").with("issuer", text(did));
  }
}
