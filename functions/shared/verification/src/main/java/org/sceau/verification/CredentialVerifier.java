package org.sceau.verification;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.Canonicalizer.Normalization;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.ProofPurpose;
import org.sceau.dataintegrity.TypeVocabulary;
import org.sceau.dataintegrity.jsonld.LazyJsonLd;
import org.sceau.jose.CompactJws;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.json.JsonReader;
import org.sceau.json.JsonReading;
import org.sceau.json.JsonString;
import org.sceau.json.JsonValue;
import org.sceau.records.Deployment;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.verification.CredentialReader.Reading;
import org.sceau.verification.Outcome.Failed;
import org.sceau.verification.Outcome.Inconclusive;
import org.sceau.verification.Outcome.NotApplicable;
import org.sceau.verification.Outcome.NotChecked;
import org.sceau.verification.Outcome.Passed;
import org.sceau.verification.Outcome.Warned;
import org.sceau.verification.VerificationReport.Verdict;

/**
 * Verifies credentials. For an issuer of this deployment it takes keys from the catalog and the
 * status from the record, without a fetch. For an external issuer it takes the keys from the
 * issuer's own document, which is the only fetch before the proof is verified.
 */
public final class CredentialVerifier {

  /** A host that cannot exist (RFC 2606, section 2), for a verifier outside any deployment. */
  private static final Deployment NOWHERE = Deployment.at("https://nowhere.invalid");

  /** The limits of other documents, with a longer string: a status list is one string. */
  private static final JsonLimits LIST_LIMITS =
      new JsonLimits(1024 * 1024, 64, 20_000, 1024 * 1024, 1_000);

  private final Deployment deployment;
  private final LocalIssuers own;
  private final ProofVerifier proofs;
  private final TypeVocabulary types;
  private final Supplier<Fetcher> fetcher;
  private final Supplier<List<TrustRegistry>> registries;
  private final InstantSource clock;
  private @Nullable ExternalIssuers elsewhere;

  /** Creates a verifier outside any deployment: every issuer is external. */
  public static CredentialVerifier ofExternalIssuers(
      Supplier<Fetcher> fetcher, Supplier<List<TrustRegistry>> registries, InstantSource clock) {
    var jsonLd = new LazyJsonLd();
    return new CredentialVerifier(
        NOWHERE,
        IssuerDirectory.NONE,
        _ -> Optional.empty(),
        new DataIntegrity(jsonLd, clock),
        jsonLd,
        fetcher,
        registries,
        clock);
  }

  /**
   * Creates a verifier of a deployment. What external issuers need is created on first use.
   *
   * @param types resolves the types of a credential
   * @param fetcher the only way to the documents of others
   * @param registries the trust registries that the operator configured
   */
  public CredentialVerifier(
      Deployment deployment,
      IssuerDirectory issuers,
      Records records,
      DataIntegrity dataIntegrity,
      TypeVocabulary types,
      Supplier<Fetcher> fetcher,
      Supplier<List<TrustRegistry>> registries,
      InstantSource clock) {
    this.deployment = deployment;
    this.own = new LocalIssuers(deployment, issuers, records);
    this.proofs = new ProofVerifier(dataIntegrity);
    this.types = types;
    this.fetcher = fetcher;
    this.registries = registries;
    this.clock = clock;
  }

  /**
   * Verifies the JWS of a record: the issuer's signature, the agreement of its claims with the
   * record, the validity period, and the status in the record.
   */
  public VerificationReport verifyStored(IssuedCredential stored) {
    return judge(LocalIssuers.read(stored), secured -> own.context(secured, stored), scope());
  }

  /** Verifies a submitted credential. */
  public VerificationReport verify(byte[] bytes, SecuringForm form) {
    return form == SecuringForm.JSON
            && JsonReader.read(bytes, JsonLimits.FOREIGN)
                instanceof JsonReading.Read(JsonObject document)
        ? verify(document)
        : judge(reader().read(bytes, form, JsonLimits.FOREIGN), scope());
  }

  /** Verifies a compact JWS. */
  public VerificationReport verify(String jws) {
    return judge(reader().read(jws), scope());
  }

  /**
   * Verifies a credential with an embedded proof, or an enveloped one. A document that cannot be
   * read by the names of its members is read in its normal form, if it has one.
   */
  public VerificationReport verify(JsonObject document) {
    return verify(document, scope());
  }

  private VerificationReport verify(JsonObject document, VerificationScope scope) {
    var report = judge(reader().read(document), scope);
    if (!mayBeReadOtherwise(report)) {
      return report;
    }
    return switch (proofs.normalize(document)) {
      case Normalization.Normalized(var normal) when normal.equals(document) -> report;
      case Normalization.Normalized(var normal) -> {
        var other = judge(reader().read(normal), scope);
        // What has no form of a credential in either spelling is reported as it was submitted.
        yield other.outcome(Check.FORM) instanceof Failed ? report : other;
      }
      case Normalization.Unreadable _ when report.verdict() == Verdict.INCONCLUSIVE -> report;
      case Normalization.Unreadable(var reason) ->
          undecided(VerificationProblem.of(ProblemCode.NOT_PLAIN, reason));
      case Normalization.None() -> report;
    };
  }

