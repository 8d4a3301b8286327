package org.sceau.verification;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
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
import org.sceau.json.JsonString;
import org.sceau.openbadges.CredentialFacts;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.DidDocument;
import org.sceau.records.catalog.Issuer;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.catalog.KeyLife;
import org.sceau.records.catalog.SigningKey;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.CredentialRecord;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.records.status.CredentialStatus;
import org.sceau.verification.Outcome.Failed;
import org.sceau.verification.Outcome.Inconclusive;
import org.sceau.verification.Outcome.NotApplicable;
import org.sceau.verification.Outcome.NotChecked;
import org.sceau.verification.Outcome.Passed;

/**
 * Verifies the credentials of the issuers of this deployment, with keys from the catalog and the
 * status from the record, and nothing over the network. The public link needs no more than this.
 */
final class LocalIssuers {

  private static final Set<String> TYPES = Set.of("vc+jwt", "JWT");

  /** The registered claims that a credential's JWT has beside the credential. */
  private static final Set<String> CLAIMS = Set.of("iss", "sub", "jti", "nbf", "exp", "iat");

  /** More proofs than this are refused, so that keys of more are not looked up. */
  private static final int MAX_PROOFS = 8;

  private final Deployment deployment;
  private final IssuerDirectory issuers;
  private final Records records;
  private final DataIntegrity dataIntegrity;
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
    this.dataIntegrity = dataIntegrity;
    this.clock = clock;
  }

  /** The issuer of this deployment who has the id; empty if nobody here has. */
  Optional<IssuerId> issuer(String id) {
    if (!id.startsWith(Multikey.DID_KEY)) {
      return deployment.issuer(id);
    }
    // Ours are keys of P-256; for whatever else a stranger writes, the catalog is not asked.
    return Multikey.decode(id.substring(Multikey.DID_KEY.length()))
        .filter(key -> key.kind() == KeyKind.P256)
        .flatMap(_ -> issuers.named(id));
  }

  /**
   * Verifies the JWS of a record. What form it has was seen to when it was issued: it is to be the
   * issuer's and to say what the record says.
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
        .or(() -> contradiction(signed, stored))
        .map(reason -> ofForm(VerificationProblem.of(ProblemCode.CONTRADICTION, reason)))
        .orElseGet(() ->
            judge(
                proveJws(jws, stored.issuer(), issuerId(signed)),
                signed,
                Optional.of(stored),
                _ -> true));
  }

  /** Verifies a credential that somebody brought along and that names an issuer of ours. */
  VerificationReport verify(SecuredDocument secured, IssuerId issuer) {
    var jwt = secured.jwt();
    if (jwt == null) {
      return judge(
          proveEmbedded(secured.withProof(), issuer, secured.issuerId()),
          secured.credential(),
          Optional.empty(),
          kept -> isEmbeddedOf(kept, secured.withProof()));
    }
    return contradiction(jwt.claims(), secured.credential())
        .map(reason -> ofForm(VerificationProblem.of(ProblemCode.CONTRADICTION, reason)))
        .orElseGet(() ->
            judge(
                proveJws(jwt.jws(), issuer, secured.issuerId()),
                secured.credential(),
                Optional.empty(),
                kept -> isJwtOf(kept, jwt.jws())));
  }

  /**
   * @param isOf whether what is judged is what the record has, to the signature
   */
  private VerificationReport judge(
      Proof proof,
      JsonObject credential,
      Optional<IssuedCredential> stored,
      Predicate<IssuedCredential> isOf) {
    return switch (proof) {
      case Proof.Wrong(var wrong) -> VerificationReport.ofProof(new Failed(wrong), clock.instant());
      case Proof.Undecided(var problem) ->
          VerificationReport.ofProof(new Inconclusive(problem), clock.instant());
      case Proof.IssuerUnknown() ->
          VerificationReport.ofIssuer(
              VerificationProblem.of(ProblemCode.ISSUER_UNKNOWN), clock.instant());
      case Proof.Good good -> proven(good.document().orElse(credential), good, stored, isOf);
    };
  }

  private Proof proveJws(CompactJws jws, IssuerId issuer, String did) {
    var kid = jws.kid().orElse("");
    return switch (key(kid, issuer, did, each -> DidDocument.jwkMethod(did, each).equals(kid))) {
      case KeyFinding.IssuerUnknown() -> new Proof.IssuerUnknown();
      case KeyFinding.NotOfIssuer() ->
          new Proof.Wrong(VerificationProblem.of(ProblemCode.KEY_NOT_OF_ISSUER));
      case KeyFinding.Found(var owner, var key, var method) ->
          jws.isSignedBy(key.publicKey(), dataIntegrity.signatures())
              ? new Proof.Good(owner, List.of(key), method, jws.alg(), Optional.empty())
              : new Proof.Wrong(VerificationProblem.of(ProblemCode.PROOF_INVALID));
    };
  }

  private Proof proveEmbedded(JsonObject secured, IssuerId issuer, String did) {
    Map<String, KeyFinding.Found> keys = new HashMap<>();
    for (var proof : secured.list("proof").stream().limit(MAX_PROOFS).toList()) {
      var method =
          proof instanceof JsonObject object ? object.string("verificationMethod").orElse("") : "";
      switch (key(method, issuer, did, each -> DidDocument.isMultikeyMethod(method, did, each))) {
        case KeyFinding.Found found -> keys.put(method, found);
        case KeyFinding.IssuerUnknown() -> {
          return new Proof.IssuerUnknown();
        }
        case KeyFinding.NotOfIssuer() -> {
          return new Proof.Wrong(VerificationProblem.of(ProblemCode.KEY_NOT_OF_ISSUER));
        }
      }
    }
    return switch (dataIntegrity.verify(
        secured,
        method -> Optional.ofNullable(keys.get(method)).map(found -> found.key().publicKey()))) {
      case DataIntegrity.Verification.NotVerified(_, var reason) ->
          new Proof.Wrong(VerificationProblem.of(ProblemCode.PROOF_INVALID, reason));
      case DataIntegrity.Verification.Undecided(var reason) ->
          new Proof.Undecided(VerificationProblem.of(ProblemCode.PROOF_UNSUPPORTED, reason));
      case DataIntegrity.Verification.Unreadable(var reason) ->
          new Proof.Undecided(VerificationProblem.of(ProblemCode.NOT_PLAIN, reason));
      case DataIntegrity.Verification.Verified(var method, _, var suite, var document) -> {
        var found = keys.get(method);
        if (found == null) {
          throw new IllegalStateException("verified with a key that was never looked up");
        }
        // Whichever proof is named, all of them held.
        yield new Proof.Good(
            found.owner(),
            keys.values().stream().map(KeyFinding.Found::key).toList(),
            method,
            suite.id(),
            Optional.of(document));
      }
    };
  }

  /**
   * The key that a DID URL names, if it is the issuer's own: of nobody else does it speak.
   *
   * @param did what the credential has as its issuer
   */
  private KeyFinding key(
      String method, IssuerId issuer, String did, Predicate<SigningKey> isNamed) {
    if (!method.startsWith(did + "#")) {
      return new KeyFinding.NotOfIssuer();
    }
    return issuers
        .find(issuer, isNamed)
        .<KeyFinding>map(owner ->
            owner.keys().stream()
                .filter(_ -> deployment.did(owner).equals(did))
                .filter(isNamed)
                .findFirst()
                .<KeyFinding>map(key -> new KeyFinding.Found(owner, key, method))
                .orElseGet(KeyFinding.NotOfIssuer::new))
        .orElseGet(KeyFinding.IssuerUnknown::new);
  }

  /**
   * Whether the credential was signed before its key was compromised. Whoever has the key writes
   * any date, so only the record tells; and it must be the very credential of the record.
   */
  private static boolean isOlder(
      Optional<CredentialRecord> record, Instant since, Predicate<IssuedCredential> isOf) {
    return record
        .filter(kept ->
            kept instanceof IssuedCredential issued
                && issued.validity().validFrom().isBefore(since)
                && isOf.test(issued))
        .isPresent();
  }

  private static boolean isJwtOf(IssuedCredential kept, CompactJws brought) {
    return CompactJws.read(kept.secured().jwt()) instanceof CompactJws.Reading.Read(var jws)
        && jws.equals(brought);
  }

  private static boolean isEmbeddedOf(IssuedCredential kept, JsonObject brought) {
    var text = kept.secured().embedded().getBytes(StandardCharsets.UTF_8);
    return JsonReader.read(text, JsonLimits.FOREIGN) instanceof JsonReading.Read(var document)
        && document.equals(brought);
  }

  private VerificationReport proven(
      JsonObject credential,
      Proof.Good proof,
      Optional<IssuedCredential> stored,
      Predicate<IssuedCredential> isOf) {
    var facts = new CredentialFacts(credential);
    var now = clock.instant();
    // What was erased here may be held elsewhere: its status goes on counting.
    var record =
        stored
            .<CredentialRecord>map(kept -> kept)
            .or(() -> credentialId(facts).flatMap(records::lookUp));
    boolean isOfRecord =
        record
            .filter(kept -> kept.issuer().equals(proof.issuer().id()))
            .filter(kept -> holdsPosition(facts, kept))
            .isPresent();
    var since = proof.compromisedSince();
    if (since.isPresent() && !(isOfRecord && isOlder(record, since.get(), isOf))) {
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
            // The catalog of this deployment is all the registry there is for its own.
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

  /** What the credential says that its record does not. */
  private Optional<String> contradiction(JsonObject credential, IssuedCredential stored) {
    var facts = new CredentialFacts(credential);
    var validity = stored.validity();
    if (!credentialId(facts).equals(Optional.of(stored.id()))) {
      return Optional.of("The id is not that of the record.");
    }
    var issuerId = issuerId(credential);
    // Whether a did:key is the issuer's, its proof tells: it is one by that very key.
    if (!issuerId.startsWith(Multikey.DID_KEY)
        && !issuerId.equals(deployment.webDid(stored.issuer()))) {
      return Optional.of("The issuer is not that of the record.");
    }
    if (!inSeconds(facts.validFrom()).equals(Optional.of(validity.validFrom()))
        || !inSeconds(facts.validUntil()).equals(Optional.ofNullable(validity.validUntil()))) {
      return Optional.of("The period of validity is not that of the record.");
    }
    return holdsPosition(facts, stored)
        ? Optional.empty()
        : Optional.of("The status entry is not that of the record.");
  }

  private static String issuerId(JsonObject credential) {
    return new CredentialFacts(credential).issuerId().orElse("");
  }

  /** As the record has times. */
  private static Optional<Instant> inSeconds(Optional<Instant> time) {
    return time.map(instant -> instant.truncatedTo(ChronoUnit.SECONDS));
  }

  /** The record's id, by the public link: that is its own id, or else its status entry's. */
  private Optional<CredentialId> credentialId(CredentialFacts facts) {
    return facts
        .id()
        .flatMap(deployment::credentialId)
        .or(() ->
            facts
                .statusEntry()
                .flatMap(entry -> entry.string("id"))
                .flatMap(deployment::credentialOfStatus));
  }

  /** Whether the credential points to the bit that the record's status is published in. */
  private boolean holdsPosition(CredentialFacts facts, CredentialRecord kept) {
    var position = kept.position();
    var entry = facts.statusEntry().orElse(JsonObject.EMPTY);
    return entry
            .string("statusListCredential")
            .equals(Optional.of(deployment.statusListUrl(position.list())))
        && new JsonString(Integer.toString(position.index())).equals(entry.get("statusListIndex"));
  }

  /**
   * The first claim that is missing or says something other than the credential: here all are
   * written (Open Badges 3.0, section 8.2.4.1).
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

  private sealed interface KeyFinding {

    record Found(Issuer owner, SigningKey key, String verificationMethod) implements KeyFinding {}

    record NotOfIssuer() implements KeyFinding {}

    record IssuerUnknown() implements KeyFinding {}
  }

  private sealed interface Proof {

    /**
     * It is the issuer's.
     *
     * @param keys of all its signatures
     * @param document what was signed, if that may be less than what was brought
     */
    record Good(
        Issuer issuer,
        List<SigningKey> keys,
        String verificationMethod,
        String algorithm,
        Optional<JsonObject> document)
        implements Proof {

      /** Since when the first of its keys is not to be gone by; empty if all are. */
      Optional<Instant> compromisedSince() {
        return keys.stream()
            .map(SigningKey::life)
            .<Instant>mapMulti((life, sink) -> {
              if (life instanceof KeyLife.Compromised(var since)) {
                sink.accept(since);
              }
            })
            .min(Comparator.naturalOrder());
      }
    }

    record Wrong(VerificationProblem problem) implements Proof {}

    /** It is secured in a way that cannot be judged here. */
    record Undecided(VerificationProblem problem) implements Proof {}

    record IssuerUnknown() implements Proof {}
  }
}
