package org.sceau.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.sceau.testing.JsonEdits.json;

import java.util.List;
import org.sceau.jose.Base64Url;
import org.sceau.jose.CompactJws;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;

/** Credentials in their forms, unsigned: this is about what they look like. */
final class Documents {

  private Documents() {}

  static JsonObject badge() {
    return json(
        """
        {"@context":["https://www.w3.org/ns/credentials/v2",
          "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
         "id":"https://issuer.example/c/1",
         "type":["VerifiableCredential","OpenBadgeCredential"],
         "issuer":{"id":"did:web:issuer.example","type":["Profile"],"name":"Université Exemple"},
         "validFrom":"2026-01-15T10:00:00Z","validUntil":"2029-01-15T10:00:00Z",
         "credentialSubject":{"id":"did:example:learner","type":["AchievementSubject"],
          "achievement":{"id":"https://issuer.example/a","type":["Achievement"],"name":"Python"}}}
        """);
  }

  /** A badge on the older data model. */
  static JsonObject oldBadge() {
    return json(
        """
        {"@context":["https://www.w3.org/2018/credentials/v1",
          "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"],
         "id":"urn:uuid:9c9a36f8-518f-4976-a934-6649502d0008",
         "type":["VerifiableCredential","OpenBadgeCredential"],
         "issuer":{"id":"did:web:issuer.example","type":["Profile"]},
         "issuanceDate":"2020-01-15T10:00:00Z","expirationDate":"2029-01-15T10:00:00Z",
         "credentialSubject":{"id":"did:example:learner","type":["AchievementSubject"],
          "achievement":{"id":"https://issuer.example/a","type":["Achievement"],"name":"Python"}}}
        """);
  }

  static JsonObject envelope(String id) {
    return json(
        """
        {"@context":"https://www.w3.org/ns/credentials/v2",
         "type":"EnvelopedVerifiableCredential","id":"%s"}
        """
            .formatted(id));
  }

  static JsonObject presentation(JsonValue... credentials) {
    return json("""
    {"@context":["https://www.w3.org/ns/credentials/v2"],
     "type":"VerifiablePresentation","holder":"did:example:learner"}
    """)
        .with("verifiableCredential", JsonArray.of(credentials));
  }

  static List<String> paths(List<FormViolation> violations) {
    return violations.stream().map(FormViolation::path).toList();
  }

  static CompactJws jws(String typ, String payload) {
    var header =
        typ.isEmpty() ? "{\"alg\":\"ES256\"}" : "{\"alg\":\"ES256\",\"typ\":\"" + typ + "\"}";
    return jwsOf(header, payload);
  }

  static CompactJws jwsOf(String header, String payload) {
    var text =
        Base64Url.encode(header.getBytes(UTF_8))
            + "."
            + Base64Url.encode(payload.getBytes(UTF_8))
            + "."
            + Base64Url.encode(new byte[64]);
    return switch (CompactJws.read(text)) {
      case CompactJws.Reading.Read(var jws) -> jws;
      case CompactJws.Reading.Refused(var reason) -> throw new AssertionError(reason);
    };
  }
}