  /** Tells whether the spelling of the document is what kept it from being verified. */
  private static boolean mayBeReadOtherwise(VerificationReport report) {
    return report
        .decisive()
        .filter(problem ->
            switch (problem.code()) {
              case NOT_PLAIN,
                  NOT_A_CREDENTIAL,
                  NOT_SECURED,
                  NOT_COVERED,
                  PROOF_INVALID,
                  PROOF_UNSUPPORTED ->
                  true;
              default -> false;
            })
        .isPresent();
  }

  /** Verifies one of several credentials of a presentation. */
  VerificationReport verify(CredentialDocument.Reading reading, VerificationScope scope) {
    return judge(reader().read(reading), scope);
  }

  /**
   * Verifies a credential without a proof of its own that its issuer presented: the presentation's
   * proof secures the credential too (Data Model v2.0, section 4.13.2). No issuer of this
   * deployment presents so.
   */
  VerificationReport verifyPresented(
      CredentialDocument document, Proof.Good proof, VerificationScope scope) {
    return switch (reader().read(document.json())) {
      case Reading.Refused(var problem) -> VerificationReport.ofForm(problem, clock.instant());
      case Reading.Undecided(var problem) -> unread(problem);
      case Reading.Read(var secured) ->
          own.issuer(secured.issuerId()).isPresent()
                  || !elsewhere()
                      .keys(secured.issuerId(), ProofPurpose.ASSERTION, scope.errands())
                      .lists(proof.verificationMethod())
              ? notSecured()
              : examined(
                  secured, proof, elsewhere().context(secured.issuerId(), scope.errands()), scope);
    };
  }

  /** Returns the violations of a presentation's types. */
  List<FormViolation> typeViolations(JsonObject document) {
    return FormViolation.malformed(types.violations(document));
  }

  /** Verifies that the holder signed a presentation for this verifier. */
  Proof verifyHolder(
      @Nullable CompactJws jws,
      JsonObject presentation,
      String holder,
      ProofPurpose purpose,
      FetchBudget errands) {
    var keys = elsewhere().keys(holder, purpose, errands);
    return jws == null
        ? proofs.verify(presentation, purpose, keys)
        : proofs.verify(jws, presentation, keys);
  }

  /** Returns the resolver for external issuers, created on first use. */
  synchronized ExternalIssuers elsewhere() {
    var made = elsewhere;
    if (made == null) {
      made =
          new ExternalIssuers(
              fetcher.get(),
              registries.get(),
              id -> deployment.credentialId(id).isPresent(),
              this::proveList,
              clock);
      elsewhere = made;
    }
    return made;
  }

  /** Begins a verification. */
  VerificationScope scope() {
    return new VerificationScope(() -> elsewhere().errands());
  }

  private CredentialReader reader() {
    return new CredentialReader(types);
  }

  /** Returns the context of a submitted credential's issuer. */
  private IssuerContext context(SecuredDocument secured, VerificationScope scope) {
    return own.issuer(secured.issuerId())
        .map(issuer -> own.context(secured, issuer))
        .orElseGet(() -> elsewhere().context(secured.issuerId(), scope.errands()));
  }

  private VerificationReport judge(Reading reading, VerificationScope scope) {
    return judge(reading, secured -> context(secured, scope), scope);
  }

  /** Judges what was read: its form, its issuer's keys, its proof, and what the proof covers. */
  private VerificationReport judge(
      Reading reading, Function<SecuredDocument, IssuerContext> contexts, VerificationScope scope) {
    return switch (reading) {
      case Reading.Refused(var problem) -> VerificationReport.ofForm(problem, clock.instant());
      case Reading.Undecided(var problem) -> unread(problem);
      case Reading.Read(var secured) when !secured.isSecured() -> notSecured();
      case Reading.Read(var secured) -> {
        var issuer = contexts.apply(secured);
        var contradiction = issuer.contradiction(secured);
        yield contradiction.isPresent()
            ? VerificationReport.ofForm(contradiction.get(), clock.instant())
            : judge(secured, issuer, scope);
      }
    };
  }

  private VerificationReport judge(
      SecuredDocument secured, IssuerContext issuer, VerificationScope scope) {
    return switch (proofs.verify(secured, issuer.keys())) {
      case Proof.Wrong(var wrong) -> VerificationReport.ofProof(new Failed(wrong), clock.instant());
      case Proof.Undecided(var problem) -> undecided(problem);
      case Proof.KeysUnknown(var problem) -> VerificationReport.ofIssuer(problem, clock.instant());
      case Proof.Good good when good.document().equals(secured.credential()) ->
          examined(secured, good, issuer, scope);
      // Contexts that were added since are not the issuer's words: without them it must have the
      // form of a credential too.
      case Proof.Good good ->
          switch (reader().read(good.document())) {
            case Reading.Refused(var problem) ->
                VerificationReport.ofForm(problem, clock.instant());
            case Reading.Undecided(var problem) -> unread(problem);
            case Reading.Read(var signed) -> examined(signed, good, issuer, scope);
          };
    };
  }

