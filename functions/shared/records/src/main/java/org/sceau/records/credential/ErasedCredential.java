package org.sceau.records.credential;

import java.time.Instant;
import org.sceau.records.catalog.IssuerId;
import org.sceau.records.status.CredentialStatus;
import org.sceau.records.status.Position;

/**
 * The remainder of an erased credential: enough to keep its position from reuse and to publish its
 * status for copies elsewhere. It contains nothing personal.
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
