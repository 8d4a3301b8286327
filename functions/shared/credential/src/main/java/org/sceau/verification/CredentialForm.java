package org.sceau.verification;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/**
 * The form of a credential (Verifiable Credentials Data Model v2.0, section 4) and of the claims
 * beside it in a JWT (VC-JOSE-COSE, section 3.1.3; Open Badges 3.0, section 8.2.4.1).
 */
final class CredentialForm {

  /** The registered claims that a credential's JWT has beside the credential. */
  static final Set<String> CLAIMS = Set.of("iss", "sub", "jti", "nbf", "exp", "iat");

  private static final String CONTEXT = "https://www.w3.org/ns/credentials/v2";

  private CredentialForm() {}

  /** The first thing that is wrong, as a sentence; empty if the credential is well-formed. */
  static Optional<String> problem(JsonObject credential) {
    var facts = new CredentialFacts(credential);
    if (!(credential.get("@context") instanceof JsonArray(var contexts))
        || contexts.isEmpty()
        || !contexts.getFirst().equals(new JsonString(CONTEXT))) {
      return Optional.of("/@context is to be an array that begins with " + CONTEXT + ".");
    }
    if (!hasType(credential, "VerifiableCredential")) {
      return Optional.of("/type is to contain VerifiableCredential.");
    }
    if (credential.has("id") && facts.id().filter(CredentialForm::isUrl).isEmpty()) {
      return Optional.of("/id is to be one URL.");
    }
    if (facts.issuerId().filter(CredentialForm::isUrl).isEmpty()) {
      return Optional.of("/issuer is to be a URL, or an object whose id is one.");
    }
    if (!isSubject(credential.get("credentialSubject"))) {
      return Optional.of("/credentialSubject is to be an object with at least one claim.");
    }
    return time(credential, "validFrom", facts.validFrom())
        .or(() -> time(credential, "validUntil", facts.validUntil()))
        .or(() -> order(facts))
        .or(() -> status(credential));
  }

  /**
   * The first claim that says something other than the credential. In a credential of this
   * deployment all are there; elsewhere they may be missing.
   */
  static Optional<String> contradiction(JsonObject claims, JsonObject credential, boolean ours) {
    var facts = new CredentialFacts(credential);
    return differs("iss", claims, facts.issuerId(), ours)
        .or(() -> differs("jti", claims, facts.id(), ours))
        .or(() -> differs("sub", claims, facts.subjectId(), ours))
        .or(() -> differsInTime("nbf", claims, facts.validFrom(), ours))
        .or(() -> differsInTime("exp", claims, facts.validUntil(), ours));
  }

  static boolean hasType(JsonObject object, String type) {
    return object.list("type").contains(new JsonString(type));
  }

  private static Optional<String> differs(
      String claim, JsonObject claims, Optional<String> expected, boolean required) {
    if (!claims.has(claim)) {
      return required && expected.isPresent()
          ? Optional.of("The claim " + claim + " is missing.")
          : Optional.empty();
    }
    return claims.string(claim).isPresent() && claims.string(claim).equals(expected)
        ? Optional.empty()
        : Optional.of("The claim " + claim + " is not what the credential says.");
  }

  private static Optional<String> differsInTime(
      String claim, JsonObject claims, Optional<Instant> expected, boolean required) {
    if (!claims.has(claim)) {
      return required && expected.isPresent()
          ? Optional.of("The claim " + claim + " is missing.")
          : Optional.empty();
    }
    return claims.get(claim) instanceof JsonNumber number
            && expected.filter(time -> isSecond(number, time)).isPresent()
        ? Optional.empty()
        : Optional.of("The claim " + claim + " is not the time that the credential says.");
  }

  private static boolean isSecond(JsonNumber number, Instant time) {
    return number.decimal().compareTo(BigDecimal.valueOf(time.getEpochSecond())) == 0;
  }

  private static Optional<String> time(JsonObject credential, String name, Optional<Instant> time) {
    return credential.has(name) && time.isEmpty()
        ? Optional.of("/" + name + " is to be a date and time with its zone (RFC 3339).")
        : Optional.empty();
  }

  private static Optional<String> order(CredentialFacts facts) {
    return facts.validFrom().isPresent()
            && facts.validUntil().filter(facts.validFrom().get()::isAfter).isPresent()
        ? Optional.of("/validUntil is before /validFrom.")
        : Optional.empty();
  }

  private static Optional<String> status(JsonObject credential) {
    for (var entry : credential.list("credentialStatus")) {
      if (!(entry instanceof JsonObject object) || object.list("type").isEmpty()) {
        return Optional.of("/credentialStatus is to be an object with a type.");
      }
    }
    return Optional.empty();
  }

  private static boolean isSubject(@Nullable JsonValue value) {
    return switch (value) {
      case JsonObject(var members) -> !members.isEmpty();
      case JsonArray(var items) ->
          !items.isEmpty()
              && items.stream()
                  .allMatch(item -> item instanceof JsonObject(var members) && !members.isEmpty());
      case null, default -> false;
    };
  }

  private static boolean isUrl(String text) {
    try {
      return new URI(text).isAbsolute();
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