  private VerificationReport notSecured() {
    return VerificationReport.ofProof(
        new Failed(VerificationProblem.of(ProblemCode.NOT_SECURED)), clock.instant());
  }

  private VerificationReport undecided(VerificationProblem problem) {
    return VerificationReport.ofProof(new Inconclusive(problem), clock.instant());
  }

  /** Reports on what was not read, because of its kind or its size. */
  VerificationReport unread(VerificationProblem problem) {
    return VerificationReport.ofUnread(problem, clock.instant());
  }

  PresentationVerifier presentations() {
    return new PresentationVerifier(this, clock);
  }

  /** Reports on a credential with a good proof. */
  private VerificationReport examined(
      SecuredDocument signed, Proof.Good proof, IssuerContext issuer, VerificationScope scope) {
    var credential = signed.credential();
    var now = clock.instant();
    return switch (issuer.examine(signed.document(), proof)) {
      case IssuerContext.Examination.Refused(var problem) ->
          VerificationReport.ofProof(new Failed(problem), now);
      case IssuerContext.Examination.Issued issued -> {
        var parts =
            PartVerifier.verify(
                credential, scope.depth(), document -> verifyPart(document, scope.within()), now);
        yield new VerificationReport(
            Map.of(
                Check.FORM, new Passed(),
                Check.PROOF, new Passed(),
                Check.ISSUER, issuer(issued),
                Check.VALIDITY_PERIOD, signed.period().at(now),
                Check.STATUS, issued.status(),
                Check.SCHEMA, schema(credential),
                Check.REGISTRY, issued.registry(),
                Check.PARTS, PartVerifier.outcome(parts),
                Check.HOLDER, holder(signed.document())),
            Optional.of(
                new ProvenCredential(
                    credential,
                    issued.issuer(),
                    proof.verificationMethod(),
                    proof.algorithm(),
                    issued.recorded(),
                    issued.recognition(),
                    issued.registries())),
            parts,
            now);
      }
    };
  }

  /** Verifies a credential within another, with what is left of its fetch budget. */
  private VerificationReport verifyPart(JsonValue document, VerificationScope scope) {
    return switch (document) {
      case JsonString(var jws) -> judge(reader().read(jws), scope);
      case JsonObject object -> verify(object, scope);
      default -> throw new IllegalStateException("neither an object nor a JWS");
    };
  }

  /** Verifies the proof of an external issuer's status list, which is a credential. */
  private StatusListDocuments.Proving proveList(
      byte[] document, String issuerId, FetchBudget errands) {
    var isJson = new String(document, StandardCharsets.UTF_8).strip().startsWith("{");
    return switch (reader()
        .read(document, isJson ? SecuringForm.JSON : SecuringForm.COMPACT_JWS, LIST_LIMITS)) {
      case Reading.Refused(var problem) -> notProven(problem);
      case Reading.Undecided(var problem) -> notProven(problem);
      case Reading.Read(var list) -> {
        if (!list.issuerId().equals(issuerId)) {
          yield new StatusListDocuments.Proving.NotProven(
              "The list is not of the issuer of the credential.");
        }
        if (!list.isSecured()) {
          yield notProven(VerificationProblem.of(ProblemCode.NOT_SECURED));
        }
        var keys = elsewhere().keys(issuerId, ProofPurpose.ASSERTION, errands);
        yield switch (proofs.verify(list, keys)) {
          case Proof.Wrong(var wrong) -> notProven(wrong);
          case Proof.Undecided(var undecided) -> notProven(undecided);
          case Proof.KeysUnknown _ -> new StatusListDocuments.Proving.Unreachable();
          case Proof.Good good ->
              new StatusListDocuments.Proving.Proven(
                  good.document(), list.period(), good.signedAt().or(list::issuedAt));
        };
      }
    };
  }

  private static StatusListDocuments.Proving notProven(VerificationProblem problem) {
    return new StatusListDocuments.Proving.NotProven(
        Optional.ofNullable(problem.detail())
            .orElse("The list is not signed by the issuer of the credential."));
  }

  /** A name is not an identity: without anybody who confirms it, it is said to be a claim. */
  private static Outcome issuer(IssuerContext.Examination.Issued issued) {
    return issued.recognition().isConfirmed()
        ? new Passed()
        : new Warned(
            VerificationProblem.naming(ProblemCode.ISSUER_NOT_CONFIRMED, issued.issuer().name()));
  }

  private static Outcome holder(CredentialDocument credential) {
    return credential.namesNobody()
        ? new Warned(VerificationProblem.of(ProblemCode.NAMES_NOBODY))
        : new NotApplicable();
  }

  /** Reports that schemas are not checked: none is fetched for a submitted credential. */
  private static Outcome schema(JsonObject credential) {
    return credential.has("credentialSchema") ? new NotChecked() : new NotApplicable();
  }
}
