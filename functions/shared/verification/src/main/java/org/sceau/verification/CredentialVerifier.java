package org.sceau.verification;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sceau.dataintegrity.DataIntegrity;
import org.sceau.dataintegrity.TypeVocabulary;
import org.sceau.dataintegrity.jsonld.LazyJsonLd;
import org.sceau.json.JsonLimits;
import org.sceau.json.JsonObject;
import org.sceau.openbadges.CredentialFacts;
import org.sceau.records.Deployment;
import org.sceau.records.catalog.IssuerProfile;
import org.sceau.records.credential.IssuedCredential;
import org.sceau.verification.CredentialReader.Reading;
import org.sceau.verification.Outcome.Failed;
import org.sceau.verification.Outcome.Inconclusive;
import org.sceau.verification.Outcome.NotApplicable;
import org.sceau.verification.Outcome.NotChecked;
import org.sceau.verification.Outcome.Passed;

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

  private final LocalIssuers own;
  private final DataIntegrity dataIntegrity;
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
    this.own = new LocalIssuers(deployment, issuers, records, dataIntegrity, clock);
    this.dataIntegrity = dataIntegrity;
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
    return own.verifyStored(stored);
  }

  /** Verifies a submitted credential. */
  public VerificationReport verify(byte[] bytes, SecuringForm form) {
    return judge(reader().read(bytes, form, JsonLimits.FOREIGN), this::errands);
  }

  /** Verifies a compact JWS. */
  public VerificationReport verify(String jws) {
    return judge(reader().read(jws), this::errands);
  }

  /** Verifies a credential with an embedded proof, or an enveloped one. */
  public VerificationReport verify(JsonObject document) {
    return judge(reader().read(document), this::errands);
  }

  /** Verifies one of several credentials that share a fetch budget. */
  VerificationReport verify(CredentialDocument.Reading reading, Supplier<FetchBudget> errands) {
    return judge(reader().read(reading), errands);
  }

  /**
   * Verifies a credential without a proof of its own that its issuer presented: the presentation's
   * proof secures the credential too (Data Model v2.0, section 4.13.2). No issuer of this
   * deployment presents so.
   */
  VerificationReport verifyPresented(
      CredentialDocument document, ExternalIssuers.Proof.Good proof, FetchBudget errands) {
    return switch (reader().read(document.json())) {
      case Reading.Refused(var problem) -> VerificationReport.ofForm(problem, clock.instant());
      case Reading.Undecided(var problem) -> undecided(problem);
      case Reading.Read(var secured) ->
          own.issuer(secured.issuerId()).isPresent()
                  || !elsewhere().asserts(proof.verificationMethod(), secured.issuerId(), errands)
              ? notSecured()
              : proven(secured, proof, errands);
    };
  }

  /** Returns the violations of a presentation's types. */
  List<FormViolation> typeViolations(JsonObject document) {
    return FormViolation.malformed(types.violations(document));
  }

  /** Returns the resolver for external issuers, created on first use. */
  synchronized ExternalIssuers elsewhere() {
    var made = elsewhere;
    if (made == null) {
      made =
          new ExternalIssuers(
              fetcher.get(), registries.get(), dataIntegrity, this::proveList, clock);
      elsewhere = made;
    }
    return made;
  }

  private FetchBudget errands() {
    return elsewhere().errands();
  }

  private CredentialReader reader() {
    return new CredentialReader(types);
  }

  private VerificationReport judge(Reading reading, Supplier<FetchBudget> errands) {
    return switch (reading) {
      case Reading.Refused(var problem) -> VerificationReport.ofForm(problem, clock.instant());
      case Reading.Undecided(var problem) -> undecided(problem);
      case Reading.Read(var secured) when !secured.isSecured() -> notSecured();
      case Reading.Read(var secured) ->
          own.issuer(secured.issuerId())
              .map(issuer -> own.verify(secured, issuer))
              .orElseGet(() -> ofOthers(secured, errands.get()));
    };
  }

  private VerificationReport notSecured() {
    return VerificationReport.ofProof(
        new Failed(VerificationProblem.of(ProblemCode.NOT_SECURED)), clock.instant());
  }

  private VerificationReport undecided(VerificationProblem problem) {
    return VerificationReport.ofProof(new Inconclusive(problem), clock.instant());
  }

  /** Verifies the credential of an external issuer. */
  private VerificationReport ofOthers(SecuredDocument secured, FetchBudget errands) {
    return switch (prove(secured, errands)) {
      case ExternalIssuers.Proof.Wrong(var wrong) ->
          VerificationReport.ofProof(new Failed(wrong), clock.instant());
      case ExternalIssuers.Proof.Undecided(var problem) -> undecided(problem);
      case ExternalIssuers.Proof.KeysUnknown(var problem) ->
          VerificationReport.ofIssuer(problem, clock.instant());
      case ExternalIssuers.Proof.Good good -> {
        var signed = good.document().orElseGet(secured::credential);
        if (signed.equals(secured.credential())) {
          yield proven(secured, good, errands);
        }
        // Contexts that were added since are not the issuer's words: without them it is to have
        // the form of a credential all the same.
        yield switch (reader().read(signed)) {
          case Reading.Refused(var problem) -> VerificationReport.ofForm(problem, clock.instant());
          case Reading.Undecided(var problem) -> undecided(problem);
          case Reading.Read(var less) -> proven(less, good, errands);
        };
      }
    };
  }

  private ExternalIssuers.Proof prove(SecuredDocument secured, FetchBudget errands) {
    return elsewhere().prove(secured.jws(), secured.withProof(), secured.issuerId(), errands);
  }

  private VerificationReport proven(
      SecuredDocument secured, ExternalIssuers.Proof.Good proof, FetchBudget errands) {
    var others = elsewhere();
    var credential = secured.credential();
    var issuerId = secured.issuerId();
    var now = clock.instant();
    var outcomes = new EnumMap<Check, Outcome>(Check.class);
    outcomes.put(Check.FORM, new Passed());
    outcomes.put(Check.PROOF, new Passed());
    outcomes.put(Check.ISSUER, new Passed());
    outcomes.put(Check.VALIDITY_PERIOD, secured.period().at(now));
    outcomes.put(Check.STATUS, others.status(credential, issuerId, errands));
    outcomes.put(Check.SCHEMA, schema(credential));
    outcomes.put(Check.REGISTRY, others.registry(issuerId));
    return new VerificationReport(
        outcomes,
        Optional.of(
            new ProvenCredential(
                credential,
                profile(new CredentialFacts(credential), issuerId),
                proof.verificationMethod(),
                proof.algorithm(),
                Optional.empty(),
                others.registriesWith(issuerId))),
        now);
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
        yield switch (prove(list, errands)) {
          case ExternalIssuers.Proof.Wrong(var wrong) -> notProven(wrong);
          case ExternalIssuers.Proof.Undecided(var undecided) -> notProven(undecided);
          case ExternalIssuers.Proof.KeysUnknown _ -> new StatusListDocuments.Proving.Unreachable();
          case ExternalIssuers.Proof.Good good ->
              new StatusListDocuments.Proving.Proven(
                  good.document().orElseGet(list::credential),
                  list.period(),
                  good.signedAt().or(list::issuedAt));
        };
      }
    };
  }

  private static StatusListDocuments.Proving notProven(VerificationProblem problem) {
    return new StatusListDocuments.Proving.NotProven(
        Optional.ofNullable(problem.detail())
            .orElse("The list is not signed by the issuer of the credential."));
  }

  /** Returns the issuer's profile as the signed credential states it. */
  private static IssuerProfile profile(CredentialFacts facts, String issuerId) {
    return new IssuerProfile(
        facts.issuerName().orElse(issuerId),
        facts.issuerUrl().orElse(null),
        null,
        null,
        facts.issuerImage().orElse(null),
        facts.issuerCountry().orElse(null));
  }

  /** Reports that schemas are not checked: none is fetched for a submitted credential. */
  private static Outcome schema(JsonObject credential) {
    return credential.has("credentialSchema") ? new NotChecked() : new NotApplicable();
  }
}
