package org.sceau.cli;

import java.nio.charset.StandardCharsets;
import org.sceau.dataintegrity.Multikey;
import org.sceau.jose.CompactJws;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonObject;
import org.sceau.records.catalog.SigningKey;
import org.sceau.testing.MemorySigner;

/** An issuer whose keys are in its name (did:key), so that nothing has to be fetched. */
final class ForeignIssuer {

  private final MemorySigner signer = new MemorySigner();
  private final SigningKey key = signer.create(KeyKind.P256);

  String did() {
    return "did:key:" + Multikey.encode(key.publicKey());
  }

  /** A credential secured with JOSE that ends at this time. */
  String credential(String issuerName, String validUntil) {
    var header =
        JsonObject.builder()
            .put("alg", "ES256")
            .put("typ", "vc+jwt")
            .put("kid", did() + "#" + Multikey.encode(key.publicKey()))
            .build();
    var input =
        CompactJws.signingInput(
            header,
            """
            {"@context":["https://www.w3.org/ns/credentials/v2",
              "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
             "id":"urn:uuid:3f0bca3f-5ad3-4d85-9b5b-0d2bd9b5d3f1",
             "type":["VerifiableCredential","OpenBadgeCredential"],
             "issuer":{"id":"%s","type":["Profile"],"name":"%s"},
             "validFrom":"2026-01-15T10:00:00Z","validUntil":"%s","name":"Secourisme",
             "credentialSubject":{"id":"urn:uuid:9a1c0c2e-6d3b-4e0f-8b46-1d6f2a7c5e10",
              "type":["AchievementSubject"],"achievement":{
               "id":"https://uni.example/a/1","type":["Achievement"],"name":"Secourisme",
               "description":"Agit.","criteria":{"narrative":"Une épreuve."}}}}
            """
                .formatted(did(), issuerName, validUntil)
                .getBytes(StandardCharsets.UTF_8));
    return CompactJws.assemble(input, signer.sign(key, input));
  }
}
