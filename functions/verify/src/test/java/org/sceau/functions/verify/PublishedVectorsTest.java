package org.sceau.functions.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.JsonEdits.json;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.json.JsonWriter;
import org.sceau.verification.Check;
import org.sceau.verification.Outcome;
import org.sceau.verification.ProblemCode;
import org.sceau.verification.SecuringForm;
import org.sceau.verification.VerificationProblem;
import org.sceau.verification.VerificationReport;
import org.sceau.verification.VerificationReport.Verdict;

/**
 * Published vectors, and some made with other libraries, through the whole verifier. Their
 * canonical forms and hashes are compared byte for byte where the canonicaliser is.
 */
class PublishedVectorsTest extends VerifyFixture {

  private static final String OB3_ISSUER = "https://example.edu/issuers/565049";
  private static final String LIST = "https://issuer.example/status/revocation/1";

  PublishedVectorsTest() {
    // Within the week of the list.
    now = Instant.parse("2026-01-16T10:00:00Z");
    web.publish("https://issuer.example/.well-known/did.json", Resources.json("vectors/did.json"));
    web.publish(LIST, Resources.json("vectors/status-list.json"));
    web.publish(
        OB3_ISSUER,
        json(
            """
            {"id":"%1$s","verificationMethod":[{"id":"%1$s#%2$s","type":"Multikey",
              "controller":"%1$s","publicKeyMultibase":"%2$s"}],
             "assertionMethod":["%1$s#%2$s"]}
            """
                .formatted(OB3_ISSUER, "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi")));
  }

  @ParameterizedTest
  @CsvSource({
    "ob3/signed.json, NotApplicable",
    // The list has its bit set.
    "micro-credential-ecdsa-rdfc-2019/signed.json, Failed",
    // Nobody but its issuer can sign a list for it.
    "micro-credential-eddsa-rdfc-2022/signed.json, Inconclusive",
    "micro-credential-ecdsa-rdfc-2019-p384/signed.json, Inconclusive",
    "micro-credential-es256.jwt, Inconclusive",
    "micro-credential-es256-typ-jwt.jwt, Inconclusive",
    "status-list.json, NotApplicable"
  })
  void aVectorIsProvenToBeItsIssuers(String vector, String status) {
    var report = verifyVector(vector);

    assertThat(report.decisive().map(VerificationProblem::code))
        .isNotEqualTo(Optional.of(ProblemCode.PROOF_INVALID));
    for (var check : List.of(Check.FORM, Check.PROOF, Check.VALIDITY_PERIOD)) {
      assertThat(report.outcome(check)).isEqualTo(new Outcome.Passed());
    }
    assertThat(report.outcome(Check.STATUS).getClass().getSimpleName()).isEqualTo(status);
    assertThat(report.verdict())
        .isEqualTo(
            Map.of(
                    "NotApplicable", Verdict.VERIFIED,
                    "Failed", Verdict.NOT_VERIFIED,
                    "Inconclusive", Verdict.INCONCLUSIVE)
                .get(status));
  }

  @Test
  void theListOfAnotherLibrarySaysWhatIsRevoked() {
    assertFails(
        verifyVector("micro-credential-ecdsa-rdfc-2019/signed.json"), ProblemCode.REVOKED_BY_LIST);
    now = Instant.parse("2026-01-22T10:00:00Z");
    assertUnknown(
        verifyVector("micro-credential-ecdsa-rdfc-2019/signed.json"),
        ProblemCode.STATUS_LIST_INVALID);
  }

  /**
   * These name an issuer whose document they do not come with, and a did:key that nothing binds to
   * it. The proof is one of the key, and the key is not one of the issuer: on purpose.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019",
        "ecdsa-rdfc-2019-p384", "ecdsa-jcs-2019-p256", "ecdsa-jcs-2019-p384",
        "ed25519-signature-2020"
      })
  void aKeyThatNothingBindsToTheIssuerIsNotTheIssuers(String vector) {
    var report = verifyVector(vector + "/signed.json");

    assertThat(report.outcome(Check.FORM)).isEqualTo(new Outcome.Passed());
    assertThat(report.decisive().map(VerificationProblem::code))
        .contains(ProblemCode.KEY_NOT_OF_ISSUER);
    assertThat(web.fetched).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ob3/signed.json",
        "micro-credential-ecdsa-rdfc-2019/signed.json",
        "micro-credential-eddsa-rdfc-2022/signed.json",
        "micro-credential-ecdsa-rdfc-2019-p384/signed.json",
        "status-list.json"
      })
  void noCharacterOfAClaimCanBeAnother(String vector) {
    var verifier = verifier();
    var text = JsonWriter.write(Resources.json("vectors/" + vector));

    for (int i = 0; i < text.length(); i += 3) {
      char other = text.charAt(i) == 'x' ? 'y' : 'x';
      var changed = text.substring(0, i) + other + text.substring(i + 1);
      var report = verifier.verify(changed.getBytes(UTF_8), SecuringForm.JSON);
      assertThat(report.proven()).as(changed).isEmpty();
      assertThat(report.verdict()).isNotEqualTo(Verdict.VERIFIED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"micro-credential-es256.jwt", "micro-credential-es256-typ-jwt.jwt"})
  void noCharacterOfAJwsCanBeAnother(String vector) {
    var verifier = verifier();
    var jws = Resources.text("vectors/" + vector).strip();
    for (int i = 0; i < jws.length(); i++) {
      char other = jws.charAt(i) == 'A' ? 'B' : 'A';
      var report = verifier.verify(jws.substring(0, i) + other + jws.substring(i + 1));
      assertThat(report.proven()).as("character %d", i).isEmpty();
    }
  }

  private VerificationReport verifyVector(String vector) {
    return verifier()
        .verify(
            Resources.bytes("vectors/" + vector),
            vector.endsWith(".jwt") ? SecuringForm.COMPACT_JWS : SecuringForm.JSON);
  }

  /** The documents as they are published: nothing is lost in reading them. */
  @Test
  void aVectorIsReadAsItIs() {
    for (var name : List.of("ob3/signed.json", "status-list.json")) {
      var json = Resources.json("vectors/" + name);
      assertThat(json(JsonWriter.write(json))).isEqualTo(json);
    }
  }
}
