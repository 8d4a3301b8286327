package org.sceau.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.openbadges.DataModel;
import org.sceau.verification.PresentationDocument.Reading;

class PresentationDocumentTest {

  private static final JsonObject ENVELOPE =
      JsonObject.builder()
          .put("@context", "https://www.w3.org/ns/credentials/v2")
          .put("type", "EnvelopedVerifiableCredential")
          .put("id", "data:application/vc+jwt,a.b.c")
          .build();

  private static final JsonObject PRESENTATION =
      JsonObject.builder()
          .put("@context", JsonArray.ofStrings("https://www.w3.org/ns/credentials/v2"))
          .put("type", "VerifiablePresentation")
          .put("holder", "did:example:learner")
          .put("verifiableCredential", JsonArray.of(Documents.badge(), ENVELOPE))
          .build();

  @Test
  void whatIsPresentedIsReadInItsOrder() {
    if (PresentationDocument.read(PRESENTATION) instanceof Reading.Read(var document)) {
      assertThat(document.holder()).contains("did:example:learner");
      assertThat(document.hasProof()).isFalse();
      assertThat(document.credentials())
          .containsExactly(
              new CredentialDocument.Reading.Read(
                  new CredentialDocument(Documents.badge(), DataModel.V2_0)),
              new CredentialDocument.Reading.Enveloped("a.b.c"));
    } else {
      throw new AssertionError(PresentationDocument.read(PRESENTATION));
    }
  }

  @Test
  void aMemberOfTheWrongFormIsNamed() {
    assertThat(paths(PRESENTATION.with("id", new JsonString("relative")))).containsExactly("/id");
    assertThat(paths(PRESENTATION.with("proof", new JsonString("x")))).containsExactly("/proof");
    assertThat(paths(PRESENTATION.with("holder", new JsonString("relative"))))
        .containsExactly("/holder");
  }

  @Test
  void theHolderMayBeAnObject() {
    var holder = Documents.json("{\"id\":\"did:example:learner\",\"name\":\"Camille\"}");

    assertThat(PresentationDocument.read(PRESENTATION.with("holder", holder)))
        .isInstanceOfSatisfying(
            Reading.Read.class,
            read -> assertThat(read.document().holder()).contains("did:example:learner"));
    assertThat(PresentationDocument.read(PRESENTATION.without("holder")))
        .isInstanceOfSatisfying(
            Reading.Read.class, read -> assertThat(read.document().holder()).isEmpty());
  }

  @Test
  void aPathLeadsIntoTheCredentialThatIsWrong() {
    assertThat(paths(presenting(Documents.badge(), Documents.badge().without("issuer"))))
        .containsExactly("/verifiableCredential/1/issuer");
    assertThat(paths(presenting(ENVELOPE.with("id", new JsonString("data:text/html,x")))))
        .containsExactly("/verifiableCredential/0/id");
    assertThat(
            paths(
                presenting(
                    Documents.json(
                        "{\"@context\":\"https://w3id.org/openbadges/v2\",\"type\":\"Assertion\"}"))))
        .containsExactly("/verifiableCredential/0");
  }

  @Test
  void aPresentationHoldsAtMost32Credentials() {
    var credential = Documents.badge();

    assertThat(
            paths(
                PRESENTATION.with(
                    "verifiableCredential", new JsonArray(Collections.nCopies(32, credential)))))
        .isEmpty();
    assertThat(
            paths(
                PRESENTATION.with(
                    "verifiableCredential", new JsonArray(Collections.nCopies(33, credential)))))
        .containsExactly("/verifiableCredential");
  }

  /** Data Model v1.1, section 6.3.1. */
  @Test
  void aJwtStandsForACredentialInTheOlderModelAlone() {
    var jwt = PRESENTATION.with("verifiableCredential", JsonArray.ofStrings("a.b.c"));

    assertThat(paths(jwt)).containsExactly("/verifiableCredential/0");
    assertThat(
            paths(
                jwt.with(
                    "@context", JsonArray.ofStrings("https://www.w3.org/2018/credentials/v1"))))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"data:application/vp+jwt,", "data:application/jwt,"})
  void anEnvelopeGivesItsJws(String prefix) {
    var envelope =
        ENVELOPE
            .with("type", new JsonString("EnvelopedVerifiablePresentation"))
            .with("id", new JsonString(prefix + "a.b.c"));

    assertThat(PresentationDocument.read(envelope)).isEqualTo(new Reading.Enveloped("a.b.c"));
    assertThat(paths(envelope.with("id", new JsonString("data:application/vc+jwt,a.b.c"))))
        .containsExactly("/id");
  }

  private static JsonObject presenting(JsonObject... credentials) {
    return PRESENTATION.with("verifiableCredential", JsonArray.of(credentials));
  }

  private static List<String> paths(JsonObject json) {
    return PresentationDocument.read(json) instanceof Reading.Refused(var violations)
        ? violations.stream().map(FormViolation::path).toList()
        : List.of();
  }
}
