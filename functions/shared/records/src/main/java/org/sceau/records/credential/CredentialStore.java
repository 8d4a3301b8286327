package org.sceau.records.credential;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.status.CredentialStatus;
import org.sceau.records.status.CredentialStatus.Revoked;

/**
 * Stores credentials, their list positions, and the awards that made them. An acknowledged write is
 * durable, and reads see it. Every method may throw {@link
 * org.sceau.records.StoreUnavailableException}.
 */
public interface CredentialStore {

  /** The most recipients in one request. */
  int MOST_AWARDS_AT_ONCE = 100;

  /** The result of {@link #record}. */
  sealed interface Recording {

    record Recorded() implements Recording {}

    /** Nothing was written: the award had been made before. */
    record AwardedBefore(AwardRecord earlier) implements Recording {}

    /** Nothing was written: another credential holds the position, or has the id. */
    record Taken() implements Recording {}

    /** Nothing was written: the credential to replace was erased, or its status has changed. */
    record Outdated() implements Recording {}
  }

  /**
   * Writes the credential, the claim on its position and, if given, the award in one transaction,
   * if none of the three exists. Recording the same again, as after a lost answer, changes nothing
   * and is {@link Recording.Recorded}.
   */
  Recording record(IssuedCredential credential, @Nullable AwardRecord award);

  /**
   * Writes what {@link #record} writes, and revokes another credential as {@link #change} does, in
   * one transaction: either both are done or neither.
   *
   * @param old the credential to replace, as it was read
   * @param end its new status
   * @throws IllegalStateException if its list was never opened
   */
  Recording replace(
      IssuedCredential old, Revoked end, IssuedCredential credential, @Nullable AwardRecord award);

  /** Finds a record, erased or not. */
  Optional<CredentialRecord> lookUp(CredentialId id);

  /** Finds a credential that is recorded and not erased. */
  default Optional<IssuedCredential> find(CredentialId id) {
    return lookUp(id)
        .flatMap(kept ->
            kept instanceof IssuedCredential issued ? Optional.of(issued) : Optional.empty());
  }

  Optional<AwardRecord> award(IssuerId issuer, String awardKey);

  /**
   * Returns the issuer's awards by these keys; unused keys are left out.
   *
   * @param awardKeys at most {@value #MOST_AWARDS_AT_ONCE}
   */
  Map<String, AwardRecord> awards(IssuerId issuer, Set<String> awardKeys);

  /**
   * Changes the status in one transaction, if the credential still has the status that it has in
   * {@code before}, and was not erased since then. A change to {@link Revoked} also sets the bit at
   * the credential's position, raises the list's {@code change} by one, and makes the list due at
   * {@code Revoked.since}, or leaves it due if it already is. Repeating the same change, as after a
   * lost answer, changes nothing and reports it as changed.
   *
   * @return whether it was changed
   * @throws IllegalStateException if the change sets a bit in a list that was never opened
   */
  boolean change(CredentialRecord before, CredentialStatus after);

  /**
   * Removes from the issuer's record all that is in {@link IssuedCredential} and not in {@link
   * ErasedCredential}. Position, claim, status and award stay. Erasing again changes nothing.
   *
   * @return what remains; empty, with nothing changed, if the issuer has no such credential
   */
  Optional<ErasedCredential> erase(CredentialId id, IssuerId issuer, Instant at);
}
