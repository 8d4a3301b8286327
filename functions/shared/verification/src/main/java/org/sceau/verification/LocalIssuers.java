package org.sceau.verification;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.Multikey;
import org.sceau.jose.CompactJws;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.openbadges.CredentialFacts;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.credential.CredentialRecord;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.status.CredentialStatus;
import org.sceau.verification.Outcome.Failed;
import org.sceau.verification.Outcome.Inconclusive;
import org.sceau.verification.Outcome.NotApplicable;
import org.sceau.verification.Outcome.NotChecked;
import org.sceau.verification.Outcome.Passed;

/**
 * Verifies credentials of the issuers of this deployment, with keys from the catalog and the status
 * from the record, without the network. The public link uses this class only.
 */
final class LocalIssuers {

  private static final Set<String> TYPES = Set.of("vc+jwt", "JWT");

  /** The registered claims of a credential's JWT. */
  private static final Set<String> CLAIMS = Set.of("iss", "sub", "jti", "nbf", "exp", "iat");

  private final Deployment deployment;
  private final IssuerDirectory issuers;
  private final Records records;
  private final RecordComparison comparison;
  private final LocalProofs proofs;
  private final InstantSource clock;

  LocalIssuers(
      Deployment deployment,
      IssuerDirectory issuers,
      Records records,
      DataIntegrity dataIntegrity,
      InstantSource clock) {
    this.deployment = deployment;
    this.issuers = issuers;
    this.records = records;
    this.comparison = new RecordComparison(deployment);
    this.proofs = new LocalProofs(deployment, issuers, dataIntegrity);
    this.clock = clock;
  }

  /** Returns the issuer of this deployment with the id. */
  Optional<IssuerId> issuer(String id) {
    if (!id.startsWith(Multikey.DID_KEY)) {
      return deployment.issuer(id);
    }
    // Issuers of this deployment have P-256 keys: for other keys the catalog is not queried.
    return Multikey.decode(id.substring(Multikey.DID_KEY.length()))
        .filter(key -> key.kind() == KeyKind.P256)
        .flatMap(_ -> issuers.named(id));
  }

  /**
   * Verifies the JWS of a record: the issuer must have signed it, and it must agree with the
   * record. Its form was checked at issuance.
   */
  VerificationReport verifyStored(IssuedCredential stored) {
    return switch (CompactJws.read(stored.secured().jwt())) {
      case CompactJws.Reading.Refused(var reason) ->
          ofForm(VerificationProblem.of(ProblemCode.NOT_READABLE, reason));
      case CompactJws.Reading.Read(var jws) -> {
        if (jws.typ().filter(TYPES::contains).isEmpty()) {
          yield ofForm(
              VerificationProblem.of(
                  ProblemCode.NOT_A_CREDENTIAL, "The header's typ is not vc+jwt."));
        }
        yield switch (JsonReader.read(jws.payload(), JsonLimits.FOREIGN)) {
          case JsonReading.Read(JsonObject claims) -> verifyStored(jws, claims, stored);
          case JsonReading.Read _ ->
              ofForm(
                  VerificationProblem.of(
                      ProblemCode.NOT_READABLE, "The payload is not a JSON object."));
          case JsonReading.Refused(var reason, _) ->
              ofForm(VerificationProblem.of(ProblemCode.NOT_READABLE, "In the payload: " + reason));
        };
      }
    };
  }

  private VerificationReport verifyStored(
      CompactJws jws, JsonObject claims, IssuedCredential stored) {
    var credential = claims;
    for (var claim : CLAIMS) {
      credential = credential.without(claim);
    }
    var signed = credential;
    return contradiction(claims, signed)
        .or(() -> comparison.contradiction(signed, stored))
        .map(reason -> ofForm(VerificationProblem.of(ProblemCode.CONTRADICTION, reason)))
        .orElseGet(() ->
            judge(
                proofs.proveJws(jws, stored.issuer(), issuerId(signed)),
                signed,
                Optional.of(stored),
                _ -> true));
  }

  /** Verifies a submitted credential that names an issuer of this deployment. */
  VerificationReport verify(SecuredDocument secured, IssuerId issuer) {
    var jwt = secured.jwt();
    if (jwt == null) {
      return judge(
          proofs.proveEmbedded(secured.withProof(), issuer, secured.issuerId()),
          secured.credential(),
          Optional.empty(),
          kept -> RecordComparison.isEmbeddedOf(kept, secured.withProof()));
    }
    return contradiction(jwt.claims(), secured.credential())
        .map(reason -> ofForm(VerificationProblem.of(ProblemCode.CONTRADICTION, reason)))
        .orElseGet(() ->
            judge(
                proofs.proveJws(jwt.jws(), issuer, secured.issuerId()),
                secured.credential(),
                Optional.empty(),
                kept -> RecordComparison.isJwtOf(kept, jwt.jws())));
  }

