package org.sceau.verification;

import java.util.Optional;
import org.sceau.records.credential.CredentialId;
import org.sceau.records.credential.CredentialRecord;

/** Finds the records that verification reads, as the credential store does. */
@FunctionalInterface
public interface Records {

  Optional<CredentialRecord> lookUp(CredentialId id);
}
