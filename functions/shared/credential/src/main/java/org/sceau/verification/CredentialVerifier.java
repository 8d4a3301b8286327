package org.sceau.verification;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sceau.catalog.DidDocument;
import org.sceau.catalog.Issuer;
import org.sceau.catalog.IssuerId;
import org.sceau.catalog.IssuerProfile;
import org.sceau.catalog.SigningKey;
import org.sceau.credential.Deployment;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.issuing.IssuedCredential;
import org.sceau.jose.CompactJws;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonNumber;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.status.CredentialStatus;
import org.sceau.verification.Outcome.Failed;
import org.sceau.verification.Outcome.Inconclusive;
import org.sceau.verification.Outcome.NotApplicable;
import org.sceau.verification.Outcome.NotChecked;
import org.sceau.verification.Outcome.Passed;

/**
 * Verifies credentials. Those of the issuers of this deployment with keys from the catalog and the
 * status from the record, nothing over the network; those of anyone else with the keys in the
 * issuer's own document, which is the one thing fetched before the signature is known to be good.
 */
public final class CredentialVerifier {

  /** How far ahead the clock of who issued may be; an end has no such leniency. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  private static final String ENVELOPE = "data:application/vc+jwt,";
  private static final Set<String> TYPES = Set.of("vc+jwt", "JWT");

  /** As for anyone's documents, but a list is one long string. */
  private static final JsonLimits LIST_LIMITS =
      new JsonLimits(1024 * 1024, 64, 20_000, 1024 * 1024, 1_000);

  /** More proofs than this are refused, so that keys of more are not looked up. */
  private static final int MAX_PROOFS = 8;

  private final Deployment deployment;
  private final Issuers issuers;
  private final Records records;
  private final DataIntegrity dataIntegrity;
  private final Supplier<Fetcher> fetcher;
  private final Supplier<List<TrustRegistry>> registries;
  private final InstantSource clock;
  private @Nullable Elsewhere elsewhere;

  /**
   * Makes one; what is asked of others is made when their first credential comes.
   *
   * @param fetcher the one way to what others publish
   * @param registries the lists of issuers that the operator goes by
   */
  public CredentialVerifier(
      Deployment deployment,
      Issuers issuers,
      Records records,
      DataIntegrity dataIntegrity,
      Supplier<Fetcher> fetcher,
      Supplier<List<TrustRegistry>> registries,
      InstantSource clock) {
    this.deployment = deployment;
    this.issuers = issuers;
    this.records = records;
    this.dataIntegrity = dataIntegrity;
    this.fetcher = fetcher;
    this.registries = registries;
    this.clock = clock;
  }

  /**
   * Verifies the JWS of a record: that it is the issuer's, says what the record says, and is valid
   * now with the status that the record has.
   */
  public VerificationReport verifyStored(IssuedCredential stored) {
    return switch (read(stored.secured().jwt())) {
      case Reading.Refused(var problem) -> ofForm(problem);
      case Reading.Read(var candidate) ->
          contradiction(candidate.credential(), stored)
              .map(reason -> VerificationProblem.of(ProblemCode.CONTRADICTION, reason))
              .map(this::ofForm)
              .orElseGet(() -> judge(candidate, Optional.of(stored), this::errands));
    };
  }

  /** Verifies a credential that somebody brought along. */
  public VerificationReport verify(byte[] bytes, SecuringForm form) {
    return switch (form) {
      case COMPACT_JWS -> verify(new String(bytes, StandardCharsets.UTF_8).strip());
      case JSON ->
          switch (JsonReader.read(bytes, JsonLimits.FOREIGN)) {
            case JsonReading.Read(JsonObject object) -> verify(object);
            case JsonReading.Read _ -> unreadable("The document is not a JSON object.");
            case JsonReading.Refused(var reason, _) -> unreadable(reason);
          };
    };
  }

  /** Verifies a compact JWS. */
  public VerificationReport verify(String jws) {
    return judge(read(jws), this::errands);
  }

  /** Verifies a credential with an embedded proof, or an enveloped one. */
  public VerificationReport verify(JsonObject document) {
    return judge(read(document), this::errands);
  }

  /** Verifies one of several credentials, for which no more is fetched than for one. */
  VerificationReport verify(JsonValue credential, Supplier<Errands> errands) {
    return switch (credential) {
      case JsonObject document -> judge(read(document), errands);
      case JsonString(var jws) -> judge(read(jws), errands);
      default -> unreadable("A credential is an object, or a JWS.");
    };
  }

