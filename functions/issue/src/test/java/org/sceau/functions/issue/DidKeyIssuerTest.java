package org.sceau.functions.issue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.functions.issue.IssueFixture.assertRefused;
import static org.sceau.functions.issue.IssueFixture.assertStatus;
import static org.sceau.functions.issue.IssueFixture.json;
import static org.sceau.functions.issue.IssueFixture.jws;
import static org.sceau.functions.issue.IssueFixture.only;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.Multikey;
import org.sceau.jose.CachingSignatures;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonObject;
import org.sceau.lambda.HttpResponse;
import org.sceau.records.catalog.KeyLife;
import org.sceau.records.catalog.SigningKey;
import org.sceau.testing.Demo;

/** Issues as an issuer that is identified by the did:key of its key. */
class DidKeyIssuerTest {

  private final IssueFixture fixture =
      new IssueFixture(signer -> Demo.issuer(signer.create(KeyKind.P256)));
  private final SigningKey key = fixture.issuer.keys().getFirst();
  private final String did = Multikey.did(key.publicKey());
  private final String method = did + "#" + Multikey.encode(key.publicKey());

  @Test
  void bothFormsAreSignedByTheKeyThatTheIssuerIs() {
    var result = fixture.awarded();

    var jws = jws(result.string("jwt").orElseThrow());
    assertThat(jws.kid()).contains(method);
    assertThat(jws.alg()).isEqualTo("ES256");
    assertThat(jws.isSignedBy(key.publicKey(), new CachingSignatures())).isTrue();
    var claims = Demo.object(new String(jws.payload(), UTF_8));
    assertThat(claims.string("iss")).contains(did);
    assertThat(claims.object("issuer").orElseThrow().string("id")).contains(did);

    assertSigned(result.object("verifiableCredential").orElseThrow(), "ecdsa-rdfc-2019");
  }

  @Test
  void whatItBuildsItselfBearsItsDid() {
    var body =
        """
        {"credential":{"@context":["https://www.w3.org/ns/credentials/v2"],
          "type":["VerifiableCredential","OpenBadgeCredential"],
          "issuer":"%s",
          "name":"Analyse de données",
          "credentialSubject":{"id":"did:example:subject","type":["AchievementSubject"],
           "achievement":{"id":"urn:uuid:6c0f9f0e-6f0b-4a3e-9d55-0f7d3f1b7a02","type":["Achievement"],
            "name":"Analyse","description":"Analyser.","criteria":{"narrative":"Examen."}}}}}
        """;

    var answer = fixture.issue(body.formatted(did), null);
    assertSigned(json(answer, 201).object("verifiableCredential").orElseThrow(), "ecdsa-rdfc-2019");

    var other = fixture.issue(body.formatted(Demo.DEPLOYMENT.webDid(Demo.ISSUER)), null);
    assertRefused(other, 400, "/credential/issuer", did);
  }

  @Test
  void whenItsKeyIsCompromisedItIssuesNoMore() {
    var awarded = only(fixture.award(Demo.awardBody(), "before"));
    var id = awarded.string("id").orElseThrow();
    fixture.catalog.put(
        fixture.issuer.withKeys(List.of(key.with(new KeyLife.Compromised(Demo.NOW)))));

    assertEnded(fixture.award(Demo.awardBody(), "after"));
    assertEnded(fixture.issue("{}"));
    assertEnded(fixture.replace(id, "{}"));

    assertThat(fixture.records.count()).isEqualTo(1);
    assertStatus(fixture.readBack(id), 200);
  }

  private static void assertEnded(HttpResponse answer) {
    assertRefused(answer, 409, "issuer-ended", "make another issuer");
  }

  private void assertSigned(JsonObject embedded, String suite) {
    var proof = (JsonObject) embedded.list("proof").getFirst();
    assertThat(proof.string("cryptosuite")).contains(suite);
    assertThat(proof.string("verificationMethod")).contains(method);
    assertThat(fixture.verify(embedded)).isInstanceOf(DataIntegrity.Verification.Verified.class);
  }
}
