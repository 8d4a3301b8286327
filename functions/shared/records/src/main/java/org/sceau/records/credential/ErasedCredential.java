package org.sceau.records.credential;

import java.time.Instant;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.status.CredentialStatus;
import org.sceau.records.status.Position;

/**
 * What is left of a credential that was erased: enough for its position never to be given again,
 * and for its status to go on telling of copies that are elsewhere. No word about anybody.
 *
 * @param status without a reason, which is free text
 */
public record ErasedCredential(
    CredentialId id, IssuerId issuer, Position position, CredentialStatus status, Instant erasedAt)
    implements CredentialRecord {

  public ErasedCredential {
    status = status.withoutReason();
  }

  @Override
  public ErasedCredential with(CredentialStatus changed) {
    return new ErasedCredential(id, issuer, position, changed, erasedAt);
  }
}