  /** What is asked of others. */
  synchronized Elsewhere elsewhere() {
    var made = elsewhere;
    if (made == null) {
      made = new Elsewhere(fetcher.get(), registries.get(), dataIntegrity, this::proveList, clock);
      elsewhere = made;
    }
    return made;
  }

  private Errands errands() {
    return elsewhere().errands();
  }

  private static Reading read(JsonObject document) {
    if (CredentialForm.hasType(document, "EnvelopedVerifiableCredential")) {
      var id = document.string("id").orElse("");
      return id.startsWith(ENVELOPE)
          ? read(id.substring(ENVELOPE.length()))
          : refused(
              ProblemCode.NOT_READABLE,
              "The id of an enveloped credential is to begin with " + ENVELOPE);
    }
    return new Reading.Read(new Candidate(document.without("proof"), document, null));
  }

  private VerificationReport unreadable(String reason) {
    return ofForm(VerificationProblem.of(ProblemCode.NOT_READABLE, reason));
  }

  private static Reading read(String text) {
    return switch (CompactJws.read(text)) {
      case CompactJws.Reading.Refused(var reason) -> refused(ProblemCode.NOT_READABLE, reason);
      case CompactJws.Reading.Read(var jws) -> read(jws);
    };
  }

  private static Reading read(CompactJws jws) {
    if (jws.typ().filter(TYPES::contains).isEmpty()) {
      return refused(ProblemCode.NOT_A_CREDENTIAL, "The header's typ is not vc+jwt.");
    }
    if (jws.header().has("cty") && !jws.header().string("cty").equals(Optional.of("vc"))) {
      return refused(ProblemCode.NOT_A_CREDENTIAL, "The header's cty is not vc.");
    }
    return switch (JsonReader.read(jws.payload(), JsonLimits.FOREIGN)) {
      case JsonReading.Read(JsonObject payload) -> {
        var credential = payload;
        for (var claim : CredentialForm.CLAIMS) {
          credential = credential.without(claim);
        }
        yield new Reading.Read(new Candidate(credential, payload, jws));
      }
      case JsonReading.Read _ ->
          refused(ProblemCode.NOT_READABLE, "The payload is not a JSON object.");
      case JsonReading.Refused(var reason, _) ->
          refused(ProblemCode.NOT_READABLE, "In the payload: " + reason);
    };
  }

  private static Reading refused(ProblemCode code, String reason) {
    return new Reading.Refused(VerificationProblem.of(code, reason));
  }

  private VerificationReport judge(Reading reading, Supplier<Errands> errands) {
    return switch (reading) {
      case Reading.Refused(var problem) -> ofForm(problem);
      case Reading.Read(var candidate) -> judge(candidate, Optional.empty(), errands);
    };
  }

  private VerificationReport judge(
      Candidate candidate, Optional<IssuedCredential> stored, Supplier<Errands> errands) {
    var claimed = candidate.issuerId();
    var issuer = claimed.flatMap(deployment::issuer);
    if (claimed.isPresent() && issuer.isEmpty() && candidate.isOfDataModel1()) {
      return foreign();
    }
    var problem = formProblem(candidate, issuer.isPresent());
    if (problem.isPresent()) {
      return ofForm(problem.get());
    }
    if (candidate.jws() == null && !candidate.secured().has("proof")) {
      return ofProof(new Failed(VerificationProblem.of(ProblemCode.NOT_SECURED)));
    }
    if (issuer.isEmpty()) {
      return ofOthers(candidate, claimed.orElseThrow(), errands.get());
    }
    return switch (prove(candidate, issuer.get())) {
      case Proof.Wrong(var wrong) -> ofProof(new Failed(wrong));
      case Proof.IssuerUnknown() -> ofIssuer(VerificationProblem.of(ProblemCode.ISSUER_UNKNOWN));
      case Proof.Good good -> proven(candidate.credential(), good, stored);
    };
  }

