package org.sceau.functions.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.functions.issue.IssueFixture.assertRefused;
import static org.sceau.functions.issue.IssueFixture.jws;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sceau.dataintegrity.Cryptosuite;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.jose.CachingSignatures;
import org.sceau.jose.JwsAlgorithm;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonObject;
import org.sceau.records.catalog.DidDocument;
import org.sceau.records.catalog.IssuingSettings;
import org.sceau.records.catalog.IssuingSettings.Form;
import org.sceau.records.catalog.IssuingSettings.Kind;
import org.sceau.testing.Demo;

/** The forms that an issuer chooses. */
class FormsTest {

  private static final String DID = Demo.DEPLOYMENT.webDid(Demo.ISSUER);

  private final IssueFixture fixture = new IssueFixture();

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ED25519_SIGNATURE_2020")
  void theChosenSuiteMakesTheEmbeddedProof(Cryptosuite suite) {
    fixture.settings(
        new IssuingSettings(Kind.OPEN_BADGES, Form.EMBEDDED, suite, JwsAlgorithm.ES256));

    var embedded = embedded(fixture.awarded());

    var proof = (JsonObject) embedded.list("proof").getFirst();
    assertThat(proof.string("cryptosuite")).contains(suite.id());
    assertThat(proof.has("@context")).isEqualTo(suite.isJcs());
    assertThat(fixture.verify(embedded)).isInstanceOf(DataIntegrity.Verification.Verified.class);
    assertThat(fixture.verify(embedded.without("name")))
        .isInstanceOf(DataIntegrity.Verification.NotVerified.class);
  }

  /** JCS signs any text; what no context defines is refused all the same. */
  @Test
  void aTermThatNothingDefinesIsRefusedAlsoWhereTextIsSigned() {
    fixture.settings(
        new IssuingSettings(
            Kind.W3C, Form.EMBEDDED, Cryptosuite.EDDSA_JCS_2022, JwsAlgorithm.ES256));

    var answer =
        fixture.issue(
            """
            {"credential":{"@context":["https://www.w3.org/ns/credentials/v2"],
              "type":["VerifiableCredential"],
              "credentialSubject":{"id":"did:example:subject","unheardOf":1}}}
            """,
            null);

    assertRefused(answer, 400, "unheardOf");
  }

  @Test
  void aKeyOfRsaSignsTheJwtAndNoEmbeddedProof() {
    var rsa = fixture.signer.create(KeyKind.RSA);
    fixture.settings(
        new IssuingSettings(Kind.OPEN_BADGES, Form.EMBEDDED, null, JwsAlgorithm.RS256), rsa);

    var result = fixture.awarded();

    var jws = jws(result.string("jwt").orElseThrow());
    assertThat(jws.alg()).isEqualTo("RS256");
    assertThat(jws.kid()).contains(DID + "#" + rsa.kid());
    assertThat(jws.isSignedBy(rsa.publicKey(), new CachingSignatures())).isTrue();
    assertThat(fixture.verify(embedded(result)))
        .isInstanceOf(DataIntegrity.Verification.Verified.class);
  }

  @Test
  void aKeyOfRsaIsInTheDidDocumentAsAJwkAlone() {
    var rsa = fixture.signer.create(KeyKind.RSA);
    fixture.settings(IssuingSettings.USUAL, rsa);

    var document = DidDocument.of(fixture.catalog.issuer(Demo.ISSUER).orElseThrow(), DID);

    assertThat(document.list("verificationMethod")).hasSize(5);
    assertThat(document.list("assertionMethod")).hasSize(5);
    var last = (JsonObject) document.list("verificationMethod").getLast();
    assertThat(last.string("type")).contains("JsonWebKey");
    assertThat(last.object("publicKeyJwk").orElseThrow().string("alg")).contains("RS256");
  }

  private static JsonObject embedded(JsonObject result) {
    return result.object("verifiableCredential").orElseThrow();
  }
}
