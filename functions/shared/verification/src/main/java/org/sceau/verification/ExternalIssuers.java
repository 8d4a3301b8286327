package org.sceau.verification;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.sceau.dataintegrity.ProofPurpose;
import org.sceau.openbadges.CredentialFacts;
import org.sceau.records.catalog.IssuerProfile;
import org.sceau.verification.Outcome.NotApplicable;
import org.sceau.verification.Outcome.Passed;
import org.sceau.verification.Outcome.Warned;

/**
 * Resolves what the verification of external credentials needs: issuers' documents, status lists
 * and trust registries. Created on the first such credential.
 */
final class ExternalIssuers {

  /** The budget of the issuers' documents: a thousand and more. */
  static final long DOCUMENTS_BUDGET = 8L * 1024 * 1024;

  /** The budget of the inflated lists: a thousand of the usual 16 kB. */
  static final long LISTS_BUDGET = 16L * 1024 * 1024;

  private final Fetcher fetcher;
  private final IssuerDocuments documents;
  private final StatusListDocuments lists;
  private final StatusCheck status;
  private final List<TrustRegistry> registries;
  private final Predicate<String> isLinkOfOurs;
  private final InstantSource clock;

  /**
   * @param isLinkOfOurs tells whether an id is a link of this deployment, which no other issuer has
   */
  ExternalIssuers(
      Fetcher fetcher,
      List<TrustRegistry> registries,
      Predicate<String> isLinkOfOurs,
      StatusListDocuments.Prover lists,
      InstantSource clock) {
    this.fetcher = fetcher;
    this.documents = new IssuerDocuments(DOCUMENTS_BUDGET, clock);
    this.lists = new StatusListDocuments(LISTS_BUDGET, clock, lists);
    this.status = new StatusCheck(this.lists, clock);
    this.registries = List.copyOf(registries);
    this.isLinkOfOurs = isLinkOfOurs;
    this.clock = clock;
  }

  /** Returns the bytes that both caches hold. */
  long remembered() {
    return documents.used() + lists.used();
  }

  /** Creates the fetch budget of one verification. */
  FetchBudget errands() {
    return new FetchBudget(fetcher, clock);
  }

  /**
   * Returns the keys of an issuer or a holder.
   *
   * @param purpose the relationship under which its document must list them
   */
  DocumentKeys keys(String controller, ProofPurpose purpose, FetchBudget errands) {
    return new DocumentKeys(documents, controller, purpose, errands, clock);
  }

  IssuerContext context(String issuerId, FetchBudget errands) {
    return new External(issuerId, errands);
  }

  private List<String> registriesWith(String issuerId) {
    return registries.stream()
        .filter(registry -> registry.knows(issuerId))
        .map(TrustRegistry::name)
        .toList();
  }

  private final class External implements IssuerContext {

    private final String issuerId;
    private final FetchBudget errands;

    External(String issuerId, FetchBudget errands) {
      this.issuerId = issuerId;
      this.errands = errands;
    }

    @Override
    public IssuerKeys keys() {
      return ExternalIssuers.this.keys(issuerId, ProofPurpose.ASSERTION, errands);
    }

    @Override
    public Optional<VerificationProblem> contradiction(SecuredDocument secured) {
      return secured.document().id().filter(isLinkOfOurs).isPresent()
          ? Optional.of(VerificationProblem.of(ProblemCode.LINK_OF_ANOTHER))
          : Optional.empty();
    }

    @Override
    public Examination examine(CredentialDocument credential, Proof.Good proof) {
      var known = registriesWith(issuerId);
      return new Examination.Issued(
          profile(new CredentialFacts(credential.json())),
          status.check(credential.json(), issuerId, errands),
          Optional.empty(),
          recognition(),
          registries.isEmpty()
              ? new NotApplicable()
              : known.isEmpty()
                  ? new Warned(VerificationProblem.of(ProblemCode.ISSUER_NOT_REGISTERED))
                  : new Passed(),
          known);
    }

    /** Returns the answers of the first registry that lists the issuer. */
    private Recognition recognition() {
      var unlisted = Recognition.ofId(issuerId);
      return registries.stream()
          .filter(registry -> registry.knows(issuerId))
          .findFirst()
          .map(registry ->
              new Recognition(
                  new Recognition.Identity.Registered(registry.name(), registry.nameOf(issuerId)),
                  // The lists have no dates: that it is listed now does not tell since when.
                  new Recognition.Answer(Recognition.Word.UNKNOWN, registry.name()),
                  Recognition.Answer.UNKNOWN))
          .orElse(unlisted);
    }

    /** Returns the issuer's profile as the signed credential states it. */
    private IssuerProfile profile(CredentialFacts facts) {
      return new IssuerProfile(
          facts.issuerName().orElse(issuerId),
          facts.issuerUrl().orElse(null),
          null,
          null,
          facts.issuerImage().orElse(null),
          facts.issuerCountry().orElse(null));
    }
  }
}
