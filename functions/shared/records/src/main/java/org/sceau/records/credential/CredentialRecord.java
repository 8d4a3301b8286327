package org.sceau.records.credential;

import org.sceau.records.catalog.IssuerId;
import org.sceau.records.status.CredentialStatus;
import org.sceau.records.status.Position;

/** What is on record of a credential: all of it, or what is left of one that was erased. */
public sealed interface CredentialRecord permits IssuedCredential, ErasedCredential {

  CredentialId id();

  IssuerId issuer();

  /** Its place in a revocation list, held for ever. */
  Position position();

  CredentialStatus status();

  /** The same with another status. */
  CredentialRecord with(CredentialStatus changed);
}