  /**
   * @param isOf tells whether the record has this credential with this signature
   */
  private VerificationReport judge(
      LocalProofs.Proof proof,
      JsonObject credential,
      Optional<IssuedCredential> stored,
      Predicate<IssuedCredential> isOf) {
    return switch (proof) {
      case LocalProofs.Proof.Wrong(var wrong) ->
          VerificationReport.ofProof(new Failed(wrong), clock.instant());
      case LocalProofs.Proof.Undecided(var problem) ->
          VerificationReport.ofProof(new Inconclusive(problem), clock.instant());
      case LocalProofs.Proof.IssuerUnknown() ->
          VerificationReport.ofIssuer(
              VerificationProblem.of(ProblemCode.ISSUER_UNKNOWN), clock.instant());
      case LocalProofs.Proof.Good good ->
          proven(good.document().orElse(credential), good, stored, isOf);
    };
  }

  private VerificationReport proven(
      JsonObject credential,
      LocalProofs.Proof.Good proof,
      Optional<IssuedCredential> stored,
      Predicate<IssuedCredential> isOf) {
    var facts = new CredentialFacts(credential);
    var now = clock.instant();
    // Copies of an erased credential may exist elsewhere, so its status still counts.
    var record =
        stored
            .<CredentialRecord>map(kept -> kept)
            .or(() -> comparison.credentialId(facts).flatMap(records::lookUp));
    boolean isOfRecord =
        record
            .filter(kept -> kept.issuer().equals(proof.issuer().id()))
            .filter(kept -> comparison.holdsPosition(facts, kept))
            .isPresent();
    var since = proof.compromisedSince();
    if (since.isPresent() && !(isOfRecord && RecordComparison.isOlder(record, since.get(), isOf))) {
      return VerificationReport.ofProof(
          new Failed(VerificationProblem.since(ProblemCode.KEY_COMPROMISED, since.get())), now);
    }
    Outcome status =
        record.isEmpty()
            ? new Inconclusive(VerificationProblem.of(ProblemCode.STATUS_UNKNOWN))
            : isOfRecord
                ? outcome(record.get().status())
                : new Inconclusive(VerificationProblem.of(ProblemCode.STATUS_OF_ANOTHER));
    return new VerificationReport(
        Map.of(
            Check.FORM, new Passed(),
            Check.PROOF, new Passed(),
            Check.ISSUER, new Passed(),
            Check.VALIDITY_PERIOD, new Period(facts.validFrom(), facts.validUntil()).at(now),
            Check.STATUS, status,
            Check.SCHEMA,
                credential.has("credentialSchema") ? new NotChecked() : new NotApplicable(),
            // The catalog of this deployment is the registry of its issuers.
            Check.REGISTRY, new NotApplicable()),
        Optional.of(
            new ProvenCredential(
                credential,
                proof.issuer().profile(),
                proof.verificationMethod(),
                proof.algorithm(),
                isOfRecord ? record.map(CredentialRecord::status) : Optional.empty(),
                List.of())),
        now);
  }

  private static Outcome outcome(CredentialStatus status) {
    return switch (status) {
      case CredentialStatus.Active() -> new Passed();
      case CredentialStatus.Suspended(var since, _) ->
          new Failed(VerificationProblem.since(ProblemCode.SUSPENDED, since));
      case CredentialStatus.Revoked(var since, _, var replacedBy) ->
          new Failed(
              VerificationProblem.since(
                  replacedBy == null ? ProblemCode.REVOKED : ProblemCode.REPLACED, since));
    };
  }

  private static String issuerId(JsonObject credential) {
    return new CredentialFacts(credential).issuerId().orElse("");
  }

  /**
   * Returns the first claim that is missing or differs from the credential. This deployment writes
   * all of them (Open Badges 3.0, section 8.2.4.1).
   */
  private static Optional<String> contradiction(JsonObject claims, JsonObject credential) {
    var facts = new CredentialFacts(credential);
    return differs("iss", claims, facts.issuerId())
        .or(() -> differs("jti", claims, facts.id()))
        .or(() -> differs("sub", claims, facts.subjectId()))
        .or(() -> differsInTime("nbf", claims, facts.validFrom()))
        .or(() -> differsInTime("exp", claims, facts.validUntil()));
  }

  private static Optional<String> differs(
      String claim, JsonObject claims, Optional<String> expected) {
    if (!claims.has(claim)) {
      return expected.map(_ -> "The claim " + claim + " is missing.");
    }
    return claims.string(claim).isPresent() && claims.string(claim).equals(expected)
        ? Optional.empty()
        : Optional.of("The claim " + claim + " is not what the credential says.");
  }

  private static Optional<String> differsInTime(
      String claim, JsonObject claims, Optional<Instant> expected) {
    if (!claims.has(claim)) {
      return expected.map(_ -> "The claim " + claim + " is missing.");
    }
    return claims.get(claim) instanceof JsonNumber number
            && expected.filter(time -> isSecond(number, time)).isPresent()
        ? Optional.empty()
        : Optional.of("The claim " + claim + " is not the time that the credential says.");
  }

  private static boolean isSecond(JsonNumber number, Instant time) {
    return number.decimal().compareTo(BigDecimal.valueOf(time.getEpochSecond())) == 0;
  }

  private VerificationReport ofForm(VerificationProblem problem) {
    return VerificationReport.ofForm(problem, clock.instant());
  }
}
