package org.sceau.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  private static final JsonObject BADGE = Documents.badge();

  /** The badge with the claims that Open Badges 3.0 wants. */
  private static final JsonObject CLAIMS =
      BADGE
          .with("iss", new JsonString("did:web:issuer.example"))
          .with("jti", new JsonString("https://issuer.example/c/1"))
          .with("sub", new JsonString("did:example:learner"))
          .with("nbf", new JsonNumber("1768471200"))
          .with("exp", new JsonNumber("1863165600"));

  @ParameterizedTest
  @ValueSource(strings = {"vc+jwt", "JWT", "application/vc+jwt", ""})
  void aCredentialAtTheTopLevelIsReadWithAndWithoutClaims(String typ) {
    for (var payload : List.of(BADGE, CLAIMS, CLAIMS.with("unknown", new JsonString("x")))) {
      assertThat(credential(typ, payload)).isInstanceOf(Reading.Read.class);
    }
    assertThat(read(typ, CLAIMS).document().json()).isEqualTo(BADGE);
    assertThat(read(typ, CLAIMS).notBefore()).contains(Instant.parse("2026-01-15T10:00:00Z"));
    assertThat(read(typ, CLAIMS).expires()).contains(Instant.parse("2029-01-15T10:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vp+jwt", "at+jwt", "jwt", "vc+sd-jwt", "VC+JWT", "application/jwt", " "})
  void aJwsOfAnotherTypeIsNoCredential(String typ) {
    assertThat(credential(typ, CLAIMS)).isInstanceOf(Reading.Refused.class);
  }

  @Test
  void theContentOfACredentialsJwsIsACredential() {
    var payload = JsonWriter.write(CLAIMS);

    assertThat(
            JwtDocument.credential(
                Documents.jwsOf("{\"alg\":\"ES256\",\"typ\":\"vc+jwt\",\"cty\":\"vc\"}", payload)))
        .isInstanceOf(Reading.Read.class);
    for (var cty : List.of("vp", "JWT", "json", "")) {
      assertThat(
              JwtDocument.credential(
                  Documents.jwsOf(
                      "{\"alg\":\"ES256\",\"typ\":\"vc+jwt\",\"cty\":\"" + cty + "\"}", payload)))
          .isInstanceOf(Reading.Refused.class);
    }
  }

  /** Data Model v1.1, section 6.3.1. */
  @Test
  void aCredentialInAClaimIsCompletedByTheOthers() {
    var old = Documents.oldBadge();
    var bare =
        JsonObject.builder()
            .put("iss", "did:web:issuer.example")
            .put("jti", "urn:uuid:9c9a36f8-518f-4976-a934-6649502d0008")
            .put("sub", "did:example:learner")
            .put("nbf", 1579082400)
            .put("exp", 1863165600)
            .put(
                "vc",
                old.without("id")
                    .without("issuer")
                    .without("issuanceDate")
                    .without("expirationDate")
                    .with(
                        "credentialSubject",
                        old.object("credentialSubject").orElseThrow().without("id")))
            .build();

    for (var typ : List.of("JWT", "")) {
      var document = read(typ, bare).document();

      assertThat(document.model()).isEqualTo(DataModel.V1_1);
      assertThat(document.issuerId()).isEqualTo("did:web:issuer.example");
      assertThat(document.id()).contains("urn:uuid:9c9a36f8-518f-4976-a934-6649502d0008");
      assertThat(document.validFrom()).contains(Instant.parse("2020-01-15T10:00:00Z"));
      assertThat(document.validUntil()).contains(Instant.parse("2029-01-15T10:00:00Z"));
      assertThat(document.subjects().getFirst().string("id")).contains("did:example:learner");
    }
    assertThat(credential("vc+jwt", bare)).isInstanceOf(Reading.Refused.class);
    assertThat(credential("JWT", bare.without("nbf"))).isInstanceOf(Reading.Refused.class);
    assertThat(credential("JWT", bare.without("iss"))).isInstanceOf(Reading.Refused.class);
    assertThat(credential("JWT", bare.with("vc", old))).isInstanceOf(Reading.Read.class);
    assertThat(
            credential(
                "JWT",
                bare.with("vc", old).with("iss", new JsonString("did:web:attacker.example"))))
        .isInstanceOf(Reading.Refused.class);
  }

  @Test
  void aBadgeOfTheOlderModelMayStandAtTheTopLevel() {
    assertThat(credential("JWT", Documents.oldBadge())).isInstanceOf(Reading.Read.class);
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
    var envelope =
        JsonObject.builder()
            .put("@context", JsonArray.ofStrings("https://www.w3.org/ns/credentials/v2"))
            .put("type", "EnvelopedVerifiableCredential")
            .put("id", "data:application/vc+jwt,a.b.c")
            .build();

    assertThat(paths("vc+jwt", envelope)).containsExactly("/type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "\"x\"",
        "{",
        "{} {}",
        "{\"type\":1,\"type\":2}",
        "{\"iss\":\"did:web:a.example\"}"
      })
  void aPayloadThatIsNoCredentialIsRefused(String payload) {
    assertThat(JwtDocument.credential(Documents.jws("vc+jwt", payload)))
        .isInstanceOf(Reading.Refused.class);
  }

  @Test
  void aBadgeOfOpenBadges2IsCalledSo() {
    assertThat(
            JwtDocument.credential(
                Documents.jws(
                    "",
                    "{\"@context\":\"https://w3id.org/openbadges/v2\",\"type\":\"Assertion\"}")))
        .isEqualTo(new Reading.OpenBadges2<>());
  }

  @Test
  void theClaimIssIsTheIssuer() {
    assertThat(paths("vc+jwt", CLAIMS.with("iss", new JsonString("did:web:other.example"))))
        .containsExactly("/iss");
    assertThat(paths("vc+jwt", CLAIMS.with("iss", JsonArray.ofStrings("did:web:issuer.example"))))
        .containsExactly("/iss");
  }

  @Test
  void theClaimJtiIsTheId() {
    assertThat(paths("vc+jwt", CLAIMS.with("jti", new JsonString("urn:x:other"))))
        .containsExactly("/jti");
    assertThat(paths("vc+jwt", CLAIMS.without("id"))).containsExactly("/jti");
  }

  @Test
  void theClaimSubIsTheSubject() {
    assertThat(paths("vc+jwt", CLAIMS.with("sub", new JsonString("did:example:other"))))
        .containsExactly("/sub");
    assertThat(paths("vc+jwt", CLAIMS.with("sub", new JsonNumber("1")))).containsExactly("/sub");
    var two =
        JsonArray.of(
            CLAIMS.object("credentialSubject").orElseThrow().with("id", new JsonString("urn:x:a")),
            CLAIMS.object("credentialSubject").orElseThrow());
    assertThat(paths("vc+jwt", CLAIMS.with("credentialSubject", two))).isEmpty();
  }

  @Test
  void theClaimNbfIsWhenItBegins() {
    assertDateIs("nbf", "1768471200");
    // What is less than a second the claim has no room for.
    assertThat(
            paths("vc+jwt", CLAIMS.with("validFrom", new JsonString("2026-01-15T10:00:00.447Z"))))
        .isEmpty();
  }

  @Test
  void theClaimExpIsWhenItEnds() {
    assertDateIs("exp", "1863165600");
  }

  private static void assertDateIs(String claim, String seconds) {
    assertThat(paths("vc+jwt", CLAIMS.with(claim, new JsonNumber(seconds + ".0")))).isEmpty();
    for (JsonValue other :
        List.of(
            new JsonNumber(seconds.substring(0, 9) + "1"),
            new JsonNumber(seconds + ".5"),
            new JsonNumber(seconds + "000"),
            new JsonNumber("-1"),
            new JsonNumber("9e15"),
            new JsonNumber("1e999"),
            new JsonString(seconds))) {
      assertThat(paths("vc+jwt", CLAIMS.with(claim, other)))
          .as(other.toString())
          .containsExactly("/" + claim);
    }
  }

  @Test
  void aDateOfTheClaimsAloneIsOneAllTheSame() {
    var jwt = read("vc+jwt", CLAIMS.without("validUntil"));

    assertThat(jwt.document().validUntil()).isEmpty();
    assertThat(jwt.expires()).contains(Instant.parse("2029-01-15T10:00:00Z"));
  }

  @Test
  void theClaimIatIsATime() {
    assertThat(paths("vc+jwt", CLAIMS.with("iat", new JsonNumber("1768471201")))).isEmpty();
    assertThat(paths("vc+jwt", CLAIMS.with("iat", new JsonString("now")))).containsExactly("/iat");
    for (var first : List.of("0", "253402300799")) {
      assertThat(paths("vc+jwt", CLAIMS.with("iat", new JsonNumber(first)))).as(first).isEmpty();
    }
    assertThat(paths("vc+jwt", CLAIMS.with("iat", new JsonNumber("253402300800"))))
        .containsExactly("/iat");
  }

  @Test
  void aPresentationIsReadInEitherDialect() {
    var presentation =
        JsonObject.builder()
            .put("@context", JsonArray.ofStrings("https://www.w3.org/ns/credentials/v2"))
            .put("type", "VerifiablePresentation")
            .put("holder", "did:example:learner")
            .put("verifiableCredential", JsonArray.of(BADGE))
            .build();
    var claims =
        presentation
            .with("iss", new JsonString("did:example:learner"))
            .with("aud", new JsonString("verifier.example"))
            .with("nonce", new JsonString("n-1"));
    var inClaim =
        JsonObject.builder()
            .put("iss", "did:example:learner")
            .put("aud", JsonArray.ofStrings("verifier.example"))
            .put("nonce", "n-1")
            .put("vp", presentation.without("holder"))
            .build();

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
      assertThat(presentation("vc+jwt", payload)).isInstanceOf(Reading.Refused.class);
    }
    assertThat(presentation("vp+jwt", claims.with("iss", new JsonString("did:example:other"))))
        .isInstanceOf(Reading.Refused.class);
    assertThat(presentation("vp+jwt", claims.with("jti", new JsonString("urn:x:1"))))
        .isInstanceOf(Reading.Refused.class);
    assertThat(
            presentation(
                "vp+jwt",
                claims
                    .with("id", new JsonString("urn:x:1"))
                    .with("jti", new JsonString("urn:x:1"))))
        .isInstanceOf(Reading.Read.class);
    assertThat(presentation("vp+jwt", claims.with("vp", presentation)))
        .isInstanceOf(Reading.Refused.class);
    assertThat(presentation("vp+jwt", claims.with("vc", BADGE)))
        .isInstanceOf(Reading.Refused.class);
    assertThat(presentation("vp+jwt", claims.with("exp", new JsonString("1"))))
        .isInstanceOf(Reading.Refused.class);
    assertThat(credential("vc+jwt", claims)).isInstanceOf(Reading.Refused.class);
  }

  private static Reading<PresentationDocument> presentation(String typ, JsonObject payload) {
    return JwtDocument.presentation(Documents.jws(typ, JsonWriter.write(payload)));
  }

  private static Reading<CredentialDocument> credential(String typ, JsonObject payload) {
    return JwtDocument.credential(Documents.jws(typ, JsonWriter.write(payload)));
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
        ? violations.stream().map(FormViolation::path).toList()
        : List.of();
  }
}
