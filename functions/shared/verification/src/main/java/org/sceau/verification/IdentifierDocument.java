package org.sceau.verification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.DateTimes;
import org.sceau.dataintegrity.Multikey;
import org.sceau.jose.PublicJwk;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.verification.VerificationKeys.AssertionKey;

/**
 * Reads the keys in a controlled identifier document (Controlled Identifiers 1.0, sections 2.1 to
 * 2.3), of which a DID document is one. A key of a kind that is not known, or that has ended, is
 * left out; a document that contradicts itself has no keys at all.
 */
final class IdentifierDocument {

  /** The result of reading a document. */
  sealed interface Reading {

    record Read(VerificationKeys keys) implements Reading {}

    /**
     * The document is not the requested one, or is not usable.
     *
     * @param reason one sentence
     */
    record Refused(String reason) implements Reading {}
  }

  private static final int MAX_METHODS = 200;

  /** The verification relationships that matter here. */
  private static final List<String> RELATIONSHIPS = List.of("assertionMethod", "authentication");

  private static final Set<String> JWK_TYPES = Set.of("JsonWebKey", "JsonWebKey2020");

  private static final Set<String> MULTIBASE_TYPES =
      Set.of("Multikey", "Ed25519VerificationKey2020");

  /** Key types that other verifiers support: reported as unsupported, not as invalid. */
  private static final Set<String> OTHER_TYPES =
      Set.of(
          "Ed25519VerificationKey2018",
          "EcdsaSecp256k1VerificationKey2019",
          "EcdsaSecp256k1RecoveryMethod2020",
          "EcdsaSecp256r1VerificationKey2019",
          "RsaVerificationKey2018",
          "Bls12381G2Key2020");

  private static final Set<String> OTHER_CURVES = Set.of("secp256k1", "P-521", "Ed448");

  /** Members that only the holder of a key may know. */
  private static final Set<String> SECRETS =
      Set.of("privateKeyJwk", "privateKeyMultibase", "secretKeyJwk", "secretKeyMultibase");

  private final String id;
  private final Map<String, Method> methods = new HashMap<>();

  private IdentifierDocument(String id) {
    this.id = id;
  }

  /**
   * Reads the document of an id.
   *
   * @param id the requested id, which the document must describe
   */
  static Reading read(JsonObject document, String id) {
    if (!document.string("id").equals(Optional.of(id))) {
      return new Reading.Refused("The document's id is not the id that it was fetched for.");
    }
    var reader = new IdentifierDocument(id);
    var listed = document.list("verificationMethod");
    if (listed.size() > MAX_METHODS
        || RELATIONSHIPS.stream().anyMatch(name -> document.list(name).size() > MAX_METHODS)) {
      return new Reading.Refused("The document has more than " + MAX_METHODS + " methods.");
    }
    for (var method : listed) {
      var refusal = reader.add(method);
      if (refusal.isPresent()) {
        return new Reading.Refused(refusal.get());
      }
    }
    Map<String, List<String>> related = new HashMap<>();
    for (var relationship : RELATIONSHIPS) {
      List<String> methods = new ArrayList<>();
      for (var relation : document.list(relationship)) {
        switch (relation) {
          case JsonString(var reference) -> methods.add(reader.absolute(reference));
          case JsonObject embedded -> {
            var refusal = reader.add(embedded);
            if (refusal.isPresent()) {
              return new Reading.Refused(refusal.get());
            }
            embedded.string("id").map(reader::absolute).ifPresent(methods::add);
          }
          default -> {
            return new Reading.Refused(
                "In " + relationship + " is what is neither a reference nor an object.");
          }
        }
      }
      related.put(relationship, methods);
    }
    return new Reading.Read(
        new VerificationKeys(
            id,
            reader.keys(related.getOrDefault("assertionMethod", List.of())),
            reader.keys(related.getOrDefault("authentication", List.of())),
            reader.unread(related.getOrDefault("assertionMethod", List.of()))));
  }

  /**
   * Adds a verification method under its id; returns the fault if it is malformed or a duplicate.
   */
  private Optional<String> add(JsonValue value) {
    if (!(value instanceof JsonObject method) || method.string("id").isEmpty()) {
      return Optional.of("A verification method is not an object with an id.");
    }
    var methodId = absolute(method.string("id").orElseThrow());
    if (!methodId.startsWith(id + "#")) {
      // It may stand here, as another's; but no key of another's is this issuer's.
      return Optional.empty();
    }
    return methods.put(methodId, new Method(method)) == null
        ? Optional.empty()
        : Optional.of("Two verification methods have the id " + methodId + ".");
  }

  /** Returns those methods that are signature keys of an unsupported kind. */
  private Set<String> unread(List<String> methodIds) {
    return methodIds.stream()
        .filter(methodId -> {
          var method = methods.get(methodId);
          return method != null && method.isOfAnotherKind(id);
        })
        .collect(Collectors.toUnmodifiableSet());
  }

  private List<AssertionKey> keys(List<String> methodIds) {
    return methodIds.stream().distinct().flatMap(this::key).toList();
  }

  private Stream<AssertionKey> key(String methodId) {
    var method = methods.get(methodId);
    return method == null ? Stream.empty() : method.key(methodId, id).stream();
  }

  /** Resolves a reference, which may be relative to the document (DID Core 1.0, section 3.2.2). */
  private String absolute(String reference) {
    return reference.startsWith("#") ? id + reference : reference;
  }

  private record Method(JsonObject json) {

    Optional<AssertionKey> key(String methodId, String controller) {
      if (!json.string("controller").equals(Optional.of(controller))
          || SECRETS.stream().anyMatch(json::has)) {
        return Optional.empty();
      }
      var revoked = end("revoked");
      var expires = end("expires");
      if (revoked.isEmpty() || expires.isEmpty()) {
        return Optional.empty();
      }
      return publicKey()
          .map(key ->
              new AssertionKey(
                  methodId,
                  key,
                  json.object("publicKeyJwk").flatMap(jwk -> jwk.string("kid")).orElse(null),
                  earlier(revoked.get(), expires.get())));
    }

    boolean isOfAnotherKind(String controller) {
      var type = json.string("type").orElse("");
      var curve = json.object("publicKeyJwk").flatMap(jwk -> jwk.string("crv")).orElse("");
      return json.string("controller").equals(Optional.of(controller))
          && (OTHER_TYPES.contains(type)
              || (JWK_TYPES.contains(type) && OTHER_CURVES.contains(curve)));
    }

    private Optional<PublicJwk> publicKey() {
      var type = json.list("type");
      if (type.size() != 1 || !(type.getFirst() instanceof JsonString(var name))) {
        return Optional.empty();
      }
      // A method with a key of each kind would be two keys under one name.
      if (JWK_TYPES.contains(name) && !json.has("publicKeyMultibase")) {
        return json.object("publicKeyJwk").flatMap(PublicJwk::read);
      }
      return MULTIBASE_TYPES.contains(name) && !json.has("publicKeyJwk")
          ? json.string("publicKeyMultibase").flatMap(Multikey::decode)
          : Optional.empty();
    }

    /** Returns the end; {@link Instant#MAX} if there is none, empty if it is not a date. */
    private Optional<Instant> end(String name) {
      return json.has(name) ? json.string(name).flatMap(DateTimes::read) : Optional.of(Instant.MAX);
    }

    private static @Nullable Instant earlier(Instant one, Instant other) {
      var earlier = one.isBefore(other) ? one : other;
      return earlier.equals(Instant.MAX) ? null : earlier;
    }
  }
}
