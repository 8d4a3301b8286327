package org.sceau.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sceau.testing.JsonEdits.at;
import static org.sceau.testing.JsonEdits.json;
import static org.sceau.testing.JsonEdits.patch;
import static org.sceau.testing.JsonEdits.set;
import static org.sceau.testing.JsonEdits.value;
import static org.sceau.verification.Documents.badge;
import static org.sceau.verification.Documents.envelope;
import static org.sceau.verification.Documents.jws;
import static org.sceau.verification.Documents.jwsOf;
import static org.sceau.verification.Documents.oldBadge;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.openbadges.DataModel;
import org.sceau.verification.JwtDocument.Reading;

class JwtDocumentTest {

  private static final JsonObject BADGE = badge();

  /** The badge with the claims that Open Badges 3.0 wants. */
  private static final JsonObject CLAIMS =
      set(BADGE, "/iss", "did:web:issuer.example")
          .with("jti", new JsonString("https://issuer.example/c/1"))
          .with("sub", new JsonString("did:example:learner"))
          .with("nbf", new JsonNumber("1768471200"))
          .with("exp", new JsonNumber("1863165600"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vc+jwt",
        "JWT",
        "application/vc+jwt",
        "",
        "jwt",
        "VC+JWT",
        "application/jwt",
        "vc+ld+json+jwt"
      })
  void aCredentialAtTheTopLevelIsReadWithAndWithoutClaims(String typ) {
    for (var payload : List.of(BADGE, CLAIMS, set(CLAIMS, "/unknown", "x"))) {
      assertThat(credential(typ, payload)).isInstanceOf(Reading.Read.class);
    }
    assertThat(read(typ, CLAIMS).document().json()).isEqualTo(BADGE);
    assertThat(read(typ, CLAIMS).notBefore()).contains(Instant.parse("2026-01-15T10:00:00Z"));
    assertThat(read(typ, CLAIMS).expires()).contains(Instant.parse("2029-01-15T10:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vp+jwt", "at+jwt", "vc+sd-jwt", " "})
  void aJwsOfAnotherTypeIsNoCredential(String typ) {
    assertRefused(credential(typ, CLAIMS));
  }

  @Test
  void theContentOfACredentialsJwsIsACredential() {
    var payload = JsonWriter.write(CLAIMS);

    var header = "{\"alg\":\"ES256\",\"typ\":\"vc+jwt\",\"cty\":\"%s\"}";

    assertThat(JwtDocument.credential(jwsOf(header.formatted("vc"), payload)))
        .isInstanceOf(Reading.Read.class);
    for (var cty : List.of("vp", "JWT", "json", "")) {
      assertRefused(JwtDocument.credential(jwsOf(header.formatted(cty), payload)));
    }
  }

  /** Data Model v1.1, section 6.3.1. */
  @Test
  void aCredentialInAClaimIsCompletedByTheOthers() {
    var old = oldBadge();
    var bare =
        json("""
        {"iss":"did:web:issuer.example","jti":"urn:uuid:9c9a36f8-518f-4976-a934-6649502d0008",
         "sub":"did:example:learner","nbf":1579082400,"exp":1863165600}
        """)
            .with(
                "vc",
                patch(
                    old,
                    """
                    [{"op":"remove","path":"/id"},
                     {"op":"remove","path":"/issuer"},
                     {"op":"remove","path":"/issuanceDate"},
                     {"op":"remove","path":"/expirationDate"},
                     {"op":"remove","path":"/credentialSubject/id"}]
                    """));

    for (var typ : List.of("JWT", "")) {
      var document = read(typ, bare).document();

      assertThat(document.model()).isEqualTo(DataModel.V1_1);
      assertThat(document.issuerId()).isEqualTo("did:web:issuer.example");
      assertThat(document.id()).contains("urn:uuid:9c9a36f8-518f-4976-a934-6649502d0008");
      assertThat(document.validFrom()).contains(Instant.parse("2020-01-15T10:00:00Z"));
      assertThat(document.validUntil()).contains(Instant.parse("2029-01-15T10:00:00Z"));
      assertThat(document.subjects().getFirst().string("id")).contains("did:example:learner");
    }
    assertRefused(credential("vc+jwt", bare));
    assertRefused(credential("JWT", bare.without("nbf")));
    assertRefused(credential("JWT", bare.without("iss")));
    assertThat(credential("JWT", bare.with("vc", old))).isInstanceOf(Reading.Read.class);
    var others = bare.with("vc", old).with("iss", new JsonString("did:web:attacker.example"));
    assertRefused(credential("JWT", others));
  }

  @Test
  void aBadgeOfTheOlderModelMayStandAtTheTopLevel() {
    assertThat(credential("JWT", oldBadge())).isInstanceOf(Reading.Read.class);
  }

  @Test
  void aCredentialBesideACredentialIsRefused() {
    for (var claim : List.of("vc", "vp")) {
      for (JsonValue value : List.of(new JsonString("oops"), BADGE, JsonObject.EMPTY)) {
        for (var typ : List.of("vc+jwt", "JWT", "")) {
          assertThat(paths(typ, CLAIMS.with(claim, value))).containsExactly("/" + claim);
        }
      }
    }
  }

  @Test
  void anEnvelopeWithinAJwsIsRefused() {
    assertThat(paths("vc+jwt", envelope("data:application/vc+jwt,a.b.c"))).containsExactly("/type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]", "\"x\"",
        "{", "{} {}",
        "{\"type\":1,\"type\":2}", "{\"iss\":\"did:web:a.example\"}"
      })
  void aPayloadThatIsNoCredentialIsRefused(String payload) {
    assertRefused(JwtDocument.credential(jws("vc+jwt", payload)));
  }

  @Test
  void aBadgeOfOpenBadges2IsCalledSo() {
    var assertion = "{\"@context\":\"https://w3id.org/openbadges/v2\",\"type\":\"Assertion\"}";
    assertThat(JwtDocument.credential(jws("", assertion))).isEqualTo(new Reading.OpenBadges2<>());
  }

  /** A time may have decimals of zero, and those of the credential are not in the claim. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nbf       | 1768471200.0
          nbf       | 1768471320
          nbf       | 1768471080
          exp       | 1863165600.0
          validFrom | "2026-01-15T10:00:00.447Z"
          iat       | 1768471201
          iat       | 0
          iat       | 253402300799
          """)
  void aClaimMayBeWrittenOtherwise(String claim, String value) {
    assertThat(paths("vc+jwt", CLAIMS.with(claim, value(value)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          iss | "did:web:other.example"
          iss | ["did:web:issuer.example"]
          jti | "urn:x:other"
          sub | "did:example:other"
          sub | 1
          nbf | 1768471321
          nbf | 1768471079
          nbf | 1768471200000
          nbf | -1
          nbf | 9e15
          nbf | 1e999
          nbf | "1768471200"
          exp | 1863165601
          exp | 1863165600.5
          exp | 1863165600000
          exp | -1
          exp | 9e15
          exp | 1e999
          exp | "1863165600"
          iat | "now"
          iat | 253402300800
          """)
  void aClaimThatSaysOtherwiseIsNamed(String claim, String value) {
    assertThat(paths("vc+jwt", CLAIMS.with(claim, value(value)))).containsExactly("/" + claim);
  }

  @Test
  void theClaimJtiIsTheId() {
    assertThat(paths("vc+jwt", CLAIMS.without("id"))).containsExactly("/jti");
  }

  @Test
  void theClaimSubIsOneOfTheSubjects() {
    var subject = (JsonObject) at(CLAIMS, "/credentialSubject");
    var two = JsonArray.of(set(subject, "/id", "urn:x:a"), subject);
    assertThat(paths("vc+jwt", CLAIMS.with("credentialSubject", two))).isEmpty();
  }

  @Test
  void aDateOfTheClaimsAloneIsOneAllTheSame() {
    var jwt = read("vc+jwt", CLAIMS.without("validUntil"));

    assertThat(jwt.document().validUntil()).isEmpty();
    assertThat(jwt.expires()).contains(Instant.parse("2029-01-15T10:00:00Z"));
  }

  @Test
  void aPresentationIsReadInEitherDialect() {
    var presentation = Documents.presentation(BADGE);
    var claims =
        patch(
            presentation,
            """
            [{"op":"add","path":"/iss","value":"did:example:learner"},
             {"op":"add","path":"/aud","value":"verifier.example"},
             {"op":"add","path":"/nonce","value":"n-1"}]
            """);
    var inClaim =
        json("""
        {"iss":"did:example:learner","aud":["verifier.example"],"nonce":"n-1"}
        """)
            .with("vp", presentation.without("holder"));

    for (var payload : List.of(claims, inClaim)) {
      for (var typ : List.of("vp+jwt", "JWT", "")) {
        if (presentation(typ, payload) instanceof Reading.Read<PresentationDocument>(var jwt)) {
          assertThat(jwt.document().holder()).contains("did:example:learner");
          assertThat(jwt.document().credentials()).hasSize(1);
          assertThat(jwt.audience()).containsExactly("verifier.example");
          assertThat(jwt.nonce()).contains("n-1");
        } else {
          throw new AssertionError(presentation(typ, payload));
        }
      }
      assertRefused(presentation("vc+jwt", payload));
    }
    assertRefused(presentation("vp+jwt", set(claims, "/iss", "did:example:other")));
    assertRefused(presentation("vp+jwt", set(claims, "/jti", "urn:x:1")));
    var withId = set(set(claims, "/id", "urn:x:1"), "/jti", "urn:x:1");
    assertThat(presentation("vp+jwt", withId)).isInstanceOf(Reading.Read.class);
    assertRefused(presentation("vp+jwt", claims.with("vp", presentation)));
    assertRefused(presentation("vp+jwt", claims.with("vc", BADGE)));
    assertRefused(presentation("vp+jwt", set(claims, "/exp", "1")));
    assertRefused(credential("vc+jwt", claims));
  }

  private static void assertRefused(Reading<?> reading) {
    assertThat(reading).isInstanceOf(Reading.Refused.class);
  }

  private static Reading<PresentationDocument> presentation(String typ, JsonObject payload) {
    return JwtDocument.presentation(jws(typ, JsonWriter.write(payload)));
  }

  private static Reading<CredentialDocument> credential(String typ, JsonObject payload) {
    return JwtDocument.credential(jws(typ, JsonWriter.write(payload)));
  }

  private static JwtDocument<CredentialDocument> read(String typ, JsonObject payload) {
    return switch (credential(typ, payload)) {
      case Reading.Read<CredentialDocument>(var document) -> document;
      case Reading.OpenBadges2<CredentialDocument> _ -> throw new AssertionError("of 2.0");
      case Reading.Refused<CredentialDocument>(var violations) ->
          throw new AssertionError(violations);
    };
  }

  private static List<String> paths(String typ, JsonObject payload) {
    return credential(typ, payload) instanceof Reading.Refused<CredentialDocument>(var violations)
        ? Documents.paths(violations)
        : List.of();
  }
}