  /** Judges the credential of an issuer who is not of this deployment. */
  private VerificationReport ofOthers(Candidate candidate, String issuerId, Errands errands) {
    var others = elsewhere();
    return switch (others.prove(candidate.jws(), candidate.secured(), issuerId, errands)) {
      case Elsewhere.Proof.Wrong(var wrong) -> ofProof(new Failed(wrong));
      case Elsewhere.Proof.Undecided(var problem) -> ofProof(new Inconclusive(problem));
      case Elsewhere.Proof.KeysUnknown(var problem) -> ofIssuer(problem);
      case Elsewhere.Proof.Good good -> {
        var credential = good.document().orElseGet(candidate::credential);
        var facts = new CredentialFacts(credential);
        var now = clock.instant();
        var validity = validity(facts, now);
        yield new VerificationReport(
            Map.of(
                Check.FORM,
                new Passed(),
                Check.PROOF,
                new Passed(),
                Check.ISSUER,
                new Passed(),
                Check.VALIDITY_PERIOD,
                validity,
                Check.STATUS,
                others.status(credential, issuerId, errands),
                Check.SCHEMA,
                schema(credential),
                Check.REGISTRY,
                others.registry(issuerId)),
            Optional.of(
                new ProvenCredential(
                    credential,
                    profile(facts, issuerId),
                    good.verificationMethod(),
                    good.algorithm(),
                    Optional.empty(),
                    others.registriesWith(issuerId))),
            now);
      }
    };
  }

  /** Proves a status list, which is a credential like others, to be of an issuer elsewhere. */
  private StatusListDocuments.Proving proveList(byte[] document, String issuerId, Errands errands) {
    return switch (read(document)) {
      case Reading.Refused(var problem) -> notProven(problem);
      case Reading.Read(var candidate) -> {
        var problem = formProblem(candidate, false);
        if (problem.isPresent()) {
          yield notProven(problem.get());
        }
        if (!candidate.issuerId().equals(Optional.of(issuerId))) {
          yield new StatusListDocuments.Proving.NotProven(
              "The list is not of the issuer of the credential.");
        }
        yield switch (elsewhere().prove(candidate.jws(), candidate.secured(), issuerId, errands)) {
          case Elsewhere.Proof.Wrong(var wrong) -> notProven(wrong);
          case Elsewhere.Proof.Undecided(var undecided) -> notProven(undecided);
          case Elsewhere.Proof.KeysUnknown _ -> new StatusListDocuments.Proving.Unreachable();
          case Elsewhere.Proof.Good good ->
              new StatusListDocuments.Proving.Proven(
                  good.document().orElseGet(candidate::credential),
                  good.signedAt().or(candidate::issuedAt));
        };
      }
    };
  }

  private static StatusListDocuments.Proving notProven(VerificationProblem problem) {
    return new StatusListDocuments.Proving.NotProven(
        Optional.ofNullable(problem.detail())
            .orElse("The list is not signed by the issuer of the credential."));
  }

  /** A document of any form in which a list may be published. */
  private static Reading read(byte[] document) {
    var text = new String(document, StandardCharsets.UTF_8).strip();
    if (!text.startsWith("{")) {
      return read(text);
    }
    return switch (JsonReader.read(document, LIST_LIMITS)) {
      case JsonReading.Read(JsonObject object) -> read(object);
      case JsonReading.Read _ -> refused(ProblemCode.NOT_READABLE, "The document is no object.");
      case JsonReading.Refused(var reason, _) -> refused(ProblemCode.NOT_READABLE, reason);
    };
  }

  /** Who the issuer is by its own words, which are signed. */
  private static IssuerProfile profile(CredentialFacts facts, String issuerId) {
    return new IssuerProfile(
        facts.issuerName().orElse(issuerId),
        facts.issuerUrl().orElse(null),
        null,
        null,
        facts.issuerImage().orElse(null),
        facts.issuerCountry().orElse(null));
  }

  /** Schemas are for those who issue; none is fetched for a credential that somebody brings. */
  private static Outcome schema(JsonObject credential) {
    return credential.has("credentialSchema") ? new NotChecked() : new NotApplicable();
  }

  private static Optional<VerificationProblem> formProblem(Candidate candidate, boolean ours) {
    var credential = candidate.credential();
    for (var claim : Set.of("vc", "vp")) {
      if (candidate.jws() != null && credential.has(claim)) {
        return Optional.of(
            VerificationProblem.of(
                ProblemCode.NOT_A_CREDENTIAL, "The claim " + claim + " is not to be there."));
      }
    }
    return CredentialForm.problem(credential)
        .map(reason -> VerificationProblem.of(ProblemCode.NOT_A_CREDENTIAL, reason))
        .or(() ->
            candidate.jws() == null
                ? Optional.empty()
                : CredentialForm.contradiction(candidate.secured(), credential, ours)
                    .map(reason -> VerificationProblem.of(ProblemCode.CONTRADICTION, reason)));
  }

