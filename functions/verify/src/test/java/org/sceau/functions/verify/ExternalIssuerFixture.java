package org.sceau.functions.verify;

import static org.sceau.testing.JsonEdits.json;
import static org.sceau.testing.JsonEdits.set;

import java.util.BitSet;
import org.sceau.dataintegrity.Multikey;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonValue;
import org.sceau.json.JsonWriter;
import org.sceau.records.catalog.SigningKey;
import org.sceau.statuslist.EncodedList;
import org.sceau.verification.VerificationReport;

/** Adds an issuer elsewhere with its document, its status list and its credentials. */
class ExternalIssuerFixture extends VerifyFixture {

  static final String DID = "did:web:uni.example";
  static final String DOCUMENT = "https://uni.example/.well-known/did.json";
  static final String LIST = "https://uni.example/status/1";
  static final String KID = DID + "#key-1";
  static final String ED_KID = DID + "#key-2";

  final SigningKey key = signer.create(KeyKind.P256);
  final SigningKey edKey = signer.create(KeyKind.ED25519);
  final SigningKey attackerKey = signer.create(KeyKind.P256);

  ExternalIssuerFixture() {
    web.publish(DOCUMENT, document());
    web.publish(LIST, embedded(list(new BitSet())));
  }

  JsonObject document() {
    return json(
        """
        {"@context":["https://www.w3.org/ns/did/v1"],"id":"%s",
         "verificationMethod":[
          {"id":"%s","type":"JsonWebKey","controller":"%s","publicKeyJwk":%s},
          {"id":"%s","type":"Multikey","controller":"%s","publicKeyMultibase":"%s"}],
         "authentication":["%s"],
         "assertionMethod":["%s","%s"]}
        """
            .formatted(
                DID,
                KID,
                DID,
                JsonWriter.write(key.publicKey().toJson()),
                ED_KID,
                DID,
                Multikey.encode(edKey.publicKey()),
                KID,
                KID,
                ED_KID));
  }

  /** Returns the document with another value in its first verification method. */
  JsonObject documentWithMethod(String member, JsonValue value) {
    return set(document(), "/verificationMethod/0/" + member, value);
  }

  JsonObject credential() {
    return json(
        """
        {"@context":["https://www.w3.org/ns/credentials/v2"],
         "id":"https://uni.example/credentials/1","type":["VerifiableCredential"],
         "issuer":{"id":"%s","name":"Uni"},
         "validFrom":"2026-01-15T10:00:00Z",
         "credentialSubject":{"id":"did:example:learner"},
         "credentialStatus":%s}
        """
            .formatted(DID, JsonWriter.write(entry())));
  }

  static JsonObject entry() {
    return json(
        """
        {"id":"%s#7","type":"BitstringStatusListEntry","statusPurpose":"revocation",
         "statusListIndex":"7","statusListCredential":"%s"}
        """
            .formatted(LIST, LIST));
  }

  JsonObject withEntry(String member, JsonValue value) {
    return credential().with("credentialStatus", entry().with(member, value));
  }

  static BitSet bits(int... positions) {
    var bits = new BitSet();
    for (int position : positions) {
      bits.set(position);
    }
    return bits;
  }

  static JsonObject list(BitSet set) {
    return listOf(EncodedList.encode(set, 131_072));
  }

  static JsonObject listOf(String encoded) {
    return json(
        """
        {"@context":["https://www.w3.org/ns/credentials/v2"],
         "id":"%s","type":["VerifiableCredential","BitstringStatusListCredential"],
         "issuer":"%s","validFrom":"2026-03-20T10:00:00Z","validUntil":"2026-03-27T10:00:00Z",
         "credentialSubject":{"id":"%s#list","type":"BitstringStatusList",
          "statusPurpose":"revocation","encodedList":"%s"}}
        """
            .formatted(LIST, DID, LIST, encoded));
  }

  static JsonObject withSubject(JsonObject list, String member, JsonValue value) {
    return set(list, "/credentialSubject/" + member, value);
  }

  JsonObject embedded(JsonObject credential) {
    return embedded(credential, ED_KID, edKey);
  }

  String jws(JsonObject credential) {
    return jws(KID, credential, key);
  }

  String jws(String kid, JsonObject credential, SigningKey signing) {
    return jws(header(kid), credential, signing);
  }

  VerificationReport verifySigned(JsonObject credential) {
    return verify(jws(credential));
  }

  /** Signs the list and publishes it at its address. */
  void publishList(JsonObject list) {
    web.publish(LIST, embedded(list));
  }
}
