package org.sceau.records.credential;

import org.sceau.records.catalog.IssuerId;
import org.sceau.records.status.CredentialStatus;
import org.sceau.records.status.Position;

/** The record of a credential: the whole credential, or what remains after erasure. */
public sealed interface CredentialRecord permits IssuedCredential, ErasedCredential {

  CredentialId id();

  IssuerId issuer();

  /** Returns its position in a revocation list, which is never reused. */
  Position position();

  CredentialStatus status();

  /** Returns the record with another status. */
  CredentialRecord with(CredentialStatus changed);
}
