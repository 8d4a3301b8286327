package org.sceau.records.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sceau.dataintegrity.Multikey;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/**
 * Writes the {@code did.json} of an issuer (DID Core 1.0; Controlled Identifiers 1.0): every key
 * that is not compromised, as a JsonWebKey and as a Multikey, under {@code assertionMethod}. An RSA
 * key has no Multikey, since it makes no embedded proofs.
 */
public final class DidDocument {

  private DidDocument() {}

  /**
   * Returns the DID URL of a key for {@code kid}. A did:key has one verification method for its
   * key.
   */
  public static String jwkMethod(String did, SigningKey key) {
    return did.startsWith(Multikey.DID_KEY) ? multikeyMethod(did, key) : did + "#" + key.kid();
  }

  /**
   * Returns the DID URL of the key's Multikey, for embedded proofs.
   *
   * @throws IllegalArgumentException for an RSA key, which makes none
   */
  public static String multikeyMethod(String did, SigningKey key) {
    return did + "#" + Multikey.encode(key.publicKey());
  }

  /** Tells whether the DID URL names the key as a Multikey. */
  public static boolean isMultikeyMethod(String method, String did, SigningKey key) {
    return makesProofs(key) && multikeyMethod(did, key).equals(method);
  }

  /** Returns all DID URLs of the key. */
  public static List<String> methods(String did, SigningKey key) {
    return makesProofs(key)
        ? Stream.of(jwkMethod(did, key), multikeyMethod(did, key)).distinct().toList()
        : List.of(jwkMethod(did, key));
  }

  private static boolean makesProofs(SigningKey key) {
    return key.publicKey().kind() != KeyKind.RSA;
  }

  public static JsonObject of(Issuer issuer, String did) {
    List<JsonValue> methods = new ArrayList<>();
    List<String> assertions = new ArrayList<>();
    for (var key : issuer.keys()) {
      if (!key.life().isTrusted()) {
        continue;
      }
      methods.add(
          JsonObject.builder()
              .put("id", jwkMethod(did, key))
              .put("type", "JsonWebKey")
              .put("controller", did)
              .put(
                  "publicKeyJwk",
                  key.publicKey()
                      .toJson()
                      .with("alg", new JsonString(key.publicKey().kind().alg()))
                      .with("use", new JsonString("sig"))
                      .with("kid", new JsonString(key.kid())))
              .build());
      if (makesProofs(key)) {
        methods.add(
            JsonObject.builder()
                .put("id", multikeyMethod(did, key))
                .put("type", "Multikey")
                .put("controller", did)
                .put("publicKeyMultibase", Multikey.encode(key.publicKey()))
                .build());
      }
      assertions.addAll(methods(did, key));
    }
    return JsonObject.builder()
        .put(
            "@context",
            JsonArray.ofStrings(
                "https://www.w3.org/ns/did/v1",
                "https://w3id.org/security/jwk/v1",
                "https://w3id.org/security/multikey/v1"))
        .put("id", did)
        .put("verificationMethod", new JsonArray(methods))
        .put("assertionMethod", JsonArray.ofStrings(assertions))
        .build();
  }
}
