package org.sceau.verification;

import java.util.List;
import java.util.Optional;
import org.sceau.records.catalog.IssuerProfile;
import org.sceau.records.status.CredentialStatus;

/**
 * What a verification asks about the issuer of a credential: its keys, and then what only a
 * credential with a good proof may ask.
 */
interface IssuerContext {

  IssuerKeys keys();

  /** Returns how the parts of the document contradict one another, or the record; empty if not. */
  Optional<VerificationProblem> contradiction(SecuredDocument secured);

  /**
   * Examines a credential with a good proof.
   *
   * @param credential what was signed
   */
  Examination examine(CredentialDocument credential, Proof.Good proof);

  /** What is known about a credential whose proof is good. */
  sealed interface Examination {

    /**
     * The credential is the issuer's.
     *
     * @param issuer the issuer's profile: of the catalog, or as the credential states it
     * @param status the outcome of {@link Check#STATUS}
     * @param recorded the status in the record, if there is one
     * @param recognition who confirms the issuer
     * @param registry the outcome of {@link Check#REGISTRY}
     * @param registries the names of the trust registries that list the issuer
     */
    record Issued(
        IssuerProfile issuer,
        Outcome status,
        Optional<CredentialStatus> recorded,
        Recognition recognition,
        Outcome registry,
        List<String> registries)
        implements Examination {}

    /** The key may have signed in other hands than the issuer's. */
    record Refused(VerificationProblem problem) implements Examination {}
  }
}
