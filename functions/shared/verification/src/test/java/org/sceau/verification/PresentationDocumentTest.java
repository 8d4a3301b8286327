package org.sceau.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.JsonEdits.json;
import static org.sceau.testing.JsonEdits.set;
import static org.sceau.verification.Documents.badge;
import static org.sceau.verification.Documents.envelope;
import static org.sceau.verification.Documents.presentation;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.openbadges.DataModel;
import org.sceau.verification.PresentationDocument.Reading;

class PresentationDocumentTest {

  private static final JsonObject ENVELOPE = envelope("data:application/vc+jwt,a.b.c");
  private static final JsonObject PRESENTATION = presentation(badge(), ENVELOPE);

  @Test
  void whatIsPresentedIsReadInItsOrder() {
    if (PresentationDocument.read(PRESENTATION) instanceof Reading.Read(var document)) {
      assertThat(document.holder()).contains("did:example:learner");
      assertThat(document.hasProof()).isFalse();
      assertThat(document.credentials())
          .containsExactly(
              new CredentialDocument.Reading.Read(new CredentialDocument(badge(), DataModel.V2_0)),
              new CredentialDocument.Reading.Enveloped("a.b.c"));
    } else {
      throw new AssertionError(PresentationDocument.read(PRESENTATION));
    }
  }

  @Test
  void aMemberOfTheWrongFormIsNamed() {
    assertThat(paths(set(PRESENTATION, "/id", "relative"))).containsExactly("/id");
    assertThat(paths(set(PRESENTATION, "/proof", "x"))).containsExactly("/proof");
    assertThat(paths(set(PRESENTATION, "/holder", "relative"))).containsExactly("/holder");
  }

  @Test
  void theHolderMayBeAnObject() {
    var holder = json("{\"id\":\"did:example:learner\",\"name\":\"Camille\"}");

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
    assertThat(paths(presentation(badge(), badge().without("issuer"))))
        .containsExactly("/verifiableCredential/1/issuer");
    assertThat(paths(presentation(set(ENVELOPE, "/id", "data:text/html,x"))))
        .containsExactly("/verifiableCredential/0/id");
    var assertion =
        json("{\"@context\":\"https://w3id.org/openbadges/v2\",\"type\":\"Assertion\"}");
    assertThat(paths(presentation(assertion))).containsExactly("/verifiableCredential/0");
  }

  @Test
  void aPresentationHoldsAtMost32Credentials() {
    assertThat(paths(presentation(copies(32)))).isEmpty();
    assertThat(paths(presentation(copies(33)))).containsExactly("/verifiableCredential");
  }

  private static JsonValue[] copies(int count) {
    return Collections.nCopies(count, badge()).toArray(JsonValue[]::new);
  }

  /** Data Model v1.1, section 6.3.1. */
  @Test
  void aJwtStandsForACredentialInTheOlderModelAlone() {
    var jwt = presentation(new JsonString("a.b.c"));

    assertThat(paths(jwt)).containsExactly("/verifiableCredential/0");
    assertThat(paths(set(jwt, "/@context/0", "https://www.w3.org/2018/credentials/v1"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"data:application/vp+jwt,", "data:application/jwt,"})
  void anEnvelopeGivesItsJws(String prefix) {
    var envelope =
        set(ENVELOPE, "/type", "EnvelopedVerifiablePresentation")
            .with("id", new JsonString(prefix + "a.b.c"));

    assertThat(PresentationDocument.read(envelope)).isEqualTo(new Reading.Enveloped("a.b.c"));
    assertThat(paths(set(envelope, "/id", "data:application/vc+jwt,a.b.c"))).containsExactly("/id");
  }

  private static List<String> paths(JsonObject json) {
    return PresentationDocument.read(json) instanceof Reading.Refused(var violations)
        ? Documents.paths(violations)
        : List.of();
  }
}
