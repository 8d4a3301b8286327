package org.sceau.dataintegrity;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.sceau.dataintegrity.DataIntegrity.Verification;
import org.sceau.json.JsonArray;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;

/** Reads proofs and checks all but their signatures (Data Integrity 1.0, section 4.3). */
final class ProofReader {

  /** The result of reading one proof. */
  sealed interface Reading {

    record Read(DataIntegrityProof proof) implements Reading {}

    record Unsupported(String reason) implements Reading {}

    record Refused(Verification failure) implements Reading {}
  }

  static final String TYPE = "DataIntegrityProof";
  static final int MAX_PROOFS = 8;

  /** Limits canonicalization: several times the number of values that proofs have. */
  private static final int MAX_VALUES = 100;

  /** The tolerated difference of clocks. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final InstantSource clock;

  ProofReader(InstantSource clock) {
    this.clock = clock;
  }

  /** Returns the document's proofs; none if there are more than {@link #MAX_PROOFS}. */
  static List<JsonValue> proofs(JsonObject secured) {
    return switch (secured.get("proof")) {
      case JsonObject single -> List.of(single);
      case JsonArray(var items) when items.size() <= MAX_PROOFS -> items;
      case null, default -> List.of();
    };
  }

  /** Reads a proof and checks its suite, purpose, times, domain and challenge. */
  Reading read(JsonValue value, ProofPurpose purpose) {
    if (!(value instanceof JsonObject proof)) {
      return refused("A proof is not an object.");
    }
    if (values(proof) > MAX_VALUES) {
      return refused("A proof holds more than " + MAX_VALUES + " values.");
    }
    var type = proof.string("type");
    if (type.isEmpty()) {
      return refused("The proof's \"type\" is not a string.");
    }
    var suite = suite(proof);
    if (suite.isEmpty()) {
      return unsupported(proof, type.get());
    }
    if (!proof.string("proofPurpose").equals(Optional.of(purpose.name()))) {
      return refused("The proof's \"proofPurpose\" is not \"" + purpose.name() + "\".");
    }
    if (proof.has("previousProof")) {
      return new Reading.Unsupported(
          "The proof has \"previousProof\": chains of proofs are not supported.");
    }
    if (proof.has("@context") && !suite.get().isJcs()) {
      return refused("The proof has \"@context\", which " + suite.get().id() + " does not take.");
    }
    var method = proof.string("verificationMethod").filter(text -> !text.isEmpty());
    if (method.isEmpty()) {
      return refused("The proof's \"verificationMethod\" is not a string.");
    }
    var signature = proof.string("proofValue").flatMap(Multibase::decodeBase58);
    if (signature.isEmpty()) {
      return refused("The proof's \"proofValue\" is not base58btc with a \"z\".");
    }
    return time(proof)
        .or(() -> answer(proof, purpose))
        .<Reading>map(Reading.Refused::new)
        .orElseGet(() ->
            new Reading.Read(
                new DataIntegrityProof(
                    suite.get(),
                    method.get(),
                    proof.string("created").flatMap(DateTimes::read).orElse(null),
                    proof.without("proofValue"),
                    signature.get())));
  }

  /** Counts the values, at any depth. */
  private static int values(JsonValue value) {
    return switch (value) {
      case JsonObject(var members) ->
          1 + members.values().stream().mapToInt(ProofReader::values).sum();
      case JsonArray(var items) -> 1 + items.stream().mapToInt(ProofReader::values).sum();
      default -> 1;
    };
  }

  /** Returns the suite of a proof; empty if it is not supported. */
  static Optional<Cryptosuite> suite(JsonObject proof) {
    var type = proof.string("type").orElse("");
    if (type.equals(Cryptosuite.ED25519_SIGNATURE_2020.id())) {
      return Optional.of(Cryptosuite.ED25519_SIGNATURE_2020);
    }
    return type.equals(TYPE)
        ? proof.string("cryptosuite").flatMap(Cryptosuite::named)
        : Optional.empty();
  }

  private static Reading unsupported(JsonObject proof, String type) {
    if (!type.equals(TYPE)) {
      return new Reading.Unsupported("A proof of type \"" + type + "\" is not supported.");
    }
    return proof
        .string("cryptosuite")
        .<Reading>map(id -> new Reading.Unsupported("The suite \"" + id + "\" is not supported."))
        .orElseGet(() -> refused("The proof's \"cryptosuite\" is not a string."));
  }

  /** Checks {@code created} and {@code expires}. */
  private Optional<Verification> time(JsonObject proof) {
    if (proof.has("created")) {
      var created = proof.string("created").flatMap(DateTimes::read);
      if (created.isEmpty()) {
        return Optional.of(
            DataIntegrity.notVerified("The proof's \"created\" is not a date and time."));
      }
      if (created.get().isAfter(clock.instant().plus(SKEW))) {
        return Optional.of(
            DataIntegrity.notVerified("The proof says that it was made in the future."));
      }
    }
    if (proof.has("expires")) {
      var expires = proof.string("expires").flatMap(DateTimes::read);
      if (expires.isEmpty()) {
        return Optional.of(
            DataIntegrity.notVerified("The proof's \"expires\" is not a date and time."));
      }
      if (!clock.instant().isBefore(expires.get())) {
        return Optional.of(DataIntegrity.notVerified("The proof has expired."));
      }
    }
    return Optional.empty();
  }

  /**
   * Checks {@code domain} and {@code challenge} (Data Integrity 1.0, section 4.3, steps 7 to 9).
   */
  private static Optional<Verification> answer(JsonObject proof, ProofPurpose purpose) {
    var domain = purpose.domain();
    if (domain != null && !proof.list("domain").contains(new JsonString(domain))) {
      return Optional.of(
          new Verification.NotVerified(
              DataIntegrity.INVALID_DOMAIN_ERROR,
              "The proof's \"domain\" is not the one that is expected."));
    }
    var challenge = purpose.challenge();
    if (challenge != null && !proof.string("challenge").equals(Optional.of(challenge))) {
      return Optional.of(
          new Verification.NotVerified(
              DataIntegrity.INVALID_CHALLENGE_ERROR,
              "The proof's \"challenge\" is not the one that is expected."));
    }
    return Optional.empty();
  }

  private static Reading refused(String reason) {
    return new Reading.Refused(DataIntegrity.notVerified(reason));
  }
}
