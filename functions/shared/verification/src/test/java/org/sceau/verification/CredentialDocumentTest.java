package org.sceau.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.JsonEdits.json;
import static org.sceau.testing.JsonEdits.patch;
import static org.sceau.testing.JsonEdits.remove;
import static org.sceau.testing.JsonEdits.set;
import static org.sceau.testing.JsonEdits.value;
import static org.sceau.verification.Documents.badge;
import static org.sceau.verification.Documents.envelope;
import static org.sceau.verification.Documents.oldBadge;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;
import org.sceau.openbadges.DataModel;
import org.sceau.verification.CredentialDocument.Reading;

/** The W3C's own inputs are in module jsonld, which knows the contexts. */
class CredentialDocumentTest {

  private static final JsonObject BADGE = badge();

  @Test
  void aBadgeIsReadOnEitherDataModel() {
    var badge = read(BADGE);
    var old = read(oldBadge());

    assertThat(badge.model()).isEqualTo(DataModel.V2_0);
    assertThat(badge.isOpenBadge()).isTrue();
    assertThat(badge.id()).contains("https://issuer.example/c/1");
    assertThat(badge.issuerId()).isEqualTo("did:web:issuer.example");
    assertThat(badge.validFrom()).contains(Instant.parse("2026-01-15T10:00:00Z"));
    assertThat(badge.validUntil()).contains(Instant.parse("2029-01-15T10:00:00Z"));
    assertThat(badge.subjects()).hasSize(1);
    assertThat(badge.hasProof()).isFalse();
    assertThat(old.model()).isEqualTo(DataModel.V1_1);
    assertThat(old.isOpenBadge()).isTrue();
    assertThat(old.validFrom()).contains(Instant.parse("2020-01-15T10:00:00Z"));
    assertThat(old.validUntil()).contains(Instant.parse("2029-01-15T10:00:00Z"));
  }