  private Proof prove(Candidate candidate, IssuerId issuer) {
    var jws = candidate.jws();
    return jws == null ? proveEmbedded(candidate.secured(), issuer) : proveJws(jws, issuer);
  }

  private Proof proveJws(CompactJws jws, IssuerId issuer) {
    return switch (key(jws.kid().orElse(""), issuer, DidDocument::jwkMethod)) {
      case KeyFinding.IssuerUnknown() -> new Proof.IssuerUnknown();
      case KeyFinding.NotOfIssuer() ->
          new Proof.Wrong(VerificationProblem.of(ProblemCode.KEY_NOT_OF_ISSUER));
      case KeyFinding.Found(var owner, var key, var method) ->
          jws.isSignedBy(key.publicKey(), dataIntegrity.signatures())
              ? new Proof.Good(owner, method, jws.alg())
              : new Proof.Wrong(VerificationProblem.of(ProblemCode.PROOF_INVALID));
    };
  }

  private Proof proveEmbedded(JsonObject secured, IssuerId issuer) {
    Map<String, KeyFinding.Found> keys = new HashMap<>();
    for (var proof : secured.list("proof").stream().limit(MAX_PROOFS).toList()) {
      var method =
          proof instanceof JsonObject object ? object.string("verificationMethod").orElse("") : "";
      switch (key(method, issuer, DidDocument::multikeyMethod)) {
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
          new Proof.Wrong(VerificationProblem.of(ProblemCode.PROOF_INVALID, reason));
      case DataIntegrity.Verification.Verified(var method, _, var suite, _) -> {
        var found = keys.get(method);
        if (found == null) {
          throw new IllegalStateException("verified with a key that was never looked up");
        }
        yield new Proof.Good(found.owner(), method, suite.id());
      }
    };
  }

  /** The key that a DID URL names, if it is the issuer's own: of nobody else does it speak. */
  private KeyFinding key(
      String method, IssuerId issuer, BiFunction<String, SigningKey, String> naming) {
    var did = deployment.did(issuer);
    if (!method.startsWith(did + "#")) {
      return new KeyFinding.NotOfIssuer();
    }
    Predicate<SigningKey> isNamed = key -> naming.apply(did, key).equals(method);
    return issuers
        .find(issuer, isNamed)
        .<KeyFinding>map(owner ->
            owner.keys().stream()
                .filter(isNamed)
                .findFirst()
                .<KeyFinding>map(key -> new KeyFinding.Found(owner, key, method))
                .orElseGet(KeyFinding.NotOfIssuer::new))
        .orElseGet(KeyFinding.IssuerUnknown::new);
  }

  private VerificationReport proven(
      JsonObject credential, Proof.Good proof, Optional<IssuedCredential> stored) {
    var facts = new CredentialFacts(credential);
    var now = clock.instant();
    var record =
        stored.or(() -> facts.id().flatMap(deployment::credentialId).flatMap(records::find));
    boolean isOfRecord =
        record
            .filter(kept -> kept.issuer().equals(proof.issuer().id()))
            .filter(kept -> holdsPosition(facts, kept))
            .isPresent();
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
            Check.VALIDITY_PERIOD, validity(facts, now),
            Check.STATUS, status,
            Check.SCHEMA, schema(credential),
            // The catalog of this deployment is all the registry there is for its own.
            Check.REGISTRY, new NotApplicable()),
        Optional.of(
            new ProvenCredential(
                credential,
                proof.issuer().profile(),
                proof.verificationMethod(),
                proof.algorithm(),
                isOfRecord ? record.map(IssuedCredential::status) : Optional.empty(),
                List.of())),
        now);
  }

  private static Outcome validity(CredentialFacts facts, Instant now) {
    var from = facts.validFrom();
    if (from.isPresent() && from.get().isAfter(now.plus(SKEW))) {
      return new Failed(VerificationProblem.since(ProblemCode.NOT_YET_VALID, from.get()));
    }
    var until = facts.validUntil();
    if (until.isPresent() && !now.isBefore(until.get())) {
      return new Failed(VerificationProblem.since(ProblemCode.EXPIRED, until.get()));
    }
    return new Passed();
  }

  private static Outcome outcome(CredentialStatus status) {
    return switch (status) {
      case CredentialStatus.Active() -> new Passed();
      case CredentialStatus.Suspended(var since, _) ->
          new Failed(VerificationProblem.since(ProblemCode.SUSPENDED, since));
      case CredentialStatus.Revoked(var since, _) ->
          new Failed(VerificationProblem.since(ProblemCode.REVOKED, since));
    };
  }

  /** What the credential says that its record does not. */
  private Optional<String> contradiction(JsonObject credential, IssuedCredential stored) {
    var facts = new CredentialFacts(credential);
    var validity = stored.validity();
    if (!facts.id().equals(Optional.of(deployment.credentialUrl(stored.id())))) {
      return Optional.of("The id is not that of the record.");
    }
    if (!facts.issuerId().equals(Optional.of(deployment.did(stored.issuer())))) {
      return Optional.of("The issuer is not that of the record.");
    }
    if (!facts.validFrom().equals(Optional.of(validity.validFrom()))
        || !facts.validUntil().equals(Optional.ofNullable(validity.validUntil()))) {
      return Optional.of("The period of validity is not that of the record.");
    }
    return holdsPosition(facts, stored)
        ? Optional.empty()
        : Optional.of("The status entry is not that of the record.");
  }

  /** Whether the credential points to the bit that the record's status is published in. */
  private boolean holdsPosition(CredentialFacts facts, IssuedCredential kept) {
    var position = kept.position();
    var entry = facts.statusEntry().orElse(JsonObject.EMPTY);
    return entry
            .string("statusListCredential")
            .equals(Optional.of(deployment.statusListUrl(position.list())))
        && new JsonString(Integer.toString(position.index())).equals(entry.get("statusListIndex"));
  }

  private VerificationReport ofForm(VerificationProblem problem) {
    return unproven(Map.of(Check.FORM, new Failed(problem)));
  }

  private VerificationReport ofProof(Outcome outcome) {
    return unproven(Map.of(Check.FORM, new Passed(), Check.PROOF, outcome));
  }

  private VerificationReport foreign() {
    return ofIssuer(VerificationProblem.of(ProblemCode.ISSUER_FOREIGN));
  }

  private VerificationReport ofIssuer(VerificationProblem problem) {
    return unproven(
        Map.of(
            Check.FORM, new Passed(),
            Check.PROOF, new Inconclusive(VerificationProblem.of(ProblemCode.KEYS_UNKNOWN)),
            Check.ISSUER, new Inconclusive(problem)));
  }

  /** A report in which nothing came after these: an unproven text is not looked into further. */
  private VerificationReport unproven(Map<Check, Outcome> reached) {
    var outcomes = new EnumMap<Check, Outcome>(Check.class);
    for (var check : Check.values()) {
      outcomes.put(
          check,
          reached.getOrDefault(
              check, new Inconclusive(VerificationProblem.of(ProblemCode.NOT_REACHED))));
    }
    return new VerificationReport(outcomes, Optional.empty(), clock.instant());
  }

  /**
   * What is to be judged.
   *
   * @param credential without proof and claims
   * @param secured the whole: with its proof, or the payload with its claims
   * @param jws if that is how it is secured
   */
  private record Candidate(JsonObject credential, JsonObject secured, @Nullable CompactJws jws) {

    Optional<String> issuerId() {
      return new CredentialFacts(credential).issuerId().or(() -> secured.string("iss"));
    }

    /** The claim {@code iat}, if it is there. */
    Optional<Instant> issuedAt() {
      return jws == null
          ? Optional.empty()
          : secured
              .number("iat")
              .map(JsonNumber::literal)
              .filter(literal -> literal.matches("[0-9]{1,11}"))
              .map(literal -> Instant.ofEpochSecond(Long.parseLong(literal)));
    }

    /** Whether it is of version 1.1, which this deployment never issued and which others do. */
    boolean isOfDataModel1() {
      return (jws != null && !credential.has("@context") && credential.object("vc").isPresent())
          || credential
              .list("@context")
              .contains(new JsonString("https://www.w3.org/2018/credentials/v1"));
    }
  }

  private sealed interface Reading {

    record Read(Candidate candidate) implements Reading {}

    record Refused(VerificationProblem problem) implements Reading {}
  }

  private sealed interface KeyFinding {

    record Found(Issuer owner, SigningKey key, String verificationMethod) implements KeyFinding {}

    record NotOfIssuer() implements KeyFinding {}

    record IssuerUnknown() implements KeyFinding {}
  }

  private sealed interface Proof {

    record Good(Issuer issuer, String verificationMethod, String algorithm) implements Proof {}

    record Wrong(VerificationProblem problem) implements Proof {}

    record IssuerUnknown() implements Proof {}
  }
}
