package org.sceau.issuing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sceau.catalog.IssuerId;
import org.sceau.credential.CredentialId;
import org.sceau.status.CredentialStatus;

/**
 * Keeps credentials, the positions they hold, and the awards that made them. What is acknowledged
 * is durable; reads see every acknowledged write. Every method may throw {@link
 * org.sceau.credential.StoreUnavailableException}.
 */
public interface CredentialStore {

  /** What came of {@link #record}. */
  sealed interface Recording {

    record Recorded() implements Recording {}

    /** Nothing was written: the award had been made before. */
    record AwardedBefore(AwardRecord earlier) implements Recording {}

    /** Nothing was written: another credential holds the position, or has the id. */
    record Taken() implements Recording {}
  }

  /**
   * Writes the credential, the claim on its position and, if given, the award, all or nothing: if
   * none of the three is kept already. To record the very same again, as after an answer that was
   * lost, changes nothing and is {@link Recording.Recorded}.
   */
  Recording record(IssuedCredential credential, @Nullable AwardRecord award);

  Optional<IssuedCredential> find(CredentialId id);

  Optional<AwardRecord> award(IssuerId issuer, String awardKey);

  /**
   * Changes the status in one transaction, if the credential still has the status that it has in
   * {@code before}. A change to {@link CredentialStatus.Revoked} also sets the bit at the
   * credential's position, raises the list's {@code change} by one, and makes the list due at
   * {@code Revoked.since}, or leaves it due if it already is. To make the very same change again,
   * as after an answer that was lost, changes nothing and is told to be changed.
   *
   * @return whether it was changed
   * @throws IllegalStateException if a bit is to be set in a list that was never opened
   */
  boolean change(IssuedCredential before, CredentialStatus after);
}
