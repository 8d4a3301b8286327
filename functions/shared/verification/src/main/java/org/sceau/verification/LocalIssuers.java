package org.sceau.verification;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.Multikey;
import org.sceau.jose.CompactJws;
import org.sceau.jose.KeyKind;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.openbadges.CredentialFacts;
import org.sceau.openbadges.DataModel;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.credential.CredentialRecord;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.status.CredentialStatus;
import org.sceau.verification.Outcome.Failed;
import org.sceau.verification.Outcome.Inconclusive;
import org.sceau.verification.Outcome.NotApplicable;
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

  LocalIssuers(Deployment deployment, IssuerDirectory issuers, Records records) {
    this.deployment = deployment;
    this.issuers = issuers;
    this.records = records;
    this.comparison = new RecordComparison(deployment);
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

  /** Reads the JWS of a record, whose form was checked at issuance. */
  static CredentialReader.Reading read(IssuedCredential stored) {
    return switch (CompactJws.read(stored.secured().jwt())) {
      case CompactJws.Reading.Refused(var reason) -> refused(ProblemCode.NOT_READABLE, reason);
      case CompactJws.Reading.Read(var jws) when jws.typ().filter(TYPES::contains).isEmpty() ->
          refused(ProblemCode.NOT_A_CREDENTIAL, "The header's typ is not vc+jwt.");
      case CompactJws.Reading.Read(var jws) ->
          switch (JsonReader.read(jws.payload(), JsonLimits.FOREIGN)) {
            case JsonReading.Read(JsonObject claims) -> {
              var document = new CredentialDocument(claims.withoutAll(CLAIMS), DataModel.V2_0);
              yield new CredentialReader.Reading.Read(
                  new SecuredDocument(document, new JwtDocument<>(jws, document, claims)));
            }
            case JsonReading.Read _ ->
                refused(ProblemCode.NOT_READABLE, "The payload is not a JSON object.");
            case JsonReading.Refused(var reason, _) ->
                refused(ProblemCode.NOT_READABLE, "In the payload: " + reason);
          };
    };
  }

  private static CredentialReader.Reading refused(ProblemCode code, String reason) {
    return new CredentialReader.Reading.Refused(VerificationProblem.of(code, reason));
  }

  /** Returns the context of a submitted credential that names the issuer. */
  IssuerContext context(SecuredDocument secured, IssuerId issuer) {
    var jwt = secured.jwt();
    return new Local(
        issuer,
        secured.issuerId(),
        null,
        kept ->
            jwt == null
                ? RecordComparison.isEmbeddedOf(kept, secured.withProof())
                : RecordComparison.isJwtOf(kept, jwt.jws()));
  }

  /** Returns the context of the credential in a record. */
  IssuerContext context(SecuredDocument secured, IssuedCredential stored) {
    var issuerId = new CredentialFacts(secured.credential()).issuerId().orElse("");
    return new Local(stored.issuer(), issuerId, stored, _ -> true);
  }

  private final class Local implements IssuerContext {

    private final CatalogKeys keys;
    private final @Nullable IssuedCredential stored;
    private final Predicate<IssuedCredential> isOf;

    /**
     * @param did the issuer's id in the credential
     * @param stored the record that holds the credential; null if it was submitted
     * @param isOf tells whether a record has this credential with this signature
     */
    Local(
        IssuerId issuer,
        String did,
        @Nullable IssuedCredential stored,
        Predicate<IssuedCredential> isOf) {
      this.keys = new CatalogKeys(deployment, issuers, issuer, did);
      this.stored = stored;
      this.isOf = isOf;
    }

    @Override
    public IssuerKeys keys() {
      return keys;
    }

    @Override
    public Optional<VerificationProblem> contradiction(SecuredDocument secured) {
      var jwt = secured.jwt();
      var claims =
          jwt == null
              ? Optional.<String>empty()
              : LocalIssuers.contradiction(jwt.claims(), secured.credential());
      return (stored == null
              ? claims
              : claims.or(() -> comparison.contradiction(secured.credential(), stored)))
          .map(reason -> VerificationProblem.of(ProblemCode.CONTRADICTION, reason));
    }

    @Override
    public Examination examine(CredentialDocument credential, Proof.Good proof) {
      var facts = new CredentialFacts(credential.json());
      // Copies of an erased credential may exist elsewhere, so its status still counts.
      var record =
          Optional.<CredentialRecord>ofNullable(stored)
              .or(() -> comparison.credentialId(facts).flatMap(records::lookUp));
      boolean isOfRecord =
          record
              .filter(kept -> kept.issuer().equals(keys.owner().id()))
              .filter(kept -> comparison.holdsPosition(facts, kept))
              .isPresent();
      var since = proof.compromisedSince();
      if (since.isPresent()
          && !(isOfRecord && RecordComparison.isOlder(record, since.get(), isOf))) {
        return new Examination.Refused(
            VerificationProblem.since(ProblemCode.KEY_COMPROMISED, since.get()));
      }
      return new Examination.Issued(
          keys.owner().profile(),
          record
              .map(kept ->
                  isOfRecord ? outcome(kept.status()) : unknown(ProblemCode.STATUS_OF_ANOTHER))
              .orElseGet(() -> unknown(ProblemCode.STATUS_UNKNOWN)),
          record.filter(_ -> isOfRecord).map(CredentialRecord::status),
          new Recognition(
              new Recognition.Identity.OfDeployment(deployment.didAuthority()),
              Recognition.Answer.UNKNOWN,
              Recognition.Answer.UNKNOWN),
          // The catalog of this deployment is the registry of its issuers.
          new NotApplicable(),
          List.of());
    }
  }

  private static Outcome unknown(ProblemCode code) {
    return new Inconclusive(VerificationProblem.of(code));
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
}