  @Test
  void theOlderModelNeedsItsOwnDates() {
    var old = oldBadge();

    assertThat(paths(old.without("issuanceDate"))).containsExactly("/issuanceDate");
    assertThat(paths(set(old, "/issuanceDate", "yesterday"))).containsExactly("/issuanceDate");
    assertThat(paths(set(old, "/expirationDate", "2019-01-01T00:00:00Z")))
        .containsExactly("/expirationDate");
    var entry = json("{\"type\":\"StatusList2021Entry\"}");
    assertThat(paths(old.with("credentialStatus", entry))).containsExactly("/credentialStatus/id");
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    assertThat(paths(JsonObject.EMPTY))
        .containsExactly("/@context", "/type", "/issuer", "/credentialSubject");
    var wrong =
        patch(
            BADGE,
            """
            [{"op":"replace","path":"/id","value":1},
             {"op":"replace","path":"/validUntil","value":null},
             {"op":"add","path":"/evidence","value":{"id":"x"}}]
            """);
    assertThat(paths(wrong))
        .containsExactly("/id", "/validUntil", "/evidence/type", "/evidence/id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"https://www.w3.org/ns/credentials/v2\"",
        "[]",
        "[\"https://www.w3.org/ns/credentials/v2/\"]",
        "[\"http://www.w3.org/ns/credentials/v2\"]",
        "[\"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json\",\"https://www.w3.org/ns/credentials/v2\"]",
        "[{},\"https://www.w3.org/ns/credentials/v2\"]",
        "[\"https://www.w3.org/ns/credentials/v2\",null]",
        "[\"https://www.w3.org/ns/credentials/v2\",[\"https://a.example\"]]",
        "[\"https://www.w3.org/ns/credentials/v2\",\"not a url\"]",
        "null"
      })
  void theContextThatComesFirstIsTheDataModels(String context) {
    var json = BADGE.with("@context", value(context));

    assertThat(paths(json)).isNotEmpty().allMatch(path -> path.startsWith("/@context"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type|\"OpenBadgeCredential\"|/type",
        "type|[\"VerifiableCredential\",1]|/type",
        "type|{\"a\":1}|/type",
        "issuer|null|/issuer",
        "issuer|[]|/issuer",
        "issuer|1|/issuer",
        "issuer|[\"did:web:issuer.example\"]|/issuer",
        "issuer|{\"id\":null}|/issuer/id",
        "issuer|{\"name\":\"X\"}|/issuer/id",
        "issuer|\"_:b0\"|/issuer",
        "id|[\"urn:x:1\"]|/id",
        "id|\"_:c14n0\"|/id",
        "id|\"relative\"|/id",
        "credentialSubject|[]|/credentialSubject",
        "credentialSubject|\"did:example:a\"|/credentialSubject",
        "credentialSubject|null|/credentialSubject",
        "credentialStatus|\"https://a.example\"|/credentialStatus",
        "credentialStatus|[{\"type\":\"A\"},null]|/credentialStatus/1",
        "credentialStatus|{\"id\":\"urn:x:1\"}|/credentialStatus/type",
        "credentialSchema|{\"type\":\"A\"}|/credentialSchema/id",
        "credentialSchema|{\"id\":\"urn:x:1\"}|/credentialSchema/type",
        "proof|null|/proof",
        "proof|\"x\"|/proof",
        "proof|[{}]|/proof/0/type",
        "name|{\"@value\":\"a\",\"url\":\"b\"}|/name",
        "name|[{\"@value\":1}]|/name/0",
        "name|1|/name",
        "description|{\"@value\":1}|/description",
        "issuer|{\"id\":\"did:web:issuer.example\",\"name\":1}|/issuer/name",
        "issuer|{\"id\":\"did:web:issuer.example\",\"description\":1}|/issuer/description",
        "relatedResource|{\"id\":\"relative\",\"digestSRI\":\"sha256-x\"}|/relatedResource/id",
        "relatedResource|{\"id\":\"urn:x:1\"}|/relatedResource/digestSRI"
      })
  void aMemberOfTheWrongFormIsNamed(String member, String json, String path) {
    assertThat(paths(BADGE.with(member, value(json)))).containsExactly(path);
  }

  @Test
  void aRelatedResourceIsNamedOnce() {
    var one = json("{\"id\":\"https://a.example\",\"digestSRI\":\"sha256-x\"}");

    assertThat(paths(BADGE.with("relatedResource", JsonArray.of(one)))).isEmpty();
    assertThat(paths(BADGE.with("relatedResource", JsonArray.of(one, one))))
        .containsExactly("/relatedResource/1/id");
  }

  /** The last of these are not to be had in RFC 3339, or are hardly meant. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-15T24:00:00Z", "2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z",
        "2026-01-15t10:00:00Z", "2026-01-15T10:00:00z", "0000-01-15T10:00:00Z",
        "12026-01-15T10:00:00Z", "2026-01-15 10:00:00Z", " 2026-01-15T10:00:00Z",
        "2026-01-15T10:00:00Z ", "2026-01-15", "2016-12-31T23:59:60Z",
        "2026-01-15T10:00:00+0100", "２026-01-15T10:00:00Z", ""
      })
  void aDateIsStrict(String date) {
    assertThat(paths(set(BADGE, "/validFrom", date))).containsExactly("/validFrom");
  }

  /** Data Model v2.0, section 4.9: what says no zone is in UTC. */
  @Test
  void aDateWithoutAZoneIsInUtc() {
    var json = set(BADGE, "/validFrom", "2026-01-15T10:00:00");

    assertThat(read(json).validFrom()).contains(Instant.parse("2026-01-15T10:00:00Z"));
  }

  @Test
  void aSubjectHasClaims() {
    var plain = set(BADGE, "/type", "VerifiableCredential");
    assertThat(paths(plain.with("credentialSubject", JsonArray.of(JsonObject.EMPTY))))
        .containsExactly("/credentialSubject/0");
    JsonValue subject = json("{\"id\":\"did:example:a\"}");

    assertThat(paths(plain.with("credentialSubject", subject))).isEmpty();
    assertThat(paths(plain.with("credentialSubject", copies(subject, 1_000)))).isEmpty();
    assertThat(paths(plain.with("credentialSubject", copies(subject, 1_001))))
        .containsExactly("/credentialSubject");
  }

  private static JsonArray copies(JsonValue value, int count) {
    return new JsonArray(Collections.nCopies(count, value));
  }

  @Test
  void aBadgeSaysWhatFor() {
    assertThat(paths(remove(BADGE, "/credentialSubject/achievement")))
        .containsExactly("/credentialSubject/achievement");
  }

  /** Open Badges 3.0, section 9.2, step 1: it is read all the same, and said to name no person. */
  @Test
  void aBadgeMayNameNobody() {
    assertThat(namesNobody(BADGE)).isFalse();
    var anonymous = remove(BADGE, "/credentialSubject/id");
    assertThat(namesNobody(anonymous)).isTrue();
    var identifier = value("[{\"type\":\"IdentityObject\"}]");
    assertThat(namesNobody(set(anonymous, "/credentialSubject/identifier", identifier))).isFalse();
  }

  private static boolean namesNobody(JsonObject badge) {
    return CredentialDocument.read(badge) instanceof CredentialDocument.Reading.Read(var document)
        && document.namesNobody();
  }

  @Test
  void aBadgeOfOpenBadges2IsCalledSo() {
    for (var context :
        List.of("\"https://w3id.org/openbadges/v2\"", "[\"https://w3id.org/openbadges/v1\"]")) {
      var old = json("{\"type\":\"Assertion\",\"id\":\"https://a.example/1\"}");

      assertThat(CredentialDocument.read(old.with("@context", value(context))))
          .isEqualTo(new Reading.OpenBadges2());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data:application/vc+jwt,",
        "data:application/jwt,",
        "data:application/vc-ld+jwt,",
        "data:application/vc-ld+jwt;base64url,"
      })
  void anEnvelopeGivesItsJws(String prefix) {
    assertThat(CredentialDocument.read(envelope(prefix + "a.b.c")))
        .isEqualTo(new Reading.Enveloped("a.b.c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data:text/html,a.b.c",
        "data:application/vc+jwt;base64,YS5iLmM",
        "data:application/vc+jwt;charset=utf-8,a.b.c",
        "data:application/vc+sd-jwt;base64,YS5iLmM",
        "data:application/vp+jwt,a.b.c",
        "DATA:application/vc+jwt,a.b.c",
        "data:,a.b.c",
        "https://a.example/a.b.c",
        " data:application/vc+jwt,a.b.c",
        ""
      })
  void anEnvelopeOfAnotherKindIsRefused(String id) {
    assertThat(paths(envelope(id))).containsExactly("/id");
  }

  /** They are right, and say nothing here. */
  @ParameterizedTest
  @ValueSource(
      strings = {"data:application/vc+sd-jwt,a.b.c~d~", "data:application/vc+cose;base64,0oRD"})
  void anEnvelopeOfAKindThatIsNotReadIsCalledSo(String id) {
    assertThat(CredentialDocument.read(envelope(id))).isInstanceOf(Reading.Unsupported.class);
    assertThat(paths(envelope(id).without("@context"))).containsExactly("/id");
  }

  @Test
  void anEnvelopeIsOfTheNewerDataModel() {
    var envelope = envelope("data:application/vc+jwt,a.b.c");

    assertThat(paths(envelope.without("@context"))).isNotEmpty();
    assertThat(paths(set(envelope, "/@context", "https://www.w3.org/2018/credentials/v1")))
        .isNotEmpty();
  }

  private static CredentialDocument read(JsonObject json) {
    return CredentialDocument.read(json) instanceof Reading.Read(var document)
        ? document
        : new CredentialDocument(JsonObject.EMPTY, DataModel.V2_0);
  }

  private static List<String> paths(JsonObject json) {
    return CredentialDocument.read(json) instanceof Reading.Refused(var violations)
        ? Documents.paths(violations)
        : List.of();
  }
}
